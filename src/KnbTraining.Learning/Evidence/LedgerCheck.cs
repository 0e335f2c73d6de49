using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Evidence;

/// <param name="Entries">How many there are, as far as they fit.</param>
/// <param name="BrokenAt">Number of the first entry that does not fit; null where all fit.</param>
/// <param name="Fault">What is wrong with it.</param>
/// <param name="LastHash">The leaf hash of the last entry that was looked at, in hexadecimal; null where there is none.</param>
/// <param name="ChangedTexts">How many texts are not the ones that were recorded. Erased ones are not among them.</param>
public sealed record LedgerStanding(long Entries, long? BrokenAt, LedgerFault? Fault, string? LastHash, int ChangedTexts)
{
    public bool Fits => BrokenAt is null && ChangedTexts == 0;
}

/// <summary>
/// Looks whether the ledger fits together: numbers without gaps, each line with its hash, columns with their line, texts with theirs.
/// Whoever rewrites all of it is not found so, nor is an end that was cut off: for that, checkpoints from outside are needed, which read
/// the same leaf hashes.
/// </summary>
public sealed class LedgerCheck(LearningStore store)
{
    public async Task<LedgerStanding> RunAsync(CancellationToken ct)
    {
        var walk = new LedgerWalk();
        await walk.GoOnAsync(store, comparer: null, namedTexts: false, ct);
        if (walk.Standing.BrokenAt is null)
        {
            await walk.LookAtTextsAsync(store, ct);
        }

        return walk.Standing;
    }

    /// <summary>As <see cref="RunAsync(CancellationToken)"/>, over a database of which no application runs.</summary>
    internal static async Task<LedgerStanding> RunAsync(LearningDbContext db, CancellationToken ct)
    {
        LedgerRow? last = null;
        await foreach (var row in db.LedgerRows.AsNoTracking().OrderBy(row => row.Number).AsAsyncEnumerable().WithCancellation(ct))
        {
            var fault = row.Number != (last?.Number ?? 0) + 1 ? LedgerFault.Number : row.FindFault(out _);
            if (fault is not null)
            {
                return new LedgerStanding(last?.Number ?? 0, row.Number, fault, HexOf(last), 0);
            }

            last = row;
        }

        var changed = 0;
        await foreach (var text in db.LedgerTexts.AsNoTracking().AsAsyncEnumerable().WithCancellation(ct))
        {
            changed += text.Fits ? 0 : 1;
        }

        return new LedgerStanding(last?.Number ?? 0, null, null, HexOf(last), changed);
    }

    private static string? HexOf(LedgerRow? row) => row is null ? null : Convert.ToHexStringLower(row.LeafHash);
}
