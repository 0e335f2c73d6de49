using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Assignments;

/// <summary>
/// How somebody stood to a course on the days from <see cref="From"/> to <see cref="Until"/>, as it follows from the events (<see cref="CycleHistory"/>).
/// Reports compare days with these rows. The rows of a person and course that are not closed follow each other without gaps.
/// </summary>
public sealed class CycleSpan : DatedRow
{
    private CycleSpan()
    {
    }

    public Guid Id { get; private set; }

    public Guid PersonId { get; private set; }

    public string CourseId { get; private set; } = "";

    /// <summary>The latest cycle; null before the first.</summary>
    public Guid? CycleId { get; private set; }

    public RequirementState State { get; private set; }

    public DateOnly? Due { get; private set; }

    public DateOnly? ValidUntil { get; private set; }

    public CycleEnd? End { get; private set; }

    internal static CycleSpan Create(Guid personId, string courseId, Guid? cycleId, RequirementSpan span) => new()
    {
        Id = Guid.CreateVersion7(),
        PersonId = personId,
        CourseId = courseId,
        CycleId = cycleId,
        From = span.From,
        Until = span.Until,
        State = span.State,
        Due = span.Due,
        ValidUntil = span.ValidUntil,
        End = span.End,
    };

    internal bool Says(Guid? cycleId, RequirementSpan span) => (CycleId, From, Until, State, Due, ValidUntil, End)
        == (cycleId, span.From, span.Until, span.State, span.Due, span.ValidUntil, span.End);
}
