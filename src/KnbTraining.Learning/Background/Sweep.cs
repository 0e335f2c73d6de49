using KnbTraining.Learning.Persistence;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KnbTraining.Learning.Background;

/// <summary>One piece of a round.</summary>
/// <param name="Name">Names it to an administrator, with its id.</param>
/// <param name="DoAsync">Does it; a refusal counts as a failure.</param>
public sealed record SweepPiece(string Name, Func<CancellationToken, Task<Refusal?>> DoAsync);

/// <summary>
/// Work that is done in rounds, piece by piece. A piece that fails is logged with its name, shown in the health of the
/// application and tried again in the next round; the other pieces and the process go on.
/// </summary>
public abstract class Sweep(string work, TimeSpan interval, BackgroundTroubles troubles, TimeProvider clock, ILogger logger) : BackgroundService
{
    private const string Finding = "finding what there is to do";

    /// <summary>What is done, for the log and the health of the application.</summary>
    public string Work { get; } = work;

    protected TimeProvider Clock { get; } = clock;

    /// <summary>One round now. Never fails for anything but the end of the application.</summary>
    public async Task RoundAsync(CancellationToken ct)
    {
        var failed = new HashSet<string>(StringComparer.Ordinal);
        IReadOnlyList<SweepPiece> pieces = [];
        await TryAsync(Finding, async () => pieces = await FindAsync(ct), failed, ct);
        foreach (var piece in pieces)
        {
            var refused = default(Refusal?);
            var usable = await TryAsync(piece.Name, async () => refused = await piece.DoAsync(ct), failed, ct);
            if (refused is { } refusal)
            {
                logger.LogWarning("{Work}: {Piece} could not be done now: {Refusal}", Work, piece.Name, refusal);
                failed.Add(piece.Name);
            }

            // A database that cannot be used says the same to every piece.
            if (!usable || refused == Refusal.StorageUnavailable)
            {
                break;
            }
        }

        troubles.Replace(Work, failed);
    }

    /// <summary>What there is to do in this round.</summary>
    protected abstract Task<IReadOnlyList<SweepPiece>> FindAsync(CancellationToken ct);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(interval, Clock);
        try
        {
            do
            {
                await RoundAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            logger.LogDebug("{Work}: ends with the application", Work);
        }
    }

    // False where the storage cannot be used at all.
    private async Task<bool> TryAsync(string piece, Func<Task> act, HashSet<string> failed, CancellationToken ct)
    {
        try
        {
            await act();
            return true;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Whatever is wrong with one piece, the others are done and the process goes on.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            logger.LogError(failure, "{Work}: {Piece} failed; the others go on, and it is tried again in the next round", Work, piece);
            failed.Add(piece);
            return !StorageFailure.Is(failure);
        }
    }
}
