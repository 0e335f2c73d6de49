namespace KnbTraining.Learning.Assignments;

/// <summary>What happens to a cycle. Events are only ever added; what was wrong is taken back by <see cref="Undone"/>.</summary>
public enum CycleEventKind
{
    Opened = 0,
    DueChanged = 1,

    /// <summary>The due day was moved on for one person, with a reason.</summary>
    Extended = 2,

    /// <summary>The person is on leave.</summary>
    Suspended = 3,
    Resumed = 4,

    /// <summary>Nothing is asked until a day.</summary>
    Waived = 5,

    /// <summary>What was learnt elsewhere counts, with evidence.</summary>
    Credited = 6,
    Completed = 7,

    /// <summary>The pass counts no longer.</summary>
    Annulled = 8,
    Ended = 9,

    /// <summary>A cycle that had ended counts again, because the person has come back.</summary>
    Restored = 10,

    /// <summary>An earlier event is taken back.</summary>
    Undone = 11,
}

/// <summary>Why a cycle has ended. Where several fit, the first.</summary>
public enum CycleEnd
{
    /// <summary>The person works here no longer.</summary>
    Left = 0,

    /// <summary>The course is given no longer.</summary>
    CourseRetired = 1,

    /// <summary>The rule was withdrawn.</summary>
    RuleWithdrawn = 2,

    /// <summary>The rule means the person no longer, as after a transfer.</summary>
    NotMeant = 3,

    /// <summary>Somebody ended it for this one person.</summary>
    ByHand = 4,

    /// <summary>The course was taken back from everybody for whom it was opened.</summary>
    TakenBack = 5,
}

/// <summary>Something that happened to a cycle on a day. The state of every day follows from these: <see cref="CycleHistory"/>.</summary>
/// <param name="Cycle">The number of the cycle among those of a person in a course, from 1.</param>
/// <param name="Number">Counts the events of a person in a course, from 1; orders those of one day.</param>
/// <param name="Day">The first day on which it holds.</param>
/// <param name="Due">
/// The last day for completing in time, from now on; null where there is none. Of <see cref="CycleEventKind.Opened"/>,
/// <see cref="CycleEventKind.DueChanged"/>, <see cref="CycleEventKind.Extended"/>, <see cref="CycleEventKind.Suspended"/>,
/// <see cref="CycleEventKind.Resumed"/>, <see cref="CycleEventKind.Waived"/> and <see cref="CycleEventKind.Annulled"/>.
/// </param>
/// <param name="Until">
/// Of a completion or credit the last day on which it counts; of a leave (null while no end is known) or a waiver the last day, included; of an opened
/// cycle the last valid day that it renews, null where it renews nothing.
/// </param>
/// <param name="End">Of <see cref="CycleEventKind.Ended"/>.</param>
/// <param name="Of">Of <see cref="CycleEventKind.Undone"/>: the number of the event that is taken back.</param>
public sealed record CycleEvent(
    int Cycle, int Number, CycleEventKind Kind, DateOnly Day, DateOnly? Due = null, DateOnly? Until = null, CycleEnd? End = null, int? Of = null);
