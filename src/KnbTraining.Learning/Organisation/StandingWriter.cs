using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Organisation;

/// <summary>Keeps the rows of standing: the only way in which a person's standing changes.</summary>
public static class StandingWriter
{
    /// <summary>Tells a change: rows and fact, and the standing of today where the change reaches it.</summary>
    /// <param name="person">Tracked by the context of the write.</param>
    /// <param name="reason">Whoever changes what lies behind gives it; null where none is asked for.</param>
    /// <exception cref="ArgumentException">It begins before the person is known.</exception>
    public static async Task ChangeAsync(StoreWrite write, Actor actor, Person person, StandingChange change, string? reason, DateOnly today, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(write);
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(change);
        var known = await OpenAsync(write.Db, person.Id, ct);
        Change(write, actor, person, known, change, [], change.From, reason, today);
    }

    /// <summary>As <see cref="ChangeAsync"/>, for what <see cref="OpenAsync"/> has read already.</summary>
    /// <param name="change">Null where <paramref name="instead"/> ends and nothing takes its place.</param>
    /// <param name="instead">Changes that do not hold any more, because this one takes their place.</param>
    /// <param name="day">The first day on which something is otherwise.</param>
    /// <returns>What is known afterwards, for the next change in the same transaction.</returns>
    internal static KnownStanding Change(
        StoreWrite write, Actor actor, Person person, KnownStanding known, StandingChange? change, IReadOnlyList<StandingChange> instead, DateOnly day, string? reason, DateOnly today)
    {
        StandingChange[] holding = [.. known.Changes.Except(instead), .. change is null ? Array.Empty<StandingChange>() : [change]];
        var (before, after) = (StandingHistory.Of(known.Changes).On(day), StandingHistory.Of(holding).On(day));
        if (before is null || after is null)
        {
            throw new ArgumentException("Nothing is known of the person on that day.", nameof(day));
        }

        var until = change?.From == day ? change.Until : null;
        var fact = new StandingChanged(person.Id, day, until, before, after, write.TextOrNone(person.Id, reason));
        return Replace(write, actor, person, known, holding, change, instead, fact, today);
    }

    /// <summary>Undoes a change: it does not hold any more, on no day.</summary>
    /// <returns>What is known afterwards, for the next change in the same transaction.</returns>
    internal static KnownStanding Undo(StoreWrite write, Actor actor, Person person, KnownStanding known, StandingChange undone, string? reason, DateOnly today)
    {
        StandingChange[] holding = [.. known.Changes.Where(change => change != undone)];
        var (before, after) = (StandingHistory.Of(known.Changes).On(undone.From)!, StandingHistory.Of(holding).On(undone.From)!);
        var fact = new StandingUndone(person.Id, undone.SeqIn, undone.From, before, after, write.TextOrNone(person.Id, reason));
        return Replace(write, actor, person, known, holding, null, [undone], fact, today);
    }

    /// <summary>Makes the standing of today what the rows say of today, where something that was planned has come.</summary>
    internal static async Task BeginTodayAsync(StoreWrite write, Actor actor, Person person, DateOnly today, CancellationToken ct)
    {
        var row = await write.Db.StandingOn(today).FirstOrDefaultAsync(found => found.PersonId == person.Id, ct);
        if (row is not null && row.Values != person.StandingToday)
        {
            write.Record(actor, new StandingBegan(person.Id, row.From, person.StandingToday, row.Values));
            Stand(write, actor, person, row.Values);
        }
    }

    /// <summary>What holds of a person. Until the end of the transaction nobody else changes it.</summary>
    internal static async Task<KnownStanding> OpenAsync(LearningDbContext db, Guid personId, CancellationToken ct)
    {
        await db.LockNumbersAsync(NumberSeries.Standing, personId, ct);
        return await ReadAsync(db, personId, ct);
    }

    /// <summary>As <see cref="OpenAsync"/>, and others may change it meanwhile.</summary>
    internal static async Task<KnownStanding> ReadAsync(LearningDbContext db, Guid personId, CancellationToken ct) => new(
        await db.Standings.Where(row => row.PersonId == personId && row.SeqOut == null).ToListAsync(ct),
        await db.StandingChanges.Where(change => change.PersonId == personId && change.SeqOut == null).ToListAsync(ct));

    private static KnownStanding Replace(
        StoreWrite write,
        Actor actor,
        Person person,
        KnownStanding known,
        StandingChange[] holding,
        StandingChange? told,
        IReadOnlyList<StandingChange> undone,
        Fact fact,
        DateOnly today)
    {
        var edit = StandingHistory.Edit(known.Rows, holding);
        Standing[] added = [.. edit.Add.Select(span => Standing.Create(person.Id, span, told?.Source ?? StandingSource.Form))];
        foreach (var row in edit.Close)
        {
            row.Close();
        }

        foreach (var change in undone)
        {
            change.Close();
        }

        if (told is not null)
        {
            write.Db.StandingChanges.Add(told);
        }

        write.Db.Standings.AddRange(added);
        write.Record(actor, fact, number =>
        {
            told?.Known(number);
            Array.ForEach(added, row => row.Known(number));
            foreach (var row in edit.Close)
            {
                row.Closed(number);
            }

            foreach (var change in undone)
            {
                change.Closed(number);
            }
        });
        Stand(write, actor, person, StandingHistory.Of(holding).On(today));
        return new KnownStanding([.. known.Rows.Except(edit.Close), .. added], holding);
    }

    private static void Stand(StoreWrite write, Actor actor, Person person, StandingValues? today)
    {
        if (today is null || today == person.StandingToday)
        {
            return;
        }

        var wasActive = person.Active;
        person.Stand(today);
        if (person.Active != wasActive)
        {
            write.Record(actor, person.Active ? new PersonActivated(person.Id) : new PersonDeactivated(person.Id));
        }
    }
}

/// <summary>What holds of one person: the rows that are not closed, and the changes of which they are made.</summary>
internal sealed record KnownStanding(IReadOnlyList<Standing> Rows, IReadOnlyList<StandingChange> Changes);
