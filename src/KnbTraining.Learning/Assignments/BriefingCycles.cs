using KnbTraining.Content.Courses;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.Rules;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Assignments;

/// <summary>
/// Gives the briefing of a change of standing to whoever changes, in the transaction that tells the change: at once, and due before a planned change
/// begins. A change that is given up, or overtaken before the briefing was read, takes it back.
/// </summary>
public sealed class BriefingCycles(EditionStore editions, LocalCalendar calendar) : IFactHandler<StandingChanged>, IFactHandler<StandingUndone>
{
    /// <summary>Days for a briefing about a change that holds already.</summary>
    public const int DueDays = RenewalTerms.UsualGraceDays;

    public Task HandleAsync(StoreWrite write, Actor actor, StandingChanged fact, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(fact);
        return FollowAsync(write, actor, fact.PersonId, fact.From, fact.Before, fact.After, ct);
    }

    public Task HandleAsync(StoreWrite write, Actor actor, StandingUndone fact, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(fact);
        return FollowAsync(write, actor, fact.PersonId, null, fact.Before, fact.After, ct);
    }

    // An end of clearance in the past is read about all the same; whoever has left reads nothing here any more.
    private async Task FollowAsync(
        StoreWrite write, Actor actor, Guid personId, DateOnly? from, StandingValues before, StandingValues after, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(write);
        if ((before.HolderStatus, before.Capacity) == (after.HolderStatus, after.Capacity))
        {
            return;
        }

        var edition = (await editions.CurrentAsync(ct)).Edition;
        var (was, becomes) = (FactsOf(edition.RuleBook.Vocabulary, before), FactsOf(edition.RuleBook.Vocabulary, after));
        foreach (var briefing in edition.Briefings.Values)
        {
            if (briefing.Text.Change.LeadsTo(was) && !briefing.Text.Change.LeadsTo(becomes))
            {
                await TakeBackAsync(write, actor, personId, briefing.Course.Id, ct);
            }

            if (from is { } day && after.Employment != Employment.Left && briefing.Text.Change.Describes(was, becomes))
            {
                await GiveAsync(write, actor, personId, briefing, day, ct);
            }
        }
    }

    private async Task GiveAsync(StoreWrite write, Actor actor, Guid personId, Briefing briefing, DateOnly from, CancellationToken ct)
    {
        var (db, today, course) = (write.Db, calendar.Today, briefing.Course.Id);
        var isWanted = await db.People.AnyAsync(person => person.Id == personId && person.Active, ct)
            && !await db.Cycles.AnyAsync(
                cycle => cycle.PersonId == personId && cycle.CourseId == course && cycle.CompletedOn == null && cycle.WithdrawnOn == null, ct);
        if (!isWanted)
        {
            return;
        }

        var cycle = Cycle.Create(personId, course, null, today, from > today ? from.AddDays(-1) : today.AddDays(DueDays));
        db.Cycles.Add(cycle);
        await db.SaveChangesAsync(ct);
        var numbered = await CycleBook.FollowAsync(db, course, [personId], today, ct);
        write.Record(actor, new CycleOpened(cycle.Id, personId, Slug.Of(course), null, cycle.DueOn), numbered[personId] ?? (_ => { }));
    }

    private async Task TakeBackAsync(StoreWrite write, Actor actor, Guid personId, string course, CancellationToken ct)
    {
        var record = (await CourseRecord.ReadAsync(write.Db, course, [personId], ct))[personId];
        if (record.Latest is not { CompletedOn: null, WithdrawnOn: null } open)
        {
            return;
        }

        open.Withdraw(calendar.Today);
        record.Add(open, new CycleEvent(record.NumberOf(open.Id), 0, CycleEventKind.Ended, calendar.Today, End: CycleEnd.NotMeant));
        write.Record(actor, new CycleEnded(open.Id, personId, Slug.Of(course), CycleEnd.NotMeant, null), record.Settle() ?? (_ => { }));
        await write.Db.SaveChangesAsync(ct);
    }

    /// <summary>A standing in the words of the vocabulary.</summary>
    private static Dictionary<string, string> FactsOf(Vocabulary vocabulary, StandingValues standing)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal) { [vocabulary.Person.Id] = IdOf(standing.HolderStatus) };
        if (vocabulary.Dimensions.FirstOrDefault(dimension => dimension.Role == DimensionRole.Position) is { } position)
        {
            facts[position.Id] = IdOf(standing.Capacity);
        }

        return facts;

        static string IdOf<T>(T value)
            where T : struct, Enum => value.ToString().ToLowerInvariant();
    }
}
