using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Tables;

namespace KnbTraining.Learning.Reports;

/// <summary>The cells of <see cref="WeaknessQueries.FindAsync"/>, one a row. Its choice is the level of the units.</summary>
internal sealed class WeaknessExport(WeaknessQueries weakness, EditionStore editions)
    : Report(ExportedReport.Weakness, ReportFilters.Day | ReportFilters.Months | ReportFilters.Unit | ReportFilters.Course | ReportFilters.Choice)
{
    public override async Task<ReportFile?> ReadAsync(Viewer viewer, ReportQuestion asked, CancellationToken ct)
    {
        var filter = AnswerFilter.Of(asked);
        if (LevelOf(asked.Choice) is not { } level || !filter.IsKnownIn((await editions.CurrentAsync(ct)).Edition))
        {
            return null;
        }

        var map = await weakness.FindAsync(viewer, filter, level, asked.Language, ct);
        var cells = map.Rules.SelectMany(rule => rule.Cells.Select((cell, at) => (Rule: rule, Unit: map.Units[at], Cell: cell)).Where(row => row.Cell.Answers != 0));
        var table = Table.Of(
            asked.Language,
            asked.Words["Weakness"],
            cells,
            new(asked.Words["AsOf"], _ => asked.AsOf),
            new(asked.Words["Rule"], row => row.Rule.Title),
            new(asked.Words["Unit"], row => row.Unit.Name),
            new(asked.Words["Answers"], row => row.Cell.IsShown ? row.Cell.Answers : asked.Words["TooFew"]),
            new(asked.Words["Missed"], row => row.Cell.IsShown ? row.Cell.Missed : null),
            new(asked.Words["SureAndWrong"], row => row.Cell.IsShown ? row.Cell.Sure : null),
            new(asked.Words["MissedPercent"], row => row.Cell.Share(sure: false) is { } share ? (int)Math.Round(share * 100, MidpointRounding.AwayFromZero) : null));
        return Dated(table, "weakness", asked.AsOf);
    }

    /// <summary>1 where nothing is said; null where what is said is no level.</summary>
    internal static int? LevelOf(string? choice) => choice is null ? 1 : choice is [>= '0' and <= '9'] ? choice[0] - '0' : null;
}
