using System.Globalization;
using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Ledger;
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

    /// <summary>So many months up to the day.</summary>
    Months = 32,
    Holder = 64,
    Rule = 128,
    Misconception = 256,

    /// <summary>What else there is to choose, see <see cref="ReportQuestion.Choice"/>.</summary>
    Choice = 512,

    /// <summary>What was known at a fact.</summary>
    Known = 1024,
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
    /// <summary>Only what happened in so many months up to <see cref="AsOf"/>; null for whatever happened by then.</summary>
    public int? Months { get; init; }

    public HolderStatus? Holder { get; init; }

    public string? Rule { get; init; }

    public string? Misconception { get; init; }

    /// <summary>The name of a value that only this report knows: a kind of exception, a state, an order.</summary>
    public string? Choice { get; init; }

    /// <summary>The number of the last fact that counts; null for what is known now.</summary>
    public long? KnownAt { get; init; }

    /// <summary>The columns that were chosen, by the keys of their headings; null for all.</summary>
    public IReadOnlyCollection<string>? Columns { get; init; }

    /// <summary>The name of an order of the rows; null for the usual one.</summary>
    public string? Order { get; init; }

    /// <summary>The first day that counts.</summary>
    public DateOnly From => FirstDay(AsOf, Months);

    public static DateOnly FirstDay(DateOnly asOf, int? months) => months is { } count ? asOf.AddMonths(-count).AddDays(1) : DateOnly.MinValue;

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

    /// <summary>One of these roles is enough to read it; the policy of its page asks for the same.</summary>
    public virtual IReadOnlyList<Role> Readers { get; } = [Role.Manager, Role.Auditor, Role.Administrator];

    /// <summary>The figures in the scope of the viewer.</summary>
    /// <returns>Null where there is nothing of that name.</returns>
    public abstract Task<ReportFile?> ReadAsync(Viewer viewer, ReportQuestion asked, CancellationToken ct);

    /// <summary>The question without whatever the report does not take.</summary>
    public ReportQuestion Only(ReportQuestion asked, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(asked);
        return new ReportQuestion(
            Filters.HasFlag(ReportFilters.Day) ? asked.AsOf : today,
            asked.Language,
            Where(ReportFilters.Unit, asked.UnitId),
            Name(ReportFilters.Course, asked.Course),
            Name(ReportFilters.Document, asked.Document),
            Where(ReportFilters.State, asked.State))
        {
            Months = Where(ReportFilters.Months, asked.Months),
            Holder = Where(ReportFilters.Holder, asked.Holder),
            Rule = Name(ReportFilters.Rule, asked.Rule),
            Misconception = Name(ReportFilters.Misconception, asked.Misconception),
            Choice = Name(ReportFilters.Choice, asked.Choice),
            KnownAt = Where(ReportFilters.Known, asked.KnownAt),
            Columns = asked.Columns,
            Order = asked.Order,
        };

        T? Where<T>(ReportFilters filter, T? value)
            where T : struct => Filters.HasFlag(filter) ? value : null;

        string? Name(ReportFilters filter, string? value) => Filters.HasFlag(filter) ? value : null;
    }

    /// <summary>What the ledger says of a file of this report. Ask only about what <see cref="ReadAsync"/> has found.</summary>
    /// <param name="format">The ending of the file.</param>
    public ReportExported RecordOf(string format, ReportQuestion asked)
    {
        ArgumentNullException.ThrowIfNull(asked);
        return new ReportExported(
            Id,
            Slug.Of(format),
            asked.AsOf,
            asked.Months,
            asked.KnownAt,
            asked.UnitId,
            Of(asked.Course),
            Of(asked.Document),
            asked.State,
            asked.Holder,
            Of(asked.Rule),
            Of(asked.Misconception),
            Of(asked.Choice));
    }

    private static Slug? Of(string? name) => name is null ? null : Slug.Of(name);

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
