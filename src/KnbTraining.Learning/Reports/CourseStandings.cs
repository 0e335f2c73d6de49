using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Reports;

/// <summary>
/// How people stand to a course on a day, read from the spans of that day. An open cycle counts by its due date; while it is not due soon, an earlier
/// completion still counts. A completion that has run out is overdue as long as the course is asked.
/// </summary>
internal static class CourseStandings
{
    /// <summary>
    /// One row for each person of whom a course was asked on the day, or whose pass counted. Whoever was on leave then, or had a waiver, is not among them.
    /// </summary>
    /// <param name="courseId">One course, or null for all.</param>
    public static IQueryable<CourseStanding> StandingsOn(this LearningDbContext db, DateOnly asOf, string? courseId = null) =>
        (courseId is null ? db.CycleSpans : db.CycleSpans.Where(span => span.CourseId == courseId))
            .On(asOf)
            .Where(span => span.State == RequirementState.Open
                || span.State == RequirementState.Overdue
                || span.State == RequirementState.RenewalOpen
                || span.State == RequirementState.Valid
                || span.State == RequirementState.Expired)
            .Select(span => new CourseStanding
            {
                PersonId = span.PersonId,
                CourseId = span.CourseId,
                OpenDueOn = span.Due,
                CompletedOn = db.Cycles
                    .Where(cycle => cycle.PersonId == span.PersonId && cycle.CourseId == span.CourseId && cycle.CompletedOn <= asOf)
                    .Max(cycle => cycle.CompletedOn),
                ValidUntil = span.ValidUntil,
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
