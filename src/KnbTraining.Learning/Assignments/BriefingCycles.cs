using KnbTraining.Content.Text;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Assignments;

/// <summary>
/// Gives the briefing of a change of standing to whoever changes, in the transaction that tells the change: at once, and due before a planned change
/// begins. It follows the plan: another day moves it, and a change that is given up takes it back.
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

    private async Task FollowAsync(
        StoreWrite write, Actor actor, Guid personId, DateOnly? from, StandingValues before, StandingValues after, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(write);
        if ((before.HolderStatus, before.Capacity) == (after.HolderStatus, after.Capacity))
        {
            return;
        }

        var (db, today) = (write.Db, calendar.Today);
        var edition = (await editions.CurrentAsync(ct)).Edition;
        var known = await db.Standings.AsNoTracking().Where(row => row.PersonId == personId && row.SeqOut == null).ToListAsync(ct);
        foreach (var briefing in edition.Briefings.Values)
        {
            var day = BriefingDay.Find(known, briefing, edition, today);
            var due = day > today ? day.Value.AddDays(-1) : today.AddDays(DueDays);
            var record = (await CourseRecord.ReadAsync(db, briefing.Course.Id, [personId], ct))[personId];
            var isOpen = record.Latest is { CompletedOn: null, WithdrawnOn: null };

            // Another day means another last day for reading; what has been read is not asked again for it.
            if (isOpen && (day is null || (day > today && record.Latest!.DueOn != due)))
            {
                PersonCycles.End(write, actor, record, record.Latest!, CycleEnd.NotMeant, today);
                await db.SaveChangesAsync(ct);
            }

            var begins = from == day && briefing.Text.Change.Describes(
                BriefingDay.FactsOf(edition.RuleBook.Vocabulary, before), BriefingDay.FactsOf(edition.RuleBook.Vocabulary, after));
            if (day is not null && (isOpen || begins) && record.Latest is not { CompletedOn: null, WithdrawnOn: null })
            {
                await GivenCourses.GiveAsync(write, actor, briefing.Course.Id, [personId], due, today, ct);
            }
        }
    }
}
