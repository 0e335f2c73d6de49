using System.Globalization;
using System.Security.Cryptography;

namespace KnbTraining.Learning.Certificates;

/// <summary>
/// The number that stands on a certificate, for example <c>KNB-2026-7F3K-Q9TD</c>: the year of issue and eight letters drawn by
/// chance (39 bits), so that knowing one number helps nobody to another. No 0, 1, I, L, O or U, which are misread.
/// </summary>
public static class CertificateNumber
{
    public const int MaxLength = 18;

    private const string Letters = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    private const string Prefix = "KNB";

    public static string Draw(int year) => Write(
        year.ToString("D4", CultureInfo.InvariantCulture), RandomNumberGenerator.GetString(Letters, 4), RandomNumberGenerator.GetString(Letters, 4));

    /// <summary>A number as somebody typed it: in any case, with or without its dashes.</summary>
    /// <returns>Null where the text cannot be a number.</returns>
    public static string? Read(string? typed)
    {
        var signs = string.Concat((typed ?? "").Where(char.IsLetterOrDigit)).ToUpperInvariant();
        return signs.Length == 15
            && signs.StartsWith(Prefix, StringComparison.Ordinal)
            && signs[3..7].All(char.IsAsciiDigit)
            && signs[7..].All(sign => Letters.Contains(sign, StringComparison.Ordinal))
                ? Write(signs[3..7], signs[7..11], signs[11..])
                : null;
    }

    private static string Write(string year, string first, string second) => $"{Prefix}-{year}-{first}-{second}";
}
