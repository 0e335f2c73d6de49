using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Reports;

namespace KnbTraining.Web.Security;

/// <summary>Figures as a file: what leaves the application is recorded before it leaves.</summary>
internal static class RecordedDownload
{
    /// <param name="format">The ending of the file, see <see cref="TableDownload"/>; there is nothing under another one.</param>
    public static async Task<IResult> SendAsync(
        HttpContext context, Viewer viewer, string format, Report report, ReportQuestion asked, CancellationToken ct)
    {
        // Only what was recognised is written, and only that is recorded.
        if (!TableDownload.Knows(format) || await report.ReadAsync(viewer, asked, ct) is not { } file)
        {
            return Results.NotFound();
        }

        var left = report.RecordOf(format, asked);
        var recorded = await context.RequestServices.GetRequiredService<ReportRecord>().ExportedAsync(viewer, left, ct);
        return recorded.Ok
            ? TableDownload.File(file.Table, format, file.Name)
            : Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }
}
