using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KnbTraining.Learning.Accounts;

/// <summary>Writes when sessions were last seen, closes those whose time is over, and forgets those that ended long ago.</summary>
public sealed class SessionSweep(LearningStore store, SessionBook book, TimeProvider clock, ILogger<SessionSweep> logger) : BackgroundService
{
    /// <summary>How long an ended session is kept, for its owner's questions and for an inquiry.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    /// <summary>One round.</summary>
    /// <param name="all">True at the end of the application: also what was seen a moment ago is written.</param>
    public Task<Result<Done>> RunAsync(bool all, CancellationToken ct) => store.WriteAsync<Done>(
        async db =>
        {
            var now = clock.GetUtcNow();
            foreach (var (id, seenAt) in book.TakeSights(all))
            {
                (await db.AccountSessions.FirstOrDefaultAsync(session => session.Id == id, ct))?.See(seenAt);
            }

            foreach (var over in await db.AccountSessions.Where(session => session.EndedAt == null && session.EndsAt <= now).ToListAsync(ct))
            {
                over.End(now, SessionEnd.Expired);
            }

            var before = now - Kept;
            await db.AccountSessions.Where(session => session.EndedAt < before).ExecuteDeleteAsync(ct);
            return new Done();
        },
        ct);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryRunAsync(all: true, CancellationToken.None);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryRunAsync(all: false, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The application ends.
        }
    }

    // A round that fails is no reason to end the application: the next one does what was left.
    private async Task TryRunAsync(bool all, CancellationToken ct)
    {
        try
        {
            await RunAsync(all, ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            logger.LogError(failure, "The sessions could not be looked after");
        }
    }
}
