using System.Globalization;
using KnbTraining.Content.Editions.Coverage;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Tables;

namespace KnbTraining.Learning.Reports;

/// <summary>The coverage matrix as a table: one fact a row, ids only, several in a cell parted by a space. Headings are names of fields, in every language.</summary>
public static class CoverageExport
{
    private static readonly LocalizedText Title = new("Coverage", "Охват", "Қамту");

    public static Table Of(string language, IEnumerable<FactCoverage> rows) => Table.Of(
        language,
        Title,
        rows,
        Column("fact", row => row.Fact.Id),
        Column("use", row => row.Fact.Use),
        Column("keyable", row => row.KeyableId),
        Column("source", row => row.Fact.Source),
        Column("paragraphs", row => string.Join(' ', row.Fact.Paragraphs.Select(paragraph => paragraph.ToString(CultureInfo.InvariantCulture)))),
        Column("rules", row => string.Join(' ', row.Rules)),
        Column("lessons", row => string.Join(' ', row.Lessons)),
        Column("families", row => string.Join(' ', row.Families)),
        Column("missing", row => string.Join(' ', row.Missing)));

    private static TableColumn<FactCoverage> Column(string id, Func<FactCoverage, string> cell) => new(new LocalizedText(id, id, id), cell);
}
