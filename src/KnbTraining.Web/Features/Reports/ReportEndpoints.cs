using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Reports;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;

namespace KnbTraining.Web.Features.Reports;

/// <summary>The files of every report, each under the right of its page.</summary>
internal static class ReportEndpoints
{
    public static void MapReports(this IEndpointRouteBuilder endpoints)
    {
        foreach (var page in ReportPages.All)
        {
            endpoints.MapGet(
                $"/{page.File}.{{format}}",
                (string format, string? documentId, string? unit, string? course, string? state, string? asOf, HttpContext context, CancellationToken ct) =>
                    SendAsync(context, page.Report, format, new Asked(documentId, unit, course, state, asOf), ct)).RequireAuthorization(page.Policy);
        }
    }

    private static async Task<IResult> SendAsync(HttpContext context, ExportedReport id, string format, Asked asked, CancellationToken ct)
    {
        var services = context.RequestServices;
        if (await services.GetRequiredService<CurrentViewer>().FindAsync(context.User) is not { } viewer)
        {
            return Results.Forbid();
        }

        var report = services.GetRequiredService<ReportList>()[id];
        var question = new ReportQuestion(
            AskedDay.Read(Where(ReportFilters.Day, asked.AsOf), services.GetRequiredService<LocalTime>().Today),
            Cultures.CurrentLanguage,
            AskedNumber.Id(Where(ReportFilters.Unit, asked.Unit)),
            Where(ReportFilters.Course, asked.Course),
            Where(ReportFilters.Document, asked.DocumentId),
            AskedNumber.Value<AcknowledgementState>(Where(ReportFilters.State, asked.State)));
        return await RecordedDownload.SendAsync(context, viewer, format, report, question, ct);

        string? Where(ReportFilters filter, string? text) => report.Filters.HasFlag(filter) ? text : null;
    }

    /// <summary>The values of an address, as somebody wrote them.</summary>
    private sealed record Asked(string? DocumentId, string? Unit, string? Course, string? State, string? AsOf);
}
