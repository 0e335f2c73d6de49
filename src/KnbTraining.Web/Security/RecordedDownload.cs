using System.Globalization;
using System.Text;
using KnbTraining.Learning.Audit;
using KnbTraining.Learning.People;

namespace KnbTraining.Web.Security;

/// <summary>Figures about people as a file: what leaves the application is recorded before it leaves.</summary>
internal static class RecordedDownload
{
    /// <param name="what">What the audit log says was exported; only ids and names of ours, never what somebody wrote into the address.</param>
    /// <param name="name">The start of the file's name; the day and the ending follow.</param>
    /// <param name="day">The day of the figures.</param>
    /// <param name="write">The text, with its byte order mark; null where there is nothing of that name.</param>
    public static async Task<IResult> SendCsvAsync(
        HttpContext context, string what, string name, DateOnly day, Func<Viewer, Task<string?>> write, CancellationToken ct)
    {
        if (await context.RequestServices.GetRequiredService<CurrentViewer>().FindAsync(context.User) is not { } viewer)
        {
            return Results.Forbid();
        }

        // Only what was recognised is written, and only that is recorded.
        if (await write(viewer) is not { } csv)
        {
            return Results.NotFound();
        }

        var written = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var entry = await context.RequestServices.GetRequiredService<AuditLog>()
            .WriteAsync(AuditActor.From(viewer), "report.exported", what, $"asOf={written}", ct);
        return entry.Ok
            ? Results.File(Encoding.UTF8.GetBytes(csv), "text/csv; charset=utf-8", $"{name}-{written}.csv")
            : Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }
}
