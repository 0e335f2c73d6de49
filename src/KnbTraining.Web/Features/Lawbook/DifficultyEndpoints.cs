using KnbTraining.Learning.Reports;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;

namespace KnbTraining.Web.Features.Lawbook;

/// <summary>The download of stated and observed difficulty.</summary>
internal static class DifficultyEndpoints
{
    public static void MapDifficulty(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet($"/{LawAddress.DifficultyCsv}", ExportAsync).RequireAuthorization(Policies.ReadLaw);

    private static Task<IResult> ExportAsync(HttpContext context, CsvExport export, LocalTime clock, CancellationToken ct) => RecordedDownload.SendCsvAsync(
        context, "difficulty", "difficulty", clock.Today, async viewer => await export.DifficultyAsync(viewer, clock.Today, Cultures.CurrentLanguage, ct), ct);
}
