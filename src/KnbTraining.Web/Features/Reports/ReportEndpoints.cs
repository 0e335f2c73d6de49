using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Reports;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;

namespace KnbTraining.Web.Features.Reports;

/// <summary>Downloads of the reports.</summary>
internal static class ReportEndpoints
{
    public static void MapReports(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet($"/{ReportAddress.ProgressFile}.{{format}}", ExportProgressAsync).RequireAuthorization(Policies.Manage);
        endpoints.MapGet($"/{ReportAddress.PeopleFile}.{{format}}", ExportPeopleAsync).RequireAuthorization(Policies.Manage);
        endpoints.MapGet($"/{ReportAddress.MissedFile}.{{format}}", ExportMissedAsync).RequireAuthorization(Policies.Manage);
    }

    private static Task<IResult> ExportProgressAsync(string format, string? asOf, HttpContext context, ReportTables export, LocalTime clock, CancellationToken ct)
    {
        var day = AskedDay.Read(asOf, clock.Today);
        return RecordedDownload.SendAsync(
            context, format, (kind, asOf) => new ReportExported(ExportedReport.Progress, kind, asOf), "progress", day, async viewer => await export.ProgressAsync(viewer, day, Cultures.CurrentLanguage, ct), ct);
    }

    private static Task<IResult> ExportPeopleAsync(
        string format, Guid unit, string course, string? asOf, HttpContext context, ReportTables export, EditionStore editions, LocalTime clock, CancellationToken ct)
    {
        var day = AskedDay.Read(asOf, clock.Today);
        return RecordedDownload.SendAsync(
            context,
            format,
            (kind, asOf) => new ReportExported(ExportedReport.People, kind, asOf, unit, Slug.Of(course)),
            "people",
            day,
            async viewer => (await editions.CurrentAsync(ct)).Edition.Courses.ContainsKey(course)
                ? await export.PeopleAsync(viewer, unit, course, day, Cultures.CurrentLanguage, ct)
                : null,
            ct);
    }

    private static Task<IResult> ExportMissedAsync(string format, Guid? unit, HttpContext context, ReportTables export, LocalTime clock, CancellationToken ct) =>
        RecordedDownload.SendAsync(
            context,
            format,
            (kind, asOf) => new ReportExported(ExportedReport.Missed, kind, asOf, unit),
            "missed",
            clock.Today,
            async viewer => await export.MissedRulesAsync(viewer, unit, clock.Today, Cultures.CurrentLanguage, ct),
            ct);
}
