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
                (string format, string? documentId, string? unit, string? course, string? state, string? asOf, string? months, string? rule,
                    string? misconception, string? clearance, string? choice, string? known, string? order, string? columns,
                    HttpContext context, CancellationToken ct) =>
                    SendAsync(
                        context,
                        page.Report,
                        format,
                        documentId,
                        state,
                        Given(
                            ("unit", unit), ("course", course), ("asOf", asOf), ("months", months), ("rule", rule), ("misconception", misconception),
                            ("clearance", clearance), ("choice", choice), ("known", known), ("order", order), ("columns", columns)),
                        ct)).RequireAuthorization(page.Policy);
        }
    }

    private static Dictionary<string, string> Given(params ReadOnlySpan<(string Name, string? Text)> values)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, text) in values)
        {
            if (text is not null)
            {
                given.Add(name, text);
            }
        }

        return given;
    }

    private static async Task<IResult> SendAsync(
        HttpContext context, ExportedReport id, string format, string? documentId, string? state, Dictionary<string, string> asked, CancellationToken ct)
    {
        var services = context.RequestServices;
        if (await services.GetRequiredService<CurrentViewer>().FindAsync(context.User) is not { } viewer)
        {
            return Results.Forbid();
        }

        var report = services.GetRequiredService<ReportList>()[id];
        var today = services.GetRequiredService<LocalTime>().Today;
        var question = ReportQuery.Read(asked).Question(today, Cultures.CurrentLanguage) with
        {
            Document = documentId,
            State = AskedNumber.Value<AcknowledgementState>(state),
        };
        return await RecordedDownload.SendAsync(context, viewer, format, report, report.Only(question, today), ct);
    }
}
