using KnbTraining.Learning.Reports;
using KnbTraining.Learning.Settings;

namespace KnbTraining.Web.Security;

/// <summary>
/// Where <c>print.js</c> tells that a page is printed. A page that holds an element with <c>data-printed</c> is told, whether one of our buttons
/// prints it or the browser's own menu.
/// </summary>
internal static class PrintedPages
{
    public const string Path = "/printed";

    private const int LongestAddress = 1000;

    public static void MapPrintedPages(this IEndpointRouteBuilder endpoints) => endpoints.MapPost(Path, TellAsync).RequireAuthorization(Policies.Learn);

    /// <summary>What an address below the base shows.</summary>
    /// <returns>Null where it is none of the pages whose prints are recorded.</returns>
    public static PrintRequest? Read(string? page)
    {
        var parts = (page ?? "").Split('?', '#')[0].Trim('/').Split('/').Select(Uri.UnescapeDataString).ToArray();
        return parts switch
        {
            ["record"] => new(RecordedPage.Record),
            ["certificates", var number] => new(RecordedPage.Certificate, Name: number),
            ["acknowledgements", var id] => Of(RecordedPage.Receipt, id),
            ["acknowledgements", var id, "text"] => Of(RecordedPage.ConfirmedText, id),
            ["quiz", var id, "result"] => Of(RecordedPage.Outcome, id),
            ["admin", "people"] => new(RecordedPage.People),
            ["admin", "people", var id] => Of(RecordedPage.Person, id),
            ["admin", "reports"] => new(RecordedPage.Progress),
            ["admin", "reports", "missed"] => new(RecordedPage.Missed),
            ["admin", "reports", "person", var id] => Of(RecordedPage.Transcript, id),
            ["admin", "reports", "unit", var id, var course] => Of(RecordedPage.Unit, id, course),
            ["admin", "acknowledgements"] => new(RecordedPage.Acknowledgements),
            ["admin", "acknowledgements", var document] => new(RecordedPage.Document, Name: document),
            ["admin", "law", "difficulty"] => new(RecordedPage.Difficulty),
            ["admin", "law", "coverage"] => new(RecordedPage.Coverage),
            ["admin", "audit"] => new(RecordedPage.AuditLog),
            ["admin", "audit", "checkpoint"] => new(RecordedPage.Checkpoint),
            _ => null,
        };
    }

    private static PrintRequest? Of(RecordedPage page, string id, string? name = null) =>
        Guid.TryParse(id, out var read) ? new PrintRequest(page, read, name) : null;

    private static async Task<IResult> TellAsync(
        string? page, HttpContext context, CurrentViewer current, PrintRecord record, PublicAddressSetting address, CancellationToken ct)
    {
        // Another page could otherwise let somebody's browser say what they never printed.
        if (!RequestOrigin.IsOurs(context.Request, address.Current is { } known ? new Uri(known.Origin) : null))
        {
            return Results.BadRequest();
        }

        if (await current.FindAsync(context.User) is not { } viewer)
        {
            return Results.Forbid();
        }

        if (page is not { Length: <= LongestAddress } || Read(page) is not { } request)
        {
            return Results.NotFound();
        }

        var told = await record.PrintedAsync(viewer, request, ct);
        return told.Ok ? Results.NoContent()
            : told.Refused == Learning.Refusal.NotFound ? Results.NotFound()
            : Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }
}
