using System.Globalization;
using System.Text;
using KnbTraining.Learning.Audit;
using KnbTraining.Learning.Reports;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;

namespace KnbTraining.Web.Features.Lawbook;

/// <summary>The download of stated and observed difficulty.</summary>
internal static class DifficultyEndpoints
{
    public static void MapDifficulty(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet($"/{LawAddress.DifficultyCsv}", ExportAsync).RequireAuthorization(Policies.ReadLaw);

    private static async Task<IResult> ExportAsync(
        HttpContext context, CurrentViewer current, CsvExport export, AuditLog audit, LocalTime clock, CancellationToken ct)
    {
        if (await current.FindAsync(context.User) is not { } viewer)
        {
            return Results.Forbid();
        }

        var csv = await export.DifficultyAsync(viewer, clock.Today, Cultures.CurrentLanguage, ct);

        // What leaves the application is recorded before it leaves.
        var day = clock.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var entry = await audit.WriteAsync(AuditActor.From(viewer), "report.exported", "difficulty", $"asOf={day}", ct);
        return entry.Ok
            ? Results.File(Encoding.UTF8.GetBytes(csv), "text/csv; charset=utf-8", $"difficulty-{day}.csv")
            : Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }
}
