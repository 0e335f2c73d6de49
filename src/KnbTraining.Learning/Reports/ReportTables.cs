using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Tables;

namespace KnbTraining.Learning.Reports;

/// <summary>The reports as tables for files. Each says the day of its figures in its first column.</summary>
public sealed class ReportTables(ProgressQueries progress, MissedRulesQueries missed, DifficultyQueries difficulty)
{
    /// <summary>The rows of <see cref="ProgressQueries.ByUnitAsync"/>.</summary>
    public async Task<Table> ProgressAsync(Viewer viewer, DateOnly asOf, string language, CancellationToken ct) => Table.Of(
        language,
        ReportWords.Progress,
        await progress.ByUnitAsync(viewer, asOf, language, ct),
        new(ReportWords.AsOf, _ => asOf),
        new(ReportWords.Level, row => row.Depth + 1),
        new(ReportWords.Unit, row => row.UnitName),
        new(ReportWords.Course, row => row.CourseTitle),
        new(ReportWords.Required, row => row.Required),
        new(ReportWords.Done, row => row.Done),
        new(ReportWords.DueSoon, row => row.DueSoon),
        new(ReportWords.Overdue, row => row.Overdue));

    /// <summary>The rows of <see cref="ProgressQueries.PeopleAsync"/>.</summary>
    public async Task<Table> PeopleAsync(Viewer viewer, Guid unitId, string courseId, DateOnly asOf, string language, CancellationToken ct) => Table.Of(
        language,
        ReportWords.Progress,
        await progress.PeopleAsync(viewer, unitId, courseId, asOf, ct),
        new(ReportWords.AsOf, _ => asOf),
        new(ReportWords.Name, row => row.Name),
        new(ReportWords.Unit, row => row.UnitName),
        new(ReportWords.State, row => ReportWords.Of(row.State)[language]),
        new(ReportWords.DueOn, row => row.DueOn),
        new(ReportWords.CompletedOn, row => row.CompletedOn),
        new(ReportWords.ValidUntil, row => row.ValidUntil),
        new(ReportWords.Percent, row => row.Percent));

    /// <summary>The families of <see cref="DifficultyQueries.ReadAsync"/>.</summary>
    public async Task<Table> DifficultyAsync(Viewer viewer, DateOnly asOf, string language, CancellationToken ct) => Table.Of(
        language,
        ReportWords.StatedLevel,
        (await difficulty.ReadAsync(viewer, asOf, ct)).Families,
        new(ReportWords.AsOf, _ => asOf),
        new(ReportWords.Family, family => family.FamilyId),
        new(ReportWords.StatedLevel, family => family.Level),
        new(ReportWords.Answers, family => family.Answers),
        new(ReportWords.Facility, family => family.Facility?.Value),
        new(ReportWords.IntervalLow, family => family.Facility?.Low),
        new(ReportWords.IntervalHigh, family => family.Facility?.High));

    /// <summary>The rows of <see cref="MissedRulesQueries.ListAsync"/>.</summary>
    /// <param name="asOf">The day on which the counts are read; they include every attempt graded so far.</param>
    public async Task<Table> MissedRulesAsync(Viewer viewer, Guid? unitId, DateOnly asOf, string language, CancellationToken ct) => Table.Of(
        language,
        ReportWords.MissedRules,
        await missed.ListAsync(viewer, unitId, language, ct),
        new(ReportWords.AsOf, _ => asOf),
        new(ReportWords.Rule, rule => rule.Title),
        new(ReportWords.Statement, rule => rule.Statement),
        new(ReportWords.Answers, rule => rule.Answers),
        new(ReportWords.Missed, rule => rule.Missed),
        new(ReportWords.MissedPercent, rule => rule.Percent),
        new(ReportWords.SureAndWrong, rule => rule.Sure));
}
