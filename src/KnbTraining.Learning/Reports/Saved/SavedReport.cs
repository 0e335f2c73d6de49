using System.Text.Json;
using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;

namespace KnbTraining.Learning.Reports.Saved;

/// <summary>When a saved report is sent by itself. The values are part of facts.</summary>
public enum ReportRhythm
{
    /// <summary>Only opened by hand.</summary>
    Never = 0,

    /// <summary>On Mondays.</summary>
    Weekly = 1,

    /// <summary>On the first day of each month.</summary>
    Monthly = 2,
}

/// <summary>Where it goes. The values are part of facts.</summary>
public enum ReportWay
{
    /// <summary>To the address of its owner.</summary>
    Mail = 0,

    /// <summary>Into the folder "reports" of the data folder.</summary>
    Folder = 1,
}

/// <summary>Why a saved report is not sent any more. The values are part of facts.</summary>
public enum ReportStop
{
    /// <summary>Its owner may not read the report any more, or works here no longer.</summary>
    NoRight = 0,

    /// <summary>There is nothing of that name any more, for example no such course.</summary>
    Gone = 1,

    /// <summary>Its owner has no address, or the house no mail server.</summary>
    NoMail = 2,
}

/// <summary>What is asked of a report that is saved: no day, because it tells of the day on which it is read.</summary>
public sealed record SavedQuestion
{
    public int? Months { get; init; }

    public Guid? UnitId { get; init; }

    public string? Course { get; init; }

    public string? Document { get; init; }

    public AcknowledgementState? State { get; init; }

    public HolderStatus? Holder { get; init; }

    public string? Rule { get; init; }

    public string? Misconception { get; init; }

    public string? Choice { get; init; }

    public string? Order { get; init; }

    public IReadOnlyList<string>? Columns { get; init; }

    public ReportQuestion On(DateOnly day, string language) => new(day, language, UnitId, Course, Document, State)
    {
        Months = Months,
        Holder = Holder,
        Rule = Rule,
        Misconception = Misconception,
        Choice = Choice,
        Order = Order,
        Columns = Columns,
    };
}

/// <summary>A report with what is asked of it, by name, of one person.</summary>
public sealed class SavedReport
{
    public const int LongestName = 100;

    private SavedReport()
    {
    }

    public Guid Id { get; private set; }

    public Guid OwnerId { get; private set; }

    public string Name { get; private set; } = "";

    public ExportedReport Report { get; private set; }

    /// <summary>The <see cref="SavedQuestion"/> as JSON.</summary>
    public string Asked { get; private set; } = "";

    public ReportRhythm Rhythm { get; private set; }

    public ReportWay Way { get; private set; }

    /// <summary>The ending of the file.</summary>
    public string Format { get; private set; } = "";

    public string Language { get; private set; } = "";

    /// <summary>The local day on which it is sent next; null where it is not sent.</summary>
    public DateOnly? NextOn { get; private set; }

    /// <summary>The local day on which it was sent last; null where it never was.</summary>
    public DateOnly? LastOn { get; private set; }

    /// <summary>Null while nothing stops it.</summary>
    public ReportStop? Stopped { get; private set; }

    /// <summary>Counts the changes, so that of two nodes one sends it.</summary>
    public int Version { get; private set; }

    public SavedQuestion Question => JsonSerializer.Deserialize<SavedQuestion>(Asked) ?? new SavedQuestion();

    internal static SavedReport Create(Guid ownerId, SavedReportForm form, string language, DateOnly today) => new()
    {
        Id = Guid.CreateVersion7(),
        OwnerId = ownerId,
        Name = form.Name.Trim(),
        Report = form.Report,
        Asked = JsonSerializer.Serialize(form.Question),
        Rhythm = form.Rhythm,
        Way = form.Way,
        Format = form.Format,
        Language = language,
        NextOn = NextAfter(form.Rhythm, today),
    };

    /// <summary>The first day after another on which a rhythm sends; null where it never does.</summary>
    public static DateOnly? NextAfter(ReportRhythm rhythm, DateOnly day) => rhythm switch
    {
        ReportRhythm.Weekly => day.AddDays(7 - (((int)day.DayOfWeek + 6) % 7)),
        ReportRhythm.Monthly => new DateOnly(day.Year, day.Month, 1).AddMonths(1),
        _ => null,
    };

    internal void SentOn(DateOnly day)
    {
        (LastOn, NextOn) = (day, NextAfter(Rhythm, day));
        Version++;
    }

    /// <summary>It could not be handed over: it is tried again on another day.</summary>
    internal void TryAgainOn(DateOnly day)
    {
        NextOn = day;
        Version++;
    }

    internal void Stop(ReportStop why)
    {
        (Stopped, NextOn) = (why, null);
        Version++;
    }
}

/// <summary>A view that somebody saves.</summary>
public sealed class SavedReportForm
{
    public string Name { get; set; } = "";

    public ExportedReport Report { get; set; }

    public SavedQuestion Question { get; set; } = new();

    public ReportRhythm Rhythm { get; set; }

    public ReportWay Way { get; set; } = ReportWay.Folder;

    public string Format { get; set; } = "xlsx";
}

/// <summary>Somebody saved what is asked of a report, and whether it is sent.</summary>
/// <param name="Format">The ending of the file.</param>
[RecordedAs("report.saved")]
public sealed record ReportSaved(Guid SavedId, TextRef Name, ExportedReport Report, ReportRhythm Rhythm, ReportWay Way, Slug Format) : Fact
{
    public override string? AboutKey() => SavedId.ToString();
}

/// <summary>A saved report was taken away by its owner.</summary>
[RecordedAs("report.unsaved")]
public sealed record ReportUnsaved(Guid SavedId) : Fact
{
    public override string? AboutKey() => SavedId.ToString();
}

/// <summary>A saved report is not sent any more.</summary>
[RecordedAs("report.stopped")]
public sealed record ReportStopped(Guid SavedId, Guid PersonId, ExportedReport Report, ReportStop Why) : Fact
{
    public override Guid? AboutPerson() => PersonId;
}
