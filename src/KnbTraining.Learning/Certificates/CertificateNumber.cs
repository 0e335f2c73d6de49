using System.Globalization;

namespace KnbTraining.Learning.Certificates;

/// <summary>
/// The number that stands on a certificate, for example <c>KNB-2026-7F3K-Q9TD</c>: the year of issue and eight letters drawn by
/// chance (39 bits), so that knowing one number helps nobody to another. No 0, 1, I, L, O or U, which are misread.
/// </summary>
public static class CertificateNumber
{
    public const int MaxLength = 18;

    private const string Prefix = "KNB";

    public static string Draw(int year) => Write(
        year.ToString("D4", CultureInfo.InvariantCulture), TypedCode.Draw(4), TypedCode.Draw(4));

    /// <summary>A number as somebody typed it; what is forgiven says <see cref="TypedCode"/>, and in the year also O for 0, I and L for 1.</summary>
    /// <returns>Null where the text cannot be a number.</returns>
    public static string? Read(string? typed)
    {
        var signs = TypedCode.Fold(typed);
        if (signs.Length != 15 || !signs.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var year = signs[3..7].Replace('O', '0').Replace('I', '1').Replace('L', '1');
        return year.All(char.IsAsciiDigit) && TypedCode.Read(signs[7..], 8) is { } drawn ? Write(year, drawn[..4], drawn[4..]) : null;
    }

    private static string Write(string year, string first, string second) => $"{Prefix}-{year}-{first}-{second}";
}
