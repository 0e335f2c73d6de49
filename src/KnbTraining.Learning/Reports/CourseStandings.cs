using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Reports;

/// <summary>
/// The state of a person in a course on a day, computed from all cycles of that person. An open cycle counts by its due date. While
/// it is not due soon, an earlier completion still counts. A completion that has run out without a later cycle is overdue.
/// </summary>
internal static class CourseStandings
{
    /// <summary>One row for each person and course with a cycle that was open or completed by the day, and not withdrawn by then.</summary>
    /// <param name="people">Whose cycles are read; where few are meant, theirs are found without those of all others.</param>
    /// <param name="courseId">One course, or null for all.</param>
    public static IQueryable<CourseStanding> StandingsOn(this LearningDbContext db, DateOnly asOf, IQueryable<Person> people, string? courseId = null) =>
        (courseId is null ? db.Cycles : db.Cycles.Where(cycle => cycle.CourseId == courseId))
            .Where(cycle => cycle.OpenedOn <= asOf && (cycle.WithdrawnOn == null || cycle.WithdrawnOn > asOf) && people.Select(person => person.Id).Contains(cycle.PersonId))
            .GroupBy(cycle => new { cycle.PersonId, cycle.CourseId })
            .Select(cycles => new CourseStanding
            {
                PersonId = cycles.Key.PersonId,
                CourseId = cycles.Key.CourseId,
                OpenDueOn = cycles.Min(cycle => cycle.CompletedOn == null || cycle.CompletedOn > asOf ? (DateOnly?)cycle.DueOn : null),
                CompletedOn = cycles.Max(cycle => cycle.CompletedOn <= asOf ? cycle.CompletedOn : null),
                ValidUntil = cycles.Max(cycle => cycle.CompletedOn <= asOf ? cycle.ValidUntil : null),
            });

    public static CycleState StateOf(DateOnly? openDueOn, DateOnly? validUntil, DateOnly asOf, int dueSoonDays) => openDueOn switch
    {
        null => validUntil >= asOf ? CycleState.Done : CycleState.Overdue,
        { } due when due < asOf => CycleState.Overdue,
        { } due when due <= asOf.AddDays(dueSoonDays) => CycleState.DueSoon,
        _ => validUntil >= asOf ? CycleState.Done : CycleState.Due,
    };

    internal sealed class CourseStanding
    {
        public required Guid PersonId { get; init; }

        public required string CourseId { get; init; }

        public required DateOnly? OpenDueOn { get; init; }

        public required DateOnly? CompletedOn { get; init; }

        public required DateOnly? ValidUntil { get; init; }
    }
}
