using System.Globalization;
using System.Text;
using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Audit;
using KnbTraining.Web.Components;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;

namespace KnbTraining.Web.Features.Acknowledgements;

/// <summary>The download of the report.</summary>
internal static class AcknowledgementEndpoints
{
    public static void MapAcknowledgements(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet($"/{AcknowledgementAddress.Report}/{{documentId}}/people.csv", ExportAsync).RequireAuthorization(Policies.Manage);

    private static async Task<IResult> ExportAsync(
        string documentId, string? unit, string? state, HttpContext context, CurrentViewer current, AcknowledgementCsv export, AuditLog audit, LocalTime clock, CancellationToken ct)
    {
        if (await current.FindAsync(context.User) is not { } viewer)
        {
            return Results.Forbid();
        }

        var (inUnit, inState) = (ReportAddress.ReadUnit(unit), ReportAddress.ReadState(state));
        if ((await export.PeopleAsync(viewer, documentId, inUnit, inState, Cultures.CurrentLanguage, ct)).Value is not { } csv)
        {
            return Results.NotFound();
        }

        // What leaves the application is recorded before it leaves.
        var day = clock.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var entry = await audit.WriteAsync(AuditActor.From(viewer), "report.exported", $"acknowledgements {documentId} unit={inUnit} state={inState}", $"asOf={day}", ct);
        return entry.Ok
            ? Results.File(Encoding.UTF8.GetBytes(csv), "text/csv; charset=utf-8", $"acknowledgements-{documentId}-{day}.csv")
            : Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }
}
