using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Ledger;

namespace KnbTraining.Learning.Reports;

public enum ExportedReport
{
    Progress = 0,
    People = 1,
    Missed = 2,
    Difficulty = 3,
    Acknowledgements = 4,
    Coverage = 5,
}

/// <summary>Figures have left the application as a file.</summary>
/// <param name="Format">The ending of the file.</param>
/// <param name="Day">The day of the figures.</param>
[RecordedAs("report.exported")]
public sealed record ReportExported(
    ExportedReport Report, Slug Format, DateOnly Day, Guid? UnitId = null, Slug? Course = null, Slug? Document = null, AcknowledgementState? State = null) : Fact;
