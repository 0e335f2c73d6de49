using KnbTraining.Learning.Evidence.Proof;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Evidence.Checkpoints;

/// <summary>A restore that the ledger tells of.</summary>
/// <param name="SavedAt">When the backup was made that was put back.</param>
public sealed record ToldRestore(DateTimeOffset At, DateTimeOffset SavedAt);

/// <param name="Restores">By the number of the entry that tells of each.</param>
public sealed record VerifiedLedger(LedgerComparison Found, IReadOnlyDictionary<long, ToldRestore> Restores);

/// <summary>A comparison to which entries can be added one after the other.</summary>
/// <param name="Heads">With which the ledger is compared.</param>
internal sealed record RunningComparison(LedgerComparer Comparer, IReadOnlySet<TreeHead> Heads, IReadOnlyDictionary<long, ToldRestore> Restores)
{
    /// <summary>What was found so far.</summary>
    /// <param name="wanted">The heads that are told of.</param>
    public VerifiedLedger View(IReadOnlySet<TreeHead> wanted)
    {
        var found = Comparer.Finish();
        return new VerifiedLedger(found with { Heads = [.. found.Heads.Where(compared => wanted.Contains(compared.Head))] }, Restores);
    }
}

/// <summary>Holds the whole ledger against heads from outside, in one pass.</summary>
public sealed class LedgerVerifier(LearningStore store, EntryReader entries)
{
    private static readonly string[] Restored = [.. FactType.All.Where(fact => fact.Type.IsAssignableTo(typeof(IRestoreFact))).Select(fact => fact.Kind)];

    /// <param name="brought">Heads that are not kept here.</param>
    public async Task<VerifiedLedger> RunAsync(IEnumerable<TreeHead> brought, CancellationToken ct)
    {
        var running = await BeginAsync(brought, ct);
        await foreach (var entry in entries.ReadAsync(long.MinValue, long.MaxValue, ct))
        {
            running.Comparer.Append(entry.Number, entry.Line, entry.Leaf);
        }

        return running.View(running.Heads);
    }

    /// <summary>A comparison that has not been given any entry.</summary>
    /// <inheritdoc cref="RunAsync" path="/param"/>
    internal async Task<RunningComparison> BeginAsync(IEnumerable<TreeHead> brought, CancellationToken ct)
    {
        var (kept, told) = await store.ReadAsync(
            async db => (
                await db.OutsideHeads.ToListAsync(ct),
                await db.LedgerRows.Where(row => Restored.Contains(row.Kind)).OrderBy(row => row.Number).Select(row => new { row.Number, row.Line }).ToListAsync(ct)),
            ct);
        var restores = told
            .Select(row => (row.Number, Line: LedgerLine.Read(row.Line)))
            .Where(row => row.Line?.Fact is IRestoreFact)
            .ToDictionary(row => row.Number, row => (row.Line!.At, Fact: (IRestoreFact)row.Line.Fact));
        HashSet<TreeHead> heads = [.. kept.Select(row => row.Head), .. brought];
        var losses = restores.Select(restore => LossOf(restore.Key, restore.Value.Fact)).OfType<KnownRestore>();
        return new RunningComparison(
            new LedgerComparer(heads, losses),
            heads,
            restores.ToDictionary(restore => restore.Key, restore => new ToldRestore(restore.Value.At, restore.Value.Fact.SavedAt)));
    }

    // Null where nothing was lost as far as the restore could know.
    private static KnownRestore? LossOf(long number, IRestoreFact restore) =>
        restore.LostUntil is { } last && last > restore.LastNumber ? new KnownRestore(new EntrySpan(restore.LastNumber + 1, last), number) : null;
}
