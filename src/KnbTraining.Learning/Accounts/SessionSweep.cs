using KnbTraining.Learning.Background;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace KnbTraining.Learning.Accounts;

/// <summary>Writes when sessions were last seen, closes those whose time is over, and forgets those that ended long ago.</summary>
public sealed class SessionSweep(LearningStore store, SessionBook book, BackgroundTroubles troubles, TimeProvider clock, ILogger<SessionSweep> logger)
    : Sweep("sessions", TimeSpan.FromMinutes(5), troubles, clock, logger)
{
    /// <summary>How long an ended session is kept, for its owner's questions and for an inquiry.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <summary>All of a round.</summary>
    /// <param name="all">True at the end of the application: also what was seen a moment ago is written.</param>
    /// <returns>The first refusal, where there was one.</returns>
    public async Task<Result<Done>> RunAsync(bool all, CancellationToken ct)
    {
        Result<Done> first = new Done();
        foreach (var write in (Func<CancellationToken, Task<Result<Done>>>[])[token => SeeAsync(all, token), EndAsync, ForgetAsync])
        {
            var written = await write(ct);
            first = first.Ok ? written : first;
        }

        return first;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await RunAsync(all: true, CancellationToken.None);
        }
#pragma warning disable CA1031 // The application ends; what was seen last is not worth a failed end.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            logger.LogError(failure, "The sessions could not be looked after at the end");
        }
    }

    protected override Task<IReadOnlyList<SweepPiece>> FindAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<SweepPiece>>(
    [
        new("when sessions were last seen", async token => (await SeeAsync(all: false, token)).Refused),
        new("sessions whose time is over", async token => (await EndAsync(token)).Refused),
        new("sessions that ended long ago", async token => (await ForgetAsync(token)).Refused),
    ]);

    private Task<Result<Done>> SeeAsync(bool all, CancellationToken ct) => store.WriteAsync<Done>(
        async db =>
        {
            foreach (var (id, seenAt) in book.TakeSights(all))
            {
                (await db.AccountSessions.FirstOrDefaultAsync(session => session.Id == id, ct))?.See(seenAt);
            }

            return new Done();
        },
        ct);

    private Task<Result<Done>> EndAsync(CancellationToken ct) => store.WriteAsync<Done>(
        async db =>
        {
            var now = Clock.GetUtcNow();
            foreach (var over in await db.AccountSessions.Where(session => session.EndedAt == null && session.EndsAt <= now).ToListAsync(ct))
            {
                over.End(now, SessionEnd.Expired);
            }

            return new Done();
        },
        ct);

    private Task<Result<Done>> ForgetAsync(CancellationToken ct) => store.WriteAsync<Done>(
        async db =>
        {
            var before = Clock.GetUtcNow() - Kept;
            await db.AccountSessions.Where(session => session.EndedAt < before).ExecuteDeleteAsync(ct);
            return new Done();
        },
        ct);
}
