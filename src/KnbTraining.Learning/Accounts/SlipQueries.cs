using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Accounts;

/// <summary>Somebody who could get a slip with a temporary password.</summary>
/// <param name="Until">From when on the temporary password lets nobody in; null where there is none, or it has no end.</param>
public sealed record SlipPerson(Guid PersonId, string Name, string? Number, string UnitName, string UserName, AccountState State, DateTimeOffset? Until);

/// <param name="Waiting">How many of them have no password at all, on this list and behind its end.</param>
public sealed record SlipList(int Waiting, IReadOnlyList<SlipPerson> People);

/// <summary>Who could get slips. For administrators.</summary>
public sealed class SlipQueries(LearningStore store)
{
    private const int AskedAtOnce = 500;

    /// <summary>Those of a unit and of the units below it who have not signed in yet, first those without any password.</summary>
    public Task<SlipList> OfUnitAsync(Viewer viewer, Guid unitId, CancellationToken ct)
    {
        Require(viewer);
        return store.ReadAsync(
            async db =>
            {
                var people = db.People.InScope(viewer).Where(person => person.Active).InUnit(db.Units, unitId);
                var waiting = await people.CountAsync(person => db.Users.Any(user => user.PersonId == person.Id && user.PasswordHash == null), ct);
                return new SlipList(waiting, await Rows(db, people, viewer.Language, true).Take(SlipService.MostAtOnce).ToListAsync(ct));
            },
            ct);
    }

    /// <summary>As <see cref="OfUnitAsync"/>, of these people.</summary>
    public async Task<SlipList> OfPeopleAsync(Viewer viewer, IReadOnlyList<Guid> people, CancellationToken ct)
    {
        Require(viewer);
        ArgumentNullException.ThrowIfNull(people);
        var (waiting, found) = (0, new List<SlipPerson>());
        foreach (var ids in people.Chunk(AskedAtOnce))
        {
            var rows = await store.ReadAsync(
                db => Rows(db, db.People.InScope(viewer).Where(person => person.Active && ids.Contains(person.Id)), viewer.Language, true).ToListAsync(ct), ct);
            waiting += rows.Count(row => row.State == AccountState.NoPassword);
            found.AddRange(rows);
        }

        return new SlipList(waiting, [.. found.OrderBy(row => row.State == AccountState.NoPassword ? 0 : 1).Take(SlipService.MostAtOnce)]);
    }

    /// <summary>One person, also with a password of their own; null where there is none, or they have left.</summary>
    public Task<SlipPerson?> FindAsync(Viewer viewer, Guid personId, CancellationToken ct)
    {
        Require(viewer);
        return store.ReadAsync(
            db => Rows(db, db.People.InScope(viewer).Where(person => person.Active && person.Id == personId), viewer.Language, false).FirstOrDefaultAsync(ct), ct);
    }

    private static void Require(Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (!viewer.Is(Role.Administrator))
        {
            throw new InvalidOperationException("Only administrators see who has which password.");
        }
    }

    private static IQueryable<SlipPerson> Rows(LearningDbContext db, IQueryable<Person> people, string language, bool notSignedIn) =>
        from person in people
        join user in notSignedIn ? db.Users.In(AccountState.NotSignedIn) : db.Users on person.Id equals user.PersonId
        orderby user.PasswordHash == null ? 0 : 1, person.Unit.Path, person.SortKey, person.Id
        select new SlipPerson(
            person.Id, person.Name, person.PersonnelNumber, person.Unit.NameIn(language), user.UserName!, AccountStates.Of(user), user.TemporaryUntil);
}
