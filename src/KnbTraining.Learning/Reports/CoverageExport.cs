using System.Globalization;
using KnbTraining.Content.Editions.Coverage;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Tables;

namespace KnbTraining.Learning.Reports;

/// <summary>The coverage matrix as a table: one fact a row, ids only, several in a cell parted by a space. Headings are names of fields, in every language.</summary>
public sealed class CoverageExport(EditionStore editions) : Report(ExportedReport.Coverage, ReportFilters.None)
{
    public override IReadOnlyList<Role> Readers { get; } = [Role.Editor, Role.Reviewer, Role.Auditor, Role.Administrator];

    public override async Task<ReportFile?> ReadAsync(Viewer viewer, ReportQuestion asked, CancellationToken ct)
    {
        var current = await editions.CurrentAsync(ct);
        var table = Of(asked.Language, CoverageMatrix.Of(current.Edition, asked.AsOf).Rows);
        return new ReportFile(table, string.Create(CultureInfo.InvariantCulture, $"coverage-edition-{current.Number}"));
    }

    public static Table Of(string language, IEnumerable<FactCoverage> rows) => Table.Of(
        language,
        new ReportWords(language)["Coverage"],
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

    private static TableColumn<FactCoverage> Column(string id, Func<FactCoverage, string> cell) => new(id, cell);
}
