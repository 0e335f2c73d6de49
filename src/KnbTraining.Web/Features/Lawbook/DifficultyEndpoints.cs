using KnbTraining.Learning.Reports;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;

namespace KnbTraining.Web.Features.Lawbook;

/// <summary>The download of stated and observed difficulty.</summary>
internal static class DifficultyEndpoints
{
    public static void MapDifficulty(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet($"/{LawAddress.Difficulty}.{{format}}", ExportAsync).RequireAuthorization(Policies.ReadLaw);

    private static Task<IResult> ExportAsync(string format, HttpContext context, ReportTables export, LocalTime clock, CancellationToken ct) => RecordedDownload.SendAsync(
        context,
        format,
        (kind, asOf) => new ReportExported(ExportedReport.Difficulty, kind, asOf),
        "difficulty",
        clock.Today,
        async viewer => await export.DifficultyAsync(viewer, clock.Today, Cultures.CurrentLanguage, ct),
        ct);
}
