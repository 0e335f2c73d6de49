using System.Globalization;
using KnbTraining.Learning.Ledger;

namespace KnbTraining.Learning.Evidence.Proof;

/// <summary>
/// The extension line of a checkpoint that fixes the file of one day: <c>day YYYY-MM-DD first last sha256</c>.
/// The file holds the lines of that day, each ended by LF, and nothing else.
/// </summary>
/// <param name="Day">The local calendar day.</param>
/// <param name="First">The number of its first line, from 1.</param>
/// <param name="Last">The number of its last line; <paramref name="First"/> - 1 for a day without lines, whose file is empty.</param>
/// <param name="Sha256">Of the file.</param>
public sealed record DayLine(DateOnly Day, long First, long Last, Digest Sha256)
{
    /// <summary>How each such line begins.</summary>
    public const string Prefix = "day ";

    private const string DayFormat = "yyyy-MM-dd";

    /// <summary>Reads a line, as <see cref="ToString"/> writes it.</summary>
    /// <returns>Null for any other line, also another spelling of the same.</returns>
    public static DayLine? Parse(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return line.Split(' ') is ["day", var day, var first, var last, { Length: 2 * Digest.Length } hash]
            && DateOnly.TryParseExact(day, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && EntryNumber.TryParse(first, out var from)
            && EntryNumber.TryParse(last, out var to)
            && from >= 1
            && to >= from - 1
            && hash.All(char.IsAsciiHexDigit)
            && new DayLine(date, from, to, new Digest(Convert.FromHexString(hash))) is var parsed
            && parsed.ToString() == line
            ? parsed
            : null;
    }

    /// <summary>The line without its end.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Day.ToString(DayFormat, CultureInfo.InvariantCulture)} {First} {Last} {Sha256.ToString()}");
}
