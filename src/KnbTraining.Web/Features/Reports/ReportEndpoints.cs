using KnbTraining.Learning.Editions;
using KnbTraining.Learning.People;
using KnbTraining.Learning.Reports;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;

namespace KnbTraining.Web.Features.Reports;

/// <summary>Downloads of the reports.</summary>
internal static class ReportEndpoints
{
    public static void MapReports(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet($"/{ReportAddress.Csv}", ExportProgressAsync).RequireAuthorization(Policies.Manage);
        endpoints.MapGet($"/{ReportAddress.PeopleCsv}", ExportPeopleAsync).RequireAuthorization(Policies.Manage);
        endpoints.MapGet($"/{ReportAddress.MissedCsv}", ExportMissedAsync).RequireAuthorization(Policies.Manage);
    }

    private static Task<IResult> ExportProgressAsync(string? asOf, HttpContext context, CsvExport export, LocalTime clock, CancellationToken ct)
    {
        var day = AskedDay.Read(asOf, clock.Today);
        return SendAsync(context, "progress", day, async viewer => await export.ProgressAsync(viewer, day, Cultures.CurrentLanguage, ct), ct);
    }

    private static Task<IResult> ExportPeopleAsync(
        Guid unit, string course, string? asOf, HttpContext context, CsvExport export, EditionStore editions, LocalTime clock, CancellationToken ct)
    {
        var day = AskedDay.Read(asOf, clock.Today);
        return SendAsync(
            context,
            $"people unit={unit} course={course}",
            day,
            async viewer => (await editions.CurrentAsync(ct)).Edition.Courses.ContainsKey(course)
                ? await export.PeopleAsync(viewer, unit, course, day, Cultures.CurrentLanguage, ct)
                : null,
            ct);
    }

    private static Task<IResult> ExportMissedAsync(Guid? unit, HttpContext context, CsvExport export, LocalTime clock, CancellationToken ct)
    {
        var what = unit is { } id ? $"missed unit={id}" : "missed";
        return SendAsync(context, what, clock.Today, async viewer => await export.MissedRulesAsync(viewer, unit, clock.Today, Cultures.CurrentLanguage, ct), ct);
    }

    private static Task<IResult> SendAsync(HttpContext context, string what, DateOnly day, Func<Viewer, Task<string?>> write, CancellationToken ct) =>
        RecordedDownload.SendCsvAsync(context, what, what.Split(' ')[0], day, write, ct);
}
