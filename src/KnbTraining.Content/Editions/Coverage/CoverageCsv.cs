using System.Globalization;
using System.Text;
using KnbTraining.Content.Editions.Readers;

namespace KnbTraining.Content.Editions.Coverage;

/// <summary>
/// The matrix for spreadsheets: RFC 4180, one fact a line, ids only, several in a cell parted by a space. Without a byte
/// order mark.
/// </summary>
public static class CoverageCsv
{
    public static string Write(IEnumerable<FactCoverage> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var text = new StringBuilder();
        Line(text, ["fact", "use", "keyable", "source", "paragraphs", "rules", "lessons", "families", "missing"]);
        foreach (var row in rows)
        {
            Line(text,
            [
                row.Fact.Id,
                row.Fact.Use,
                ReferenceReaders.IdOf(row.Fact.Keyable),
                row.Fact.Source,
                string.Join(' ', row.Fact.Paragraphs.Select(paragraph => paragraph.ToString(CultureInfo.InvariantCulture))),
                string.Join(' ', row.Rules),
                string.Join(' ', row.Lessons),
                string.Join(' ', row.Families),
                string.Join(' ', Missing(row)),
            ]);
        }

        return text.ToString();
    }

    private static IEnumerable<string> Missing(FactCoverage row) => !row.Fact.IsCore
        ? []
        : new[] { ("rule", row.Rules.Count), ("lesson", row.Lessons.Count), ("family", row.Families.Count) }.Where(part => part.Item2 == 0).Select(part => part.Item1);

    private static void Line(StringBuilder text, string[] cells) =>
        text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");

    // Fact ids and sources are words of documents: nothing here may break a line or pass for a formula.
    private static string Cell(string value)
    {
        var safe = value is ['=' or '+' or '-' or '@', ..] ? "'" + value : value;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : "\"" + safe.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }
}
