using KnbTraining.Learning.Background;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace KnbTraining.Learning.Accounts;

/// <summary>Writes when sessions were last seen, closes those whose time is over, and forgets those that ended long ago.</summary>
public sealed class SessionSweep(LearningStore store, SessionBook book, BackgroundTroubles troubles, TimeProvider clock, ILogger<SessionSweep> logger)
    : Sweep("sessions", Pause, troubles, clock, logger)
{
    /// <summary>How long an ended session is kept, for its owner's questions and for an inquiry.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <summary>Most sessions that one transaction closes, writes the last sight of, or forgets.</summary>
    public const int AtOnce = 200;

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    private readonly TimeProvider _clock = clock;

    /// <summary>Writes what was seen since it was last written.</summary>
    /// <param name="all">True at the end of the application: also what was seen a moment ago.</param>
    public async Task<Result<Done>> WriteSightsAsync(bool all, CancellationToken ct)
    {
        Result<Done> written = new Done();
        foreach (var some in book.TakeSights(all).Chunk(AtOnce))
        {
            var sights = some.ToDictionary();
            var part = await store.WriteAsync<Done>(
                async write =>
                {
                    foreach (var session in await write.Db.AccountSessions.Where(session => sights.Keys.Contains(session.Id)).ToListAsync(ct))
                    {
                        session.See(sights[session.Id]);
                    }

                    return new Done();
                },
                ct);
            written = part.Ok ? written : part;
        }

        return written;
    }

    protected override Task LastAsync() => WriteSightsAsync(all: true, CancellationToken.None);

    protected override Task<IReadOnlyList<SweepPiece>> FindAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<SweepPiece>>(
    [
        new SweepPiece("last seen", async token => (await WriteSightsAsync(all: false, token)).Refused),
        new SweepPiece("those that are over", async token => (await CloseAsync(token)).Refused),
    ]);

    private async Task<Result<Done>> CloseAsync(CancellationToken ct)
    {
        while (true)
        {
            var closed = await store.WriteAsync<int>(write => CloseSomeAsync(write, ct), ct);
            if (!closed.Ok || closed.Value < AtOnce)
            {
                return closed.Ok ? new Done() : closed.As<Done>();
            }
        }
    }

    // How many rows were touched of those whose time is over, and of those that ended long ago: with the most of either there may be more.
    private async Task<Result<int>> CloseSomeAsync(StoreWrite write, CancellationToken ct)
    {
        var db = write.Db;
        var now = _clock.GetUtcNow();
        var over = await db.AccountSessions
            .Where(session => session.EndedAt == null && session.EndsAt <= now)
            .OrderBy(session => session.EndsAt)
            .Take(AtOnce)
            .ToListAsync(ct);
        var accounts = over.Select(session => session.AccountId).ToHashSet();
        var people = await db.Users.Where(user => accounts.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.PersonId, ct);
        foreach (var session in over)
        {
            session.End(now, SessionEnd.Expired);
            write.Record(Actor.Application, new SignedOut(people[session.AccountId], session.Id, SessionEnd.Expired));
        }

        var before = now - Kept;
        var old = await db.AccountSessions
            .Where(session => session.EndedAt < before)
            .OrderBy(session => session.EndedAt)
            .Select(session => session.Id)
            .Take(AtOnce)
            .ToListAsync(ct);
        await db.AccountSessions.Where(session => old.Contains(session.Id)).ExecuteDeleteAsync(ct);
        return Math.Max(over.Count, old.Count);
    }
}
