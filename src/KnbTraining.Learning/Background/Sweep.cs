using KnbTraining.Learning.Persistence;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KnbTraining.Learning.Background;

/// <summary>One piece of a round.</summary>
/// <param name="Name">Names it to an administrator, with its id.</param>
/// <param name="DoAsync">Does it; a refusal counts as a failure.</param>
public sealed record SweepPiece(string Name, Func<CancellationToken, Task<Refusal?>> DoAsync)
{
    /// <summary>True for what each node does for itself; false for what one does for all, where the sweep has a lease.</summary>
    public bool OnEachNode { get; init; }
}

/// <summary>
/// Work that is done in rounds, piece by piece. A piece that fails is logged with its name, shown in the health of the
/// application and tried again in the next round; the other pieces and the process go on.
/// </summary>
/// <param name="leases">For work that one node does for all; null where every node does its own.</param>
public abstract class Sweep(
    string work, TimeSpan interval, BackgroundTroubles troubles, TimeProvider clock, ILogger logger, SweepLeases? leases = null) : BackgroundService
{
    private const string Finding = "finding what there is to do";

    private const string Leasing = "the lease";

    // Renewed long before it runs out, and not for every piece.
    private static readonly TimeSpan RenewsAfter = SweepLeases.Span / 3;

    private readonly Lock _ends = new();

    private Task? _last;

    // When this node took or renewed the lease in this round; null where it has none.
    private long? _leasedAt;

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
            var (had, has) = (_leasedAt is not null, piece.OnEachNode);
            if (!has && !await TryAsync(Leasing, async () => has = await HoldsLeaseAsync(ct), failed, ct))
            {
                break;
            }

            if (!has && had)
            {
                logger.LogWarning("{Work}: another server has taken over, and this round ends", Work);
                break;
            }

            if (!has)
            {
                continue;
            }

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
        await EndLeaseAsync(ct);
    }

    /// <summary>Ends the rounds and does what is left, once: a host can be stopped from two sides, and both wait for the same end.</summary>
    public sealed override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Task last;
        lock (_ends)
        {
            last = _last ??= EndAsync();
        }

        await last;
    }

    /// <summary>What is written when the application ends. Not cut short by the host's time for ending.</summary>
    protected virtual Task LastAsync() => Task.CompletedTask;

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

    /// <summary>Goes on with a work in parts, each in a transaction of its own, until none is left.</summary>
    /// <param name="next">Does the next part; true while something is left.</param>
    /// <param name="pause">What lies between two parts.</param>
    /// <returns>Why it could not go on; null where it is done.</returns>
    protected static async Task<Refusal?> InPartsAsync(Func<CancellationToken, Task<Result<bool>>> next, TimeSpan pause, CancellationToken ct)
    {
        while (true)
        {
            var done = await next(ct);
            if (!done.Ok || !done.Value)
            {
                return done.Refused;
            }

            // Whoever answers now has the writer for as long as they need it: time that really passes, whatever the clock says.
            await Task.Delay(pause, TimeProvider.System, ct);
        }
    }

    private async Task EndAsync()
    {
        try
        {
            await LastAsync();
        }
        catch (ObjectDisposedException gone)
        {
            logger.LogDebug(gone, "{Work}: the host was taken down without being stopped first, and what was left is lost", Work);
        }
    }

    private async Task<bool> HoldsLeaseAsync(CancellationToken ct)
    {
        if (leases is null || (_leasedAt is { } at && Clock.GetElapsedTime(at) < RenewsAfter))
        {
            return true;
        }

        // The time is taken before the database's, so that the lease is never believed longer than it lasts.
        var asked = Clock.GetTimestamp();
        var holds = await leases.TryTakeAsync(Work, ct);
        _leasedAt = holds ? asked : null;
        return holds;
    }

    private async Task EndLeaseAsync(CancellationToken ct)
    {
        if (_leasedAt is null)
        {
            return;
        }

        _leasedAt = null;
        try
        {
            await leases!.EndAsync(Work, ct);
        }
        catch (Exception failure) when (StorageFailure.Is(failure))
        {
            logger.LogDebug(failure, "{Work}: the lease was not given back, and runs out by itself", Work);
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
