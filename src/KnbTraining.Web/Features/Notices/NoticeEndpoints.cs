using System.Text;
using KnbTraining.Learning;
using KnbTraining.Learning.Notices;
using KnbTraining.Web.Components;
using KnbTraining.Web.Localization;
using KnbTraining.Web.Security;

namespace KnbTraining.Web.Features.Notices;

/// <summary>Opening a notice is a link, so that it works without a script and leads on at once; the calendar file is one as well.</summary>
internal static class NoticeEndpoints
{
    public static void MapNotices(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet($"/{NoticeAddress.Of("{id:guid}")}", OpenAsync).RequireAuthorization(Policies.Learn);
        endpoints.MapGet($"/{NoticeAddress.Calendar}", CalendarAsync).RequireAuthorization(Policies.Learn);
    }

    private static async Task<IResult> CalendarAsync(HttpContext context, CurrentViewer current, DueCalendar days, CancellationToken cancellation)
    {
        if (await current.FindAsync(context.User) is not { } viewer)
        {
            return Results.Forbid();
        }

        var file = await days.MineAsync(viewer, Cultures.CurrentLanguage, cancellation);
        context.Response.Headers.CacheControl = "no-store";
        return Results.File(Encoding.UTF8.GetBytes(file), "text/calendar; charset=utf-8", "due-days.ics");
    }

    private static async Task<IResult> OpenAsync(Guid id, HttpContext context, CurrentViewer current, NoticeInbox inbox, CancellationToken cancellation)
    {
        if (await current.FindAsync(context.User) is not { } viewer)
        {
            return Results.Forbid();
        }

        var opened = await inbox.OpenAsync(viewer, id, cancellation);
        return opened.Value is { } notice ? Results.LocalRedirect($"{context.Request.PathBase}/{NoticeAddress.Of(notice.Kind, notice.Subject)}")
            : opened.Refused == Refusal.NotFound ? Results.NotFound()
            : Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }
}
