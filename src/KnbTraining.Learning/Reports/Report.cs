using System.Globalization;
using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Tables;

namespace KnbTraining.Learning.Reports;

/// <summary>What a report can be asked about, besides who asks.</summary>
[Flags]
public enum ReportFilters
{
    None = 0,

    /// <summary>A day of choice; without it the figures are those of today.</summary>
    Day = 1,
    Unit = 2,
    Course = 4,

    /// <summary>A text to confirm.</summary>
    Document = 8,
    State = 16,
}

/// <summary>What is asked of a report.</summary>
/// <param name="AsOf">The day of the figures.</param>
public sealed record ReportQuestion(
    DateOnly AsOf,
    string Language,
    Guid? UnitId = null,
    string? Course = null,
    string? Document = null,
    AcknowledgementState? State = null)
{
    /// <summary>The words of the language.</summary>
    public ReportWords Words { get; } = new(Language);
}

/// <summary>The figures as they leave.</summary>
/// <param name="Name">Of the file, without its ending.</param>
public sealed record ReportFile(Table Table, string Name);

/// <summary>
/// One report: its columns are described once, and CSV and XLSX are made of that. Each says the day of its figures in its first column.
/// Its address, its rights and its place in the menu are those of its page.
/// </summary>
public abstract class Report(ExportedReport id, ReportFilters filters)
{
    public ExportedReport Id { get; } = id;

    /// <summary>What the report takes; anything else in an address is not asked about.</summary>
    public ReportFilters Filters { get; } = filters;

    /// <summary>The figures in the scope of the viewer.</summary>
    /// <returns>Null where there is nothing of that name.</returns>
    public abstract Task<ReportFile?> ReadAsync(Viewer viewer, ReportQuestion asked, CancellationToken ct);

    /// <summary>A file that is called after its day.</summary>
    protected static ReportFile Dated(Table table, string name, DateOnly day) =>
        new(table, string.Create(CultureInfo.InvariantCulture, $"{name}-{day:yyyy-MM-dd}"));
}

/// <summary>All reports, by their ids.</summary>
public sealed class ReportList(IEnumerable<Report> reports)
{
    private readonly Dictionary<ExportedReport, Report> _reports = reports.ToDictionary(report => report.Id);

    /// <exception cref="KeyNotFoundException">No report is registered under the id.</exception>
    public Report this[ExportedReport id] => _reports[id];

    public IEnumerable<Report> All => _reports.Values;
}
