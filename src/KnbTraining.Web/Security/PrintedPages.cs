using System.Reflection;
using KnbTraining.Learning.Reports;
using KnbTraining.Learning.Settings;
using Microsoft.AspNetCore.Authorization;

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

    /// <summary>What an address below the base shows: a report by its page, others by this table.</summary>
    /// <returns>Null where it is none of the pages whose prints are recorded.</returns>
    public static PrintRequest? Read(string? page)
    {
        var parts = PartsOf(page);
        if (PageRoutes.Find(parts) is { } route && route.Page.GetCustomAttribute<ReportPageAttribute>() is { } report)
        {
            var (ids, names) = route.Read(parts)!.Value;
            return new PrintRequest(report.Printed, ids.Count > 0 ? ids[0] : null, names.Count > 0 ? names[0] : null);
        }

        return parts switch
        {
            ["record"] => new(RecordedPage.Record),
            ["certificates", var number] => new(RecordedPage.Certificate, Name: number),
            ["acknowledgements", var id] => Of(RecordedPage.Receipt, id),
            ["acknowledgements", var id, "text"] => Of(RecordedPage.ConfirmedText, id),
            ["quiz", var id, "result"] => Of(RecordedPage.Outcome, id),
            ["admin"] or ["admin", "today"] => new(RecordedPage.Today),
            ["admin", "people"] => new(RecordedPage.People),
            ["admin", "people", "slips"] => new(RecordedPage.Slips),
            ["admin", "people", "courses"] or ["admin", "people", "courses", _] => new(RecordedPage.CoursesOfPeople),
            ["admin", "waivers"] => new(RecordedPage.Waivers),
            ["admin", "people", "units", var id, "board"] => Of(RecordedPage.Board, id),
            ["admin", "people", "import", _] => new(RecordedPage.People),
            ["admin", "people", var id] => Of(RecordedPage.Person, id),
            ["admin", "reports", "unit", var id, var course, "journal"] => Of(RecordedPage.Journal, id, course),
            ["admin", "reports", "person", var id] => Of(RecordedPage.Transcript, id),
            ["admin", "acknowledgements"] => new(RecordedPage.Acknowledgements),
            ["admin", "audit"] => new(RecordedPage.AuditLog),
            ["admin", "audit", "checkpoint"] => new(RecordedPage.Checkpoint),
            _ => null,
        };
    }

    private static PrintRequest? Of(RecordedPage page, string id, string? name = null) => Guid.TryParse(id, out var read) ? new PrintRequest(page, read, name) : null;

    private static string[] PartsOf(string? page) => [.. (page ?? "").Split('?', '#')[0].Trim('/').Split('/').Select(Uri.UnescapeDataString)];

    // Who may not open a page prints nothing of it; whom it may tell of, the record decides.
    private static async Task<bool> MayOpenAsync(string page, HttpContext context, IAuthorizationService authorization) =>
        PageRoutes.Find(PartsOf(page))?.Page.GetCustomAttribute<AuthorizeAttribute>()?.Policy is { } policy
        && (await authorization.AuthorizeAsync(context.User, policy)).Succeeded;

    private static async Task<IResult> TellAsync(
        string? page,
        HttpContext context,
        CurrentViewer current,
        IAuthorizationService authorization,
        PrintRecord record,
        PublicAddressSetting address,
        CancellationToken ct)
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

        if (page is not { Length: <= LongestAddress } || Read(page) is not { } request || !await MayOpenAsync(page, context, authorization))
        {
            return Results.NotFound();
        }

        var told = await record.PrintedAsync(viewer, request, ct);
        return told.Ok ? Results.NoContent()
            : told.Refused == Learning.Refusal.NotFound ? Results.NotFound()
            : Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }
}
