namespace KnbTraining.Learning.Assignments;

/// <summary>A rule asks a person for a course, under one of its versions, on the days from a day to a day, both included.</summary>
/// <param name="Until">Null where no last day is known.</param>
/// <param name="KnownOn">The day on which it became known; later than <paramref name="From"/> where it was told late.</param>
/// <param name="Ends">Why it ends after <paramref name="Until"/>.</param>
public sealed record Asking(
    Guid Rule, int Version, RenewalTerms Terms, DateOnly From, DateOnly? Until, DateOnly KnownOn, CycleEnd Ends = CycleEnd.NotMeant)
{
    public bool Covers(DateOnly day) => From <= day && !(Until < day);
}

/// <summary>A leave, both days included.</summary>
/// <param name="Until">Null until the day of return is recorded.</param>
public sealed record Absence(DateOnly From, DateOnly? Until)
{
    public bool Covers(DateOnly day) => From <= day && !(Until < day);
}

/// <summary>What somebody does about a person's course. Acts of one day count in this order.</summary>
public enum CourseActKind
{
    /// <summary>The day of access to secrets, or of the end of work, is planned or moved.</summary>
    Planned = 0,
    DueChanged = 1,
    Extended = 2,
    Waived = 3,
    Passed = 4,
    Credited = 5,
    Annulled = 6,
    Ended = 7,
}

/// <param name="On">The day on which it is done, or of the exam.</param>
/// <param name="Day">
/// The planned day; the new due day; the last day of a waiver; the last day on which a credit counts (null: as the rules say); the day of the exam that
/// is annulled. Null for the others.
/// </param>
/// <param name="BegunOn">Of an exam: the day on which it was begun, where that was another one.</param>
public sealed record CourseAct(CourseActKind Kind, DateOnly On, DateOnly? Day = null, DateOnly? BegunOn = null);

/// <summary>Everything that is known about one person and one course. The order in which it became known does not matter.</summary>
public sealed record CourseNews(IReadOnlyList<Asking> Askings, IReadOnlyList<Absence> Absences, IReadOnlyList<CourseAct> Acts)
{
    public static CourseNews None { get; } = new([], [], []);
}
