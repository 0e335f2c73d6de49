using System.Globalization;
using KnbTraining.Content.Editions.Coverage;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Reports;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;

namespace KnbTraining.Web.Features.Lawbook;

/// <summary>The download of the coverage matrix.</summary>
internal static class CoverageEndpoints
{
    public static void MapCoverage(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet($"/{LawAddress.Coverage}.{{format}}", ExportAsync).RequireAuthorization(Policies.ReadLaw);

    private static async Task<IResult> ExportAsync(string format, EditionStore editions, LocalTime clock, CancellationToken ct)
    {
        if (!TableDownload.Knows(format))
        {
            return Results.NotFound();
        }

        var current = await editions.CurrentAsync(ct);
        var table = CoverageExport.Of(Cultures.CurrentLanguage, CoverageMatrix.Of(current.Edition, clock.Today).Rows);
        return TableDownload.File(table, format, string.Create(CultureInfo.InvariantCulture, $"coverage-edition-{current.Number}"));
    }
}
