using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Tables;

namespace KnbTraining.Learning.Reports;

/// <summary>The families of <see cref="DifficultyQueries.ReadAsync"/>.</summary>
internal sealed class DifficultyExport(DifficultyQueries difficulty) : Report(ExportedReport.Difficulty, ReportFilters.None)
{
    public override IReadOnlyList<Role> Readers { get; } = [Role.Editor, Role.Reviewer, Role.Auditor, Role.Administrator];

    public override async Task<ReportFile?> ReadAsync(Viewer viewer, ReportQuestion asked, CancellationToken ct)
    {
        var table = Table.Of(
            asked.Language,
            asked.Words["StatedLevel"],
            (await difficulty.ReadAsync(viewer, asked.AsOf, ct)).Families,
            new(asked.Words["AsOf"], _ => asked.AsOf),
            new(asked.Words["Family"], family => family.FamilyId),
            new(asked.Words["StatedLevel"], family => family.Level),
            new(asked.Words["Answers"], family => family.Answers),
            new(asked.Words["Facility"], family => family.Facility?.Value),
            new(asked.Words["IntervalLow"], family => family.Facility?.Low),
            new(asked.Words["IntervalHigh"], family => family.Facility?.High));
        return Dated(table, "difficulty", asked.AsOf);
    }
}
