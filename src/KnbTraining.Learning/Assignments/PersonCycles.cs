using KnbTraining.Content.Courses;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Assignments;

/// <summary>
/// Follows a person's standing: opens the courses of the assignments that mean the person now, ends open ones for which nobody asks any more, and
/// moves due days for leaves.
/// </summary>
public sealed class PersonCycles(LocalCalendar calendar)
    : IFactHandler<PersonAdded>,
        IFactHandler<StandingChanged>,
        IFactHandler<StandingUndone>,
        IFactHandler<StandingBegan>,
        IFactHandler<PersonActivated>
{
    public Task HandleAsync(StoreWrite write, Actor actor, PersonAdded fact, CancellationToken ct) => FollowAsync(write, actor, fact.PersonId, ct);

    public Task HandleAsync(StoreWrite write, Actor actor, StandingChanged fact, CancellationToken ct) => FollowAsync(write, actor, fact.PersonId, ct);

    public Task HandleAsync(StoreWrite write, Actor actor, StandingUndone fact, CancellationToken ct) => FollowAsync(write, actor, fact.PersonId, ct);

    public Task HandleAsync(StoreWrite write, Actor actor, StandingBegan fact, CancellationToken ct) => FollowAsync(write, actor, fact.PersonId, ct);

    public Task HandleAsync(StoreWrite write, Actor actor, PersonActivated fact, CancellationToken ct) => FollowAsync(write, actor, fact.PersonId, ct);

    /// <summary>Asks each of the queries once, for nobody, so that whoever holds the writer later need not wait for their first use.</summary>
    internal async Task AskFirstAsync(StoreWrite unsaved, CancellationToken ct)
    {
        await FollowAsync(unsaved, Actor.Application, Guid.Empty, ct);
        var none = await CourseRecord.ReadAsync(unsaved.Db, string.Empty, [], ct);
        await CycleBook.FollowAsync(unsaved.Db, none.Values, string.Empty, calendar.Today, ct);
    }

    private async Task FollowAsync(StoreWrite write, Actor actor, Guid personId, CancellationToken ct)
    {
        var db = write.Db;
        foreach (var rule in await db.AssignmentRules.Running().OrderBy(rule => rule.CreatedAt).ToListAsync(ct))
        {
            await CycleOpening.OpenAsync(write, actor, db.People.Where(person => person.Id == personId), rule, calendar.Today, ct);
        }

        var left = await db.People.AnyAsync(person => person.Id == personId && !person.Active, ct);
        foreach (var course in await db.Cycles.Where(cycle => cycle.PersonId == personId).Select(cycle => cycle.CourseId).Distinct().OrderBy(id => id).ToListAsync(ct))
        {
            var record = (await CourseRecord.ReadAsync(db, course, [personId], ct))[personId];
            var wasAsked = record.OpenReasons.Any();
            await CycleBook.FollowAsync(db, [record], course, calendar.Today, ct);

            // Nobody asks for a course that follows from rules but whoever gave it: it ends with the person's work here.
            var endsWithWork = left && DerivedCourse.IsId(course);
            if (wasAsked && (endsWithWork || !record.OpenReasons.Any()) && record.Latest is { CompletedOn: null, WithdrawnOn: null } open)
            {
                End(write, actor, record, open, left ? CycleEnd.Left : CycleEnd.NotMeant, calendar.Today);
            }
            else if (record.HasChanged)
            {
                FactList<Guid> rules = [.. record.OpenReasons.Select(reason => reason.RuleId).OfType<Guid>().Order()];
                write.Record(actor, new ReasonsChanged(personId, Slug.Of(course), rules), record.Settle() ?? (_ => { }));
            }

            await db.SaveChangesAsync(ct);
        }
    }

    /// <summary>Ends an open course for which nobody asks the person any more, with its fact.</summary>
    internal static void End(StoreWrite write, Actor actor, CourseRecord record, Cycle open, CycleEnd why, DateOnly today)
    {
        open.Withdraw(today);
        record.Add(open, new CycleEvent(record.NumberOf(open.Id), 0, CycleEventKind.Ended, today, End: why));
        write.Record(actor, new CycleEnded(open.Id, record.PersonId, Slug.Of(record.CourseId), why, null), record.Settle() ?? (_ => { }));
    }
}
