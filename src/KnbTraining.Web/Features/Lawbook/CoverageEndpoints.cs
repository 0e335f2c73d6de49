using System.Globalization;
using System.Text;
using KnbTraining.Content.Editions.Coverage;
using KnbTraining.Learning.Editions;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;

namespace KnbTraining.Web.Features.Lawbook;

/// <summary>The download of the coverage matrix.</summary>
internal static class CoverageEndpoints
{
    public static void MapCoverage(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet($"/{LawAddress.Csv}", ExportAsync).RequireAuthorization(Policies.ReadLaw);

    private static async Task<IResult> ExportAsync(EditionStore editions, LocalTime clock, CancellationToken ct)
    {
        var current = await editions.CurrentAsync(ct);
        var csv = CoverageCsv.Write(CoverageMatrix.Of(current.Edition, clock.Today).Rows);
        var name = string.Create(CultureInfo.InvariantCulture, $"coverage-edition-{current.Number}.csv");

        // The byte order mark tells spreadsheets that it is UTF-8.
        return Results.File(Encoding.UTF8.GetBytes("\uFEFF" + csv), "text/csv; charset=utf-8", name);
    }
}
