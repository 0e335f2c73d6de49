using System.Globalization;
using KnbTraining.Learning.People;

namespace KnbTraining.Learning.Reports;

/// <summary>Reports for spreadsheets: RFC 4180 with a byte order mark, so write the text as UTF-8 without adding another.</summary>
public sealed class CsvExport(ProgressQueries progress, MissedRulesQueries missed, DifficultyQueries difficulty)
{
    /// <summary>The rows of <see cref="ProgressQueries.ByUnitAsync"/>.</summary>
    public async Task<string> ProgressAsync(Viewer viewer, DateOnly asOf, string language, CancellationToken ct)
    {
        var csv = new CsvText().Line(
            ReportWords.AsOf[language],
            ReportWords.Level[language],
            ReportWords.Unit[language],
            ReportWords.Course[language],
            ReportWords.Required[language],
            ReportWords.Done[language],
            ReportWords.DueSoon[language],
            ReportWords.Overdue[language]);
        foreach (var row in await progress.ByUnitAsync(viewer, asOf, language, ct))
        {
            csv.Line(asOf, row.Depth + 1, row.UnitName, row.CourseTitle, row.Required, row.Done, row.DueSoon, row.Overdue);
        }

        return csv.ToString();
    }

    /// <summary>The rows of <see cref="ProgressQueries.PeopleAsync"/>.</summary>
    public async Task<string> PeopleAsync(Viewer viewer, Guid unitId, string courseId, DateOnly asOf, string language, CancellationToken ct)
    {
        var csv = new CsvText().Line(
            ReportWords.AsOf[language],
            ReportWords.Name[language],
            ReportWords.Unit[language],
            ReportWords.State[language],
            ReportWords.DueOn[language],
            ReportWords.CompletedOn[language],
            ReportWords.ValidUntil[language],
            ReportWords.Percent[language]);
        foreach (var row in await progress.PeopleAsync(viewer, unitId, courseId, asOf, ct))
        {
            csv.Line(asOf, row.Name, row.UnitName, ReportWords.Of(row.State)[language], row.DueOn, row.CompletedOn, row.ValidUntil, row.Percent);
        }

        return csv.ToString();
    }

    /// <summary>The families of <see cref="DifficultyQueries.ReadAsync"/>; shares have three decimals.</summary>
    public async Task<string> DifficultyAsync(Viewer viewer, DateOnly asOf, string language, CancellationToken ct)
    {
        var csv = new CsvText().Line(
            ReportWords.AsOf[language],
            ReportWords.Family[language],
            ReportWords.StatedLevel[language],
            ReportWords.Answers[language],
            ReportWords.Facility[language],
            ReportWords.IntervalLow[language],
            ReportWords.IntervalHigh[language]);
        foreach (var family in (await difficulty.ReadAsync(viewer, asOf, ct)).Families)
        {
            csv.Line(asOf, family.FamilyId, Number(family.Level), family.Answers, Number(family.Facility?.Value), Number(family.Facility?.Low), Number(family.Facility?.High));
        }

        return csv.ToString();
    }

    private static string? Number(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>The rows of <see cref="MissedRulesQueries.ListAsync"/>.</summary>
    /// <param name="asOf">The day on which the counts are read; they include every attempt graded so far.</param>
    public async Task<string> MissedRulesAsync(Viewer viewer, Guid? unitId, DateOnly asOf, string language, CancellationToken ct)
    {
        var csv = new CsvText().Line(
            ReportWords.AsOf[language],
            ReportWords.Rule[language],
            ReportWords.Answers[language],
            ReportWords.Missed[language],
            ReportWords.MissedPercent[language],
            ReportWords.SureAndWrong[language]);
        foreach (var rule in await missed.ListAsync(viewer, unitId, language, ct))
        {
            csv.Line(asOf, rule.Statement, rule.Answers, rule.Missed, rule.Percent, rule.Sure);
        }

        return csv.ToString();
    }
}
