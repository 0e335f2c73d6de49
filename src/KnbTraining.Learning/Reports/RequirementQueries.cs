using KnbTraining.Content.Courses;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Reports;

/// <summary>How somebody stood to a course on a day.</summary>
/// <param name="UnitName">Of the unit on that day; the name that it has now.</param>
/// <param name="CompletedOn">The last day by then on which the course was completed.</param>
/// <param name="Reasons">Which assignments asked on that day; empty where nobody did any more.</param>
public sealed record RequirementRow(
    Guid PersonId,
    string Name,
    string UnitName,
    RequirementState State,
    DateOnly? DueOn,
    DateOnly? ValidUntil,
    DateOnly? CompletedOn,
    IReadOnlyList<RequirementReason> Reasons)
{
    /// <summary>True where the person counts among those of whom the course was asked: not on leave, and nothing waived.</summary>
    public bool Counts => State is not (RequirementState.Suspended or RequirementState.Waived);

    /// <summary>True where a pass counted on that day.</summary>
    public bool IsDone => State is RequirementState.Valid or RequirementState.RenewalOpen;

    public bool IsOverdue => State is RequirementState.Overdue or RequirementState.Expired;
}

/// <param name="RuleId">Null where somebody gave the course to this one person.</param>
public sealed record RequirementReason(Guid? RuleId, int Version, DateOnly From, DateOnly? Until);

/// <summary>Of whom a course was asked on a day, who had done it, and by which rule: as it is known now, or as it was known at a fact.</summary>
public sealed class RequirementQueries(LearningStore store)
{
    /// <summary>Who is in the viewer's scope today, in the units of that day, by name. Who had ended by then, or was not asked yet, is left out.</summary>
    /// <param name="knownAt">The number of the last fact that counts; null for what is known now.</param>
    public Task<List<RequirementRow>> ListAsync(Viewer viewer, string courseId, DateOnly day, long? knownAt, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return store.ReadAsync(
            async db =>
            {
                var asked = SpansOn(db, courseId, day, knownAt);
                var standing = db.StandingOn(day, knownAt);
                var people = await db.People.InScope(viewer)
                    .Join(asked, person => person.Id, span => span.PersonId, (person, span) => new { person, span })
                    .OrderBy(row => row.person.SortKey)
                    .ThenBy(row => row.person.Id)
                    .Select(row => new
                    {
                        row.person.Id,
                        row.person.Name,
                        UnitName = standing
                            .Where(then => then.PersonId == row.person.Id)
                            .Select(then => db.Units.Where(unit => unit.Id == then.UnitId).Select(unit => unit.NameIn(viewer.Language)).FirstOrDefault())
                            .FirstOrDefault(),
                        row.span.State,
                        row.span.Due,
                        row.span.ValidUntil,
                        CompletedOn = db.CycleEvents
                            .Where(told => (told.Kind == CycleEventKind.Completed || told.Kind == CycleEventKind.Credited)
                                && told.Day <= day
                                && (knownAt == null || told.Seq <= knownAt)
                                && !db.CycleEvents.Any(undone => undone.CycleId == told.CycleId
                                    && undone.Undoes == told.Number
                                    && (knownAt == null || undone.Seq <= knownAt))
                                && db.Cycles.Any(cycle => cycle.Id == told.CycleId && cycle.PersonId == row.person.Id && cycle.CourseId == courseId))
                            .Max(told => (DateOnly?)told.Day),
                    })
                    .ToListAsync(ct);
                var reasons = await ReasonsOn(db, courseId, day, knownAt)
                    .Where(reason => db.People.InScope(viewer).Any(person => person.Id == reason.PersonId))
                    .OrderBy(reason => reason.From)
                    .Select(reason => new { reason.PersonId, Reason = new RequirementReason(reason.RuleId, reason.RuleVersion, reason.From, reason.Until) })
                    .ToListAsync(ct);
                var because = reasons.ToLookup(reason => reason.PersonId, reason => reason.Reason);
                return people.ConvertAll(row => new RequirementRow(
                    row.Id, row.Name, row.UnitName ?? "", row.State, row.Due, DerivedCourse.ValidUntil(courseId, row.ValidUntil), row.CompletedOn, [.. because[row.Id]]));
            },
            ct);
    }

    /// <summary>Those of <see cref="ListAsync"/> whose due day had gone by, the longest overdue first.</summary>
    public async Task<List<RequirementRow>> ListOverdueAsync(Viewer viewer, string courseId, DateOnly day, long? knownAt, CancellationToken ct) =>
    [
        .. (await ListAsync(viewer, courseId, day, knownAt, ct))
            .Where(row => row.State == RequirementState.Overdue || (row.State == RequirementState.Expired && !(row.DueOn >= day)))
            .OrderBy(row => row.DueOn ?? row.ValidUntil),
    ];

    /// <summary>The states in which nothing is asked.</summary>
    internal static IReadOnlyList<RequirementState> NotAsked { get; } = [RequirementState.Ended, RequirementState.Scheduled, RequirementState.NotRequired];

    /// <summary>Those that ask for a course, or of which a pass counts.</summary>
    internal static IQueryable<CycleSpan> Asked(IQueryable<CycleSpan> spans) => spans.Where(span =>
        span.State != RequirementState.Ended
        && span.State != RequirementState.Scheduled
        && span.State != RequirementState.NotRequired);

    private static IQueryable<CycleSpan> SpansOn(LearningDbContext db, string courseId, DateOnly day, long? knownAt) =>
        Asked(db.CycleSpans.On(day, knownAt)).Where(span => span.CourseId == courseId);

    private static IQueryable<CycleReason> ReasonsOn(LearningDbContext db, string courseId, DateOnly day, long? knownAt) =>
        db.CycleReasons.On(day, knownAt).Where(reason => reason.CourseId == courseId);
}
