using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Tables;

namespace KnbTraining.Learning.Reports;

/// <summary>The rows of <see cref="MisconceptionQueries.ListAsync"/>, one for each misconception and unit. Its choice is the level of the units.</summary>
internal sealed class MisconceptionExport(MisconceptionQueries misconceptions, EditionStore editions)
    : Report(ExportedReport.Misconceptions, ReportFilters.Day | ReportFilters.Months | ReportFilters.Unit | ReportFilters.Course | ReportFilters.Choice)
{
    public override async Task<ReportFile?> ReadAsync(Viewer viewer, ReportQuestion asked, CancellationToken ct)
    {
        var filter = AnswerFilter.Of(asked);
        if (WeaknessExport.LevelOf(asked.Choice) is not { } level || !filter.IsKnownIn((await editions.CurrentAsync(ct)).Edition))
        {
            return null;
        }

        var held = await misconceptions.ListAsync(viewer, filter, asked.Months, level, asked.Language, ct);
        var table = Table.Of(
            asked.Language,
            asked.Words["Misconceptions"],
            held.SelectMany(one => one.Units.Select(unit => (one, unit: (MisconceptionPlace?)unit)).DefaultIfEmpty((one, null))),
            new(asked.Words["AsOf"], _ => asked.AsOf),
            new(asked.Words["Misconception"], row => row.one.Label),
            new(asked.Words["Answers"], row => row.one.Answers),
            new(asked.Words["SureAndWrong"], row => row.one.Sure),
            new(asked.Words["Before"], row => row.one.Before),
            new(asked.Words["Unit"], row => row.unit?.Name),
            new(asked.Words["AnswersOfUnit"], row => row.unit?.Answers));
        return Dated(table, "misconceptions", asked.AsOf);
    }
}
