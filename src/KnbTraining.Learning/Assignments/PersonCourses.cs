namespace KnbTraining.Learning.Assignments;

/// <summary>What is known of somebody's courses, and what the viewer may do about them.</summary>
/// <param name="Courses">By title.</param>
/// <param name="Giveable">Courses of the current edition that the person does not have open; empty for whoever only looks.</param>
/// <param name="MayAct">True for administrators, as long as the person works here.</param>
public sealed record PersonCourses(IReadOnlyList<PersonCourse> Courses, IReadOnlyList<CourseChoice> Giveable, bool MayAct);

/// <summary>One course of a person as of today.</summary>
/// <param name="Title">In the reader's language; the id where the current edition has no such course.</param>
/// <param name="DueOn">Null where nothing is open, or no day is set.</param>
/// <param name="ValidUntil">The last day of the pass that counts, or did; null where there is none.</param>
/// <param name="OpenCycle">What acts are about; null where nothing is open.</param>
/// <param name="CanEnd">True where no assignment asks for what is open: it was given by hand.</param>
/// <param name="Why">The reasons of today.</param>
/// <param name="Events">The newest first.</param>
/// <param name="Waivers">What was proposed, and is waiting, refused or withdrawn; the newest first. What was approved is an event.</param>
public sealed record PersonCourse(
    string CourseId,
    string Title,
    RequirementState State,
    DateOnly? DueOn,
    DateOnly? ValidUntil,
    Guid? OpenCycle,
    bool CanEnd,
    IReadOnlyList<AskedCourse> Why,
    IReadOnlyList<ToldCycleEvent> Events,
    IReadOnlyList<ToldWaiver> Waivers)
{
    /// <summary>True where the due day has gone by.</summary>
    public bool IsLate { get; init; }
}

/// <summary>An event of a cycle, with who told it and why.</summary>
/// <param name="Told">The event itself; its days are those of <see cref="CycleEvent"/>.</param>
/// <param name="ToldOn">The local day; null where that was before facts were kept.</param>
/// <param name="ToldBy">Null where it was the application, or where nobody knows.</param>
public sealed record ToldCycleEvent(Guid CycleId, CycleEvent Told, DateOnly? ToldOn, string? ToldBy)
{
    /// <summary>Null where none was given, or it was erased.</summary>
    public string? Reason { get; init; }

    public string? ApproverName { get; init; }

    /// <summary>Of a credit: the name of the file that proves it.</summary>
    public string? EvidenceName { get; init; }

    /// <summary>Of <see cref="CycleEventKind.Undone"/>: what was undone.</summary>
    public CycleEvent? Undid { get; init; }

    /// <summary>True where a later event has undone it.</summary>
    public bool IsUndone { get; init; }

    /// <summary>True where it is the newest that holds, and can be undone.</summary>
    public bool CanUndo { get; init; }
}

/// <summary>A waiver that does not count: it waits, was refused or was withdrawn.</summary>
/// <param name="Decision">Null while it waits.</param>
public sealed record ToldWaiver(
    Guid Id,
    DateOnly Until,
    string ApproverName,
    string ProposerName,
    DateOnly? ProposedOn,
    string? Reason,
    WaiverDecision? Decision,
    DateOnly? DecidedOn,
    string? DecisionReason);
