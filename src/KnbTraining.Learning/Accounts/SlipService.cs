using System.Collections.Concurrent;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Accounts;

/// <summary>A sheet of paper for one person: all they need to sign in for the first time.</summary>
/// <param name="Language">Of the person, in which the slip speaks.</param>
/// <param name="UnitName">In that language.</param>
/// <param name="Password">Stored nowhere: it can be shown now and never again.</param>
public sealed record Slip(
    Guid PersonId, string Name, string? Number, string Language, string UnitName, string UserName, string Password, DateTimeOffset Until);

/// <param name="LeftOut">How many got none: they have left, have a password of their own, or were changed in the same moment.</param>
/// <param name="Stopped">Why not all could be stored; null where all were. Slips that are here count.</param>
public sealed record SlipSet(IReadOnlyList<Slip> Slips, int LeftOut, Refusal? Stopped);

/// <summary>Makes temporary passwords for many people at once, to be printed, and keeps what was handed over. For administrators.</summary>
public sealed class SlipService(
    LearningStore store, UserManager<AppUser> users, HashingTurns turns, AccountEnd end, RefusedActs refused, LocalCalendar calendar)
{
    /// <summary>The most slips that are made in one go: as many as somebody prints, cuts and hands over.</summary>
    public const int MostAtOnce = 300;

    private const int WrittenAtOnce = 10;

    /// <summary>
    /// Gives each of these people a new temporary password, which voids the one before it. Hashes are computed outside of the writer, and stored a few
    /// in one transaction.
    /// </summary>
    /// <param name="replacesOwn">True where somebody decided to take away a password that works; it counts for one person alone.</param>
    /// <param name="made">Told how many passwords are hashed.</param>
    public async Task<Result<SlipSet>> MakeAsync(Viewer viewer, IReadOnlyCollection<Guid> people, bool replacesOwn, Action<int>? made, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(people);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(people.Count, MostAtOnce, nameof(people));
        if (Refuse(viewer) is { } no)
        {
            return no;
        }

        var takesOwn = replacesOwn && people.Count == 1;
        var found = await store.ReadAsync(
            db => (from person in db.People.Include(one => one.Unit)
                   where person.Active && people.Contains(person.Id)
                   join user in db.Users on person.Id equals user.PersonId
                   where takesOwn || user.PasswordHash == null || user.MustChangePassword
                   orderby person.Unit.Path, person.SortKey, person.Id
                   select new Wanted(person, user)).ToListAsync(ct),
            ct);
        var (hashes, count) = (new ConcurrentDictionary<Guid, (string Password, string Hash)>(), 0);
        await Parallel.ForEachAsync(
            found,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = ct },
            async (one, token) =>
            {
                using var turn = await turns.EnterAsync(token);
                var password = TemporaryPassword.Create();
                hashes[one.User.Id] = (password, users.PasswordHasher.HashPassword(one.User, password));
                made?.Invoke(Interlocked.Increment(ref count));
            });

        var slips = new List<Slip>();
        var stopped = default(Refusal);
        foreach (var some in found.Chunk(WrittenAtOnce))
        {
            var stored = await StoreAsync(viewer, some, hashes, ct);
            if (stored.Value is not { } written)
            {
                stopped = stored.Refused;
                break;
            }

            slips.AddRange(written);
        }

        return slips.Count == 0 && stopped is not null ? stopped : new SlipSet(slips, people.Count - slips.Count, stopped);
    }

    /// <summary>Says that these people have their slips in their hands.</summary>
    /// <returns>Of how many that is new.</returns>
    public async Task<Result<int>> HandOverAsync(Viewer viewer, IReadOnlyCollection<Guid> people, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(people);
        if (Refuse(viewer) is { } no)
        {
            return no;
        }

        var handed = 0;
        foreach (var some in people.Chunk(WrittenAtOnce))
        {
            var stored = await store.WriteAsync<int>(
                async write =>
                {
                    var waiting = await write.Db.Users
                        .In(AccountState.NotHandedOver)
                        .Where(user => some.Contains(user.PersonId))
                        .OrderBy(user => user.PersonId)
                        .ToListAsync(ct);
                    foreach (var user in waiting)
                    {
                        user.HandOver(calendar.Now);
                        write.Record(viewer.Actor, new PasswordHandedOver(user.PersonId));
                    }

                    return waiting.Count;
                },
                ct);
            if (!stored.Ok)
            {
                return stored;
            }

            handed += stored.Value;
        }

        return handed;
    }

    private Task<Result<List<Slip>>> StoreAsync(
        Viewer viewer, Wanted[] some, ConcurrentDictionary<Guid, (string Password, string Hash)> hashes, CancellationToken ct) => store.WriteAsync<List<Slip>>(
        async write =>
        {
            Guid[] ids = [.. some.Select(one => one.User.Id)];
            var now = calendar.Now;
            var slips = new List<Slip>();
            var accounts = await write.Db.Users.Where(user => ids.Contains(user.Id)).ToDictionaryAsync(user => user.Id, ct);
            foreach (var (person, read) in some)
            {
                // A password, a standing or an end came in between: it counts for more than this.
                if (accounts.GetValueOrDefault(read.Id) is not { } user || user.SecurityStamp != read.SecurityStamp)
                {
                    continue;
                }

                var (password, hash) = hashes[read.Id];
                var ended = await end.EndAsync(write, user, SessionEnd.PasswordReset, ct);
                Account.SetTemporaryPassword(user, hash, now);
                write.Record(viewer.Actor, new PasswordReset(person.Id, ended));
                slips.Add(new Slip(
                    person.Id, person.Name, person.PersonnelNumber, person.Language, person.Unit.NameIn(person.Language), user.UserName!, password,
                    user.TemporaryUntil!.Value));
            }

            return slips;
        },
        ct);

    private Refusal? Refuse(Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return viewer.Is(Role.Administrator) ? null : refused.Refuse(viewer, RefusedAct.Access);
    }

    private sealed record Wanted(Person Person, AppUser User);
}
