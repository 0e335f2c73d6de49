using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Tables;

namespace KnbTraining.Learning.Reports;

/// <summary>The rows of <see cref="ProgressQueries.PeopleAsync"/>: of one unit and one course.</summary>
internal sealed class PeopleExport(ProgressQueries progress, EditionStore editions)
    : Report(ExportedReport.People, ReportFilters.Day | ReportFilters.Unit | ReportFilters.Course)
{
    public override async Task<ReportFile?> ReadAsync(Viewer viewer, ReportQuestion asked, CancellationToken ct)
    {
        if (asked is not { UnitId: { } unit, Course: { } course } || !(await editions.CurrentAsync(ct)).Edition.EveryCourse.ContainsKey(course))
        {
            return null;
        }

        var table = Table.Of(
            asked.Language,
            asked.Words["Progress"],
            await progress.PeopleAsync(viewer, unit, course, asked.AsOf, ct),
            new(asked.Words["AsOf"], _ => asked.AsOf),
            new(asked.Words["Name"], row => row.Name),
            new(asked.Words["Unit"], row => row.UnitName),
            new(asked.Words["State"], row => asked.Words.Of(row.State)),
            new(asked.Words["DueOn"], row => row.DueOn),
            new(asked.Words["CompletedOn"], row => row.CompletedOn),
            new(asked.Words["ValidUntil"], row => row.ValidUntil),
            new(asked.Words["Percent"], row => row.Percent));
        return Dated(table, "people", asked.AsOf);
    }
}
