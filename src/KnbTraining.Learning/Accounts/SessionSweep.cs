using KnbTraining.Learning.Background;
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

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    private readonly TimeProvider _clock = clock;

    /// <summary>Writes what was seen since it was last written.</summary>
    /// <param name="all">True at the end of the application: also what was seen a moment ago.</param>
    public Task<Result<Done>> WriteSightsAsync(bool all, CancellationToken ct) => store.WriteAsync<Done>(
        async write =>
        {
            var db = write.Db;
            foreach (var (id, seenAt) in book.TakeSights(all))
            {
                (await db.AccountSessions.FirstOrDefaultAsync(session => session.Id == id, ct))?.See(seenAt);
            }

            return new Done();
        },
        ct);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await WriteSightsAsync(all: true, CancellationToken.None);
        }
        catch (ObjectDisposedException)
        {
            // The host was disposed without being stopped. Only the last minutes of "last seen" are lost.
        }
    }

    protected override Task<IReadOnlyList<SweepPiece>> FindAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<SweepPiece>>(
    [
        new SweepPiece("last seen", async token => (await WriteSightsAsync(all: false, token)).Refused),
        new SweepPiece("those that are over", async token => (await CloseAsync(token)).Refused),
    ]);

    private Task<Result<Done>> CloseAsync(CancellationToken ct) => store.WriteAsync<Done>(
        async write =>
        {
            var db = write.Db;
            var now = _clock.GetUtcNow();
            foreach (var over in await db.AccountSessions.Where(session => session.EndedAt == null && session.EndsAt <= now).ToListAsync(ct))
            {
                over.End(now, SessionEnd.Expired);
            }

            var before = now - Kept;
            await db.AccountSessions.Where(session => session.EndedAt < before).ExecuteDeleteAsync(ct);
            return new Done();
        },
        ct);
}
