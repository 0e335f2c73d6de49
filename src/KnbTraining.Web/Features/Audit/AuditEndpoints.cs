using KnbTraining.Learning;
using KnbTraining.Learning.Evidence;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Tables;
using KnbTraining.Web.Components.Entries;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;

namespace KnbTraining.Web.Features.Audit;

/// <summary>Downloads of the ledger.</summary>
internal static class AuditEndpoints
{
    private const string LinesType = "application/jsonl";

    public static void MapAudit(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet($"/{EntryAddress.File}.{{format}}", ExportAsync).RequireAuthorization(Policies.Audit);

    private static async Task<IResult> ExportAsync(
        string format,
        string? person,
        string? name,
        string? kind,
        string? from,
        string? to,
        string? subject,
        HttpContext context,
        CurrentViewer current,
        LedgerExport export,
        EntryFile file,
        LocalTime clock,
        CancellationToken ct)
    {
        if (await current.FindAsync(context.User) is not { } viewer)
        {
            return Results.Forbid();
        }

        var filter = EntryAddress.Read(person, name, kind, from, to, subject);
        var made = format switch
        {
            LedgerExport.Lines => await export.LinesAsync(viewer, filter, ct),
            TableDownload.Csv => await export.SendAsync(viewer, filter, Slug.Of(TableDownload.Csv), file.Csv, ct),
            _ => Refusal.NotFound,
        };
        return made.Value is { } bytes
            ? Results.File(bytes, format == LedgerExport.Lines ? LinesType : CsvFile.MediaType, $"ledger-{clock.Today:yyyy-MM-dd}.{format}")
            : Results.StatusCode(made.Refused?.Kind switch
            {
                RefusalKind.NotAllowed => StatusCodes.Status403Forbidden,
                RefusalKind.NotFound => StatusCodes.Status404NotFound,
                RefusalKind.TooMany => StatusCodes.Status413PayloadTooLarge,
                _ => StatusCodes.Status503ServiceUnavailable,
            });
    }
}
