using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Reports;
using KnbTraining.Learning.Tables;

namespace KnbTraining.TestKit;

/// <summary>Reports as they leave as files.</summary>
public static class ReportSteps
{
    /// <returns>Null where there is nothing of that name.</returns>
    public static async Task<Table?> FindTableAsync(this LearningRoom room, ExportedReport report, Viewer viewer, ReportQuestion asked)
    {
        ArgumentNullException.ThrowIfNull(room);
        return (await room.Get<ReportList>()[report].ReadAsync(viewer, asked, CancellationToken.None))?.Table;
    }

    /// <summary>The file as text.</summary>
    public static async Task<string> CsvAsync(
        this LearningRoom room,
        ExportedReport report,
        Viewer viewer,
        DateOnly asOf,
        string language = "en",
        Guid? unit = null,
        string? course = null,
        string? document = null,
        AcknowledgementState? state = null) =>
        CsvFile.Write((await room.FindTableAsync(report, viewer, new ReportQuestion(asOf, language, unit, course, document, state)))
            ?? throw new InvalidOperationException($"There is nothing to report: {report}."));
}
