using System.Globalization;
using System.Text;

namespace KnbTraining.Learning.Notices;

/// <summary>A day on which somebody has to have completed something, or no longer has to.</summary>
/// <param name="Uid">The same for as long as it is about the same thing.</param>
/// <param name="Sequence">Higher than before wherever anything about it has changed.</param>
/// <param name="Url">Null where nobody has said at which address people reach the application.</param>
public sealed record CalendarDay(string Uid, int Sequence, DateOnly Day, bool IsCancelled, string Summary, string Description, string? Url);

/// <summary>
/// Writes days as a calendar (RFC 5545): one event of a whole day each, which takes up no time and rings no alarm. Lines end with CRLF and are folded at
/// 75 octets, never inside a letter.
/// </summary>
public static class CalendarText
{
    private const int MostOctets = 75;

    /// <param name="now">When the calendar is made.</param>
    public static string Of(IEnumerable<CalendarDay> days, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(days);
        var text = new StringBuilder();
        Add("BEGIN:VCALENDAR");
        Add("VERSION:2.0");
        Add("PRODID:-//KnbTraining//Due days//EN");
        Add("METHOD:PUBLISH");
        foreach (var day in days)
        {
            Add("BEGIN:VEVENT");
            Add($"UID:{day.Uid}");
            Add(string.Create(CultureInfo.InvariantCulture, $"DTSTAMP:{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}"));
            Add(string.Create(CultureInfo.InvariantCulture, $"SEQUENCE:{day.Sequence}"));
            Add(string.Create(CultureInfo.InvariantCulture, $"DTSTART;VALUE=DATE:{day.Day:yyyyMMdd}"));
            Add(string.Create(CultureInfo.InvariantCulture, $"DTEND;VALUE=DATE:{day.Day.AddDays(1):yyyyMMdd}"));
            Add($"STATUS:{(day.IsCancelled ? "CANCELLED" : "CONFIRMED")}");
            Add("TRANSP:TRANSPARENT");
            Add($"SUMMARY:{Escape(day.Summary)}");
            if (day.Description.Length > 0)
            {
                Add($"DESCRIPTION:{Escape(day.Description)}");
            }

            if (day.Url is { } url)
            {
                Add($"URL:{url}");
            }

            Add("END:VEVENT");
        }

        Add("END:VCALENDAR");
        return text.ToString();

        void Add(string line) => Fold(text, line);
    }

    private static string Escape(string text) => text
        .ReplaceLineEndings("\n")
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace(";", "\\;", StringComparison.Ordinal)
        .Replace(",", "\\,", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);

    // A line that goes on begins with a blank, which counts.
    private static void Fold(StringBuilder text, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > MostOctets)
            {
                text.Append("\r\n ");
                octets = 1;
            }

            text.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }

        text.Append("\r\n");
    }
}
