using System.Globalization;
using KnbTraining.Content.Editions.Coverage;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Reports;
using KnbTraining.Learning.Tables;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;

namespace KnbTraining.Web.Features.Lawbook;

/// <summary>The download of the coverage matrix.</summary>
internal static class CoverageEndpoints
{
    public static void MapCoverage(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet($"/{LawAddress.Coverage}.{{format}}", ExportAsync).RequireAuthorization(Policies.ReadLaw);

    private static async Task<IResult> ExportAsync(string format, HttpContext context, EditionStore editions, LocalTime clock, CancellationToken ct)
    {
        var current = await editions.CurrentAsync(ct);
        return await RecordedDownload.SendAsync(
            context,
            format,
            (kind, asOf) => new ReportExported(ExportedReport.Coverage, kind, asOf),
            () => string.Create(CultureInfo.InvariantCulture, $"coverage-edition-{current.Number}"),
            clock.Today,
            _ => Task.FromResult<Table?>(CoverageExport.Of(Cultures.CurrentLanguage, CoverageMatrix.Of(current.Edition, clock.Today).Rows)),
            ct);
    }
}
