using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Tables;

namespace KnbTraining.Learning.Reports;

/// <summary>The rows of <see cref="ProgressQueries.ByUnitAsync"/>.</summary>
internal sealed class ProgressExport(ProgressQueries progress) : Report(ExportedReport.Progress, ReportFilters.Day)
{
    public override async Task<ReportFile?> ReadAsync(Viewer viewer, ReportQuestion asked, CancellationToken ct)
    {
        var table = Table.Of(
            asked.Language,
            asked.Words["Progress"],
            await progress.ByUnitAsync(viewer, asked.AsOf, asked.Language, ct),
            new(asked.Words["AsOf"], _ => asked.AsOf),
            new(asked.Words["Level"], row => row.Depth + 1),
            new(asked.Words["Unit"], row => row.UnitName),
            new(asked.Words["Course"], row => row.CourseTitle),
            new(asked.Words["Required"], row => row.Required),
            new(asked.Words["Done"], row => row.Done),
            new(asked.Words["DueSoon"], row => row.DueSoon),
            new(asked.Words["Overdue"], row => row.Overdue));
        return Dated(table, "progress", asked.AsOf);
    }
}
