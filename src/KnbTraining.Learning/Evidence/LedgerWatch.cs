using KnbTraining.Learning.Evidence.Checkpoints;
using KnbTraining.Learning.Evidence.Proof;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace KnbTraining.Learning.Evidence;

/// <summary>What is known of the ledger now.</summary>
/// <param name="Standing">Of the entries that were looked at.</param>
/// <param name="Compared">With the checkpoints from outside that are kept; null where there are none, and where they have not been compared.</param>
/// <param name="Kept">How many checkpoints from outside are kept.</param>
/// <param name="SignedBefore">The checkpoint up to which entries were looked at when it was signed, and not again by this process; null where all were.</param>
/// <param name="AllAt">When this process has looked at every entry for the last time; null where it never has.</param>
/// <param name="Spoiled">The numbers of checkpoints in the database that are not those that were signed, as far as they were looked at.</param>
public sealed record WatchedLedger(
    LedgerStanding Standing, VerifiedLedger? Compared, int Kept, SignedPart? SignedBefore, DateTimeOffset? AllAt, IReadOnlyList<long> Spoiled)
{
    /// <summary>True where nothing was found, which says nothing of what was not looked at.</summary>
    public bool Fits => Standing.Fits && Compared?.Found.NothingFound is not false && Spoiled.Count == 0;
}

/// <param name="Size">The number of the last entry under the signature.</param>
public sealed record SignedPart(long Size, DateTimeOffset At);

/// <summary>
/// Looks at the ledger without beginning anew each time: what was looked at once is remembered in memory, and a process that has just started
/// goes on from the newest checkpoint whose signature holds. <see cref="VerifyAllAsync"/> looks at every entry again.
/// </summary>
public sealed class LedgerWatch(
    LearningStore store, LedgerVerifier verifier, LedgerOrigin origins, CheckpointKeys keys, TimeProvider clock, ILogger<LedgerWatch> logger) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private LedgerWalk? _walk;
    private RunningComparison? _comparison;
    private SignedPart? _signed;
    private DateTimeOffset? _allAt;
    private IReadOnlyList<long> _spoiled = [];

    /// <summary>Looks at the entries that came since it looked last.</summary>
    public async Task<WatchedLedger> LookAsync(CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            if (_walk is null)
            {
                await BeginAsync(ct);
            }

            await _walk!.GoOnAsync(store, _comparison?.Comparer, namedTexts: true, ct);
            return await ViewAsync([], ct);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Looks at every entry and every text, and compares with all checkpoints from outside.</summary>
    /// <param name="brought">Heads from outside that are not kept here yet.</param>
    public async Task<WatchedLedger> VerifyAllAsync(IEnumerable<TreeHead> brought, CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            TreeHead[] outside = [.. brought];
            var (walk, comparison) = (new LedgerWalk(), await verifier.BeginAsync(outside, ct));
            await walk.GoOnAsync(store, comparison.Comparer, namedTexts: false, ct);
            await walk.LookAtTextsAsync(store, ct);
            var spoiled = await FindSpoiledAsync(ct);
            (_walk, _comparison, _signed, _spoiled, _allAt) = (walk, comparison, null, spoiled, clock.GetUtcNow());
            var seen = await ViewAsync(outside, ct);
            if (!seen.Fits)
            {
                logger.LogError("The audit log does not fit together. Open its page, or run the command 'ledger verify'");
            }

            return seen;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task BeginAsync(CancellationToken ct)
    {
        var newest = await store.ReadAsync(
            db => db.LedgerCheckpoints.OrderByDescending(row => row.Size).ThenByDescending(row => row.Number).FirstOrDefaultAsync(ct), ct);
        var sound = newest is not null && await IsSoundAsync(newest, ct);
        _walk = sound ? new LedgerWalk(newest!.Size) : new LedgerWalk();
        _signed = sound ? new SignedPart(newest!.Size, newest.At) : null;
        _spoiled = newest is null || sound ? [] : [newest.Number];

        // Heads from outside speak of entries under the signature, which are not looked at now.
        _comparison = sound ? null : await verifier.BeginAsync([], ct);
    }

    private async Task<IReadOnlyList<long>> FindSpoiledAsync(CancellationToken ct)
    {
        var spoiled = new List<long>();
        foreach (var row in await store.ReadAsync(db => db.LedgerCheckpoints.OrderBy(row => row.Number).ToListAsync(ct), ct))
        {
            if (!await IsSoundAsync(row, ct))
            {
                spoiled.Add(row.Number);
            }
        }

        return spoiled;
    }

    private async Task<bool> IsSoundAsync(LedgerCheckpoint row, CancellationToken ct) =>
        (await origins.ReadAsync(ct)).Value is { } origin && row.IsSound(origin, keys.ListKnown(origin));

    private async Task<WatchedLedger> ViewAsync(TreeHead[] brought, CancellationToken ct)
    {
        var kept = await store.ReadAsync(db => db.OutsideHeads.ToListAsync(ct), ct);
        HashSet<TreeHead> wanted = [.. kept.Select(row => row.Head), .. brought];

        // One that another process took in is not among those that were compared, and one that was brought and not kept counts no more.
        var compared = wanted.Count > 0 && _comparison is { } comparison && comparison.Heads.IsSupersetOf(wanted) ? comparison.View(wanted) : null;
        return new WatchedLedger(_walk!.Standing, compared, kept.Count, _signed, _allAt, _spoiled);
    }
}
