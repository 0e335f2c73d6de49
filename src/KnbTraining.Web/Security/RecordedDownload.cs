using System.Globalization;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Reports;
using KnbTraining.Learning.Tables;

namespace KnbTraining.Web.Security;

/// <summary>Figures as a file: what leaves the application is recorded before it leaves.</summary>
internal static class RecordedDownload
{
    /// <param name="format">The ending of the file, see <see cref="TableDownload"/>; there is nothing under another one.</param>
    /// <param name="what">What the ledger says was exported, asked for only once the figures are there: what somebody wrote into the address is recognised then.</param>
    /// <param name="name">The start of the file's name; the day and the ending follow.</param>
    /// <param name="day">The day of the figures.</param>
    /// <param name="read">The figures; null where there is nothing of that name.</param>
    public static Task<IResult> SendAsync(
        HttpContext context,
        string format,
        Func<Slug, DateOnly, ReportExported> what,
        string name,
        DateOnly day,
        Func<Viewer, Task<Table?>> read,
        CancellationToken ct) =>
        SendAsync(context, format, what, () => $"{name}-{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}", day, read, ct);

    /// <param name="name">The file's name without its ending.</param>
    public static async Task<IResult> SendAsync(
        HttpContext context,
        string format,
        Func<Slug, DateOnly, ReportExported> what,
        Func<string> name,
        DateOnly day,
        Func<Viewer, Task<Table?>> read,
        CancellationToken ct)
    {
        if (await context.RequestServices.GetRequiredService<CurrentViewer>().FindAsync(context.User) is not { } viewer)
        {
            return Results.Forbid();
        }

        // Only what was recognised is written, and only that is recorded.
        if (!TableDownload.Knows(format) || await read(viewer) is not { } table)
        {
            return Results.NotFound();
        }

        var recorded = await context.RequestServices.GetRequiredService<ReportRecord>().ExportedAsync(viewer, what(Slug.Of(format), day), ct);
        return recorded.Ok
            ? TableDownload.File(table, format, name())
            : Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }
}
