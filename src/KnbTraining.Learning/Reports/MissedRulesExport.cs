using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Tables;

namespace KnbTraining.Learning.Reports;

/// <summary>The rows of <see cref="MissedRulesQueries.ListAsync"/>. They include every attempt graded so far, whatever the day.</summary>
internal sealed class MissedRulesExport(MissedRulesQueries missed) : Report(ExportedReport.Missed, ReportFilters.Unit)
{
    public override async Task<ReportFile?> ReadAsync(Viewer viewer, ReportQuestion asked, CancellationToken ct)
    {
        var table = Table.Of(
            asked.Language,
            asked.Words["MissedRules"],
            await missed.ListAsync(viewer, asked.UnitId, asked.Language, ct),
            new(asked.Words["AsOf"], _ => asked.AsOf),
            new(asked.Words["Rule"], rule => rule.Title),
            new(asked.Words["Statement"], rule => rule.Statement),
            new(asked.Words["Answers"], rule => rule.Answers),
            new(asked.Words["Missed"], rule => rule.Missed),
            new(asked.Words["MissedPercent"], rule => rule.Percent),
            new(asked.Words["SureAndWrong"], rule => rule.Sure));
        return Dated(table, "missed", asked.AsOf);
    }
}
