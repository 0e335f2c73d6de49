using System.Runtime.CompilerServices;
using System.Text;
using KnbTraining.Learning.Evidence.Proof;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Evidence.Checkpoints;

/// <summary>An entry as the proofs need it.</summary>
/// <param name="Line">UTF-8 without a line end.</param>
/// <param name="Leaf">As stored beside the line.</param>
internal sealed record ReadEntry(long Number, byte[] Line, Digest Leaf)
{
    /// <summary>True where nobody changed the line or the hash alone.</summary>
    public bool Fits => MerkleTree.Leaf(Line) == Leaf;
}

/// <summary>Reads long runs of entries in short reads, so that neither the memory nor a reader's hold on the database grows with the ledger.</summary>
public sealed class EntryReader(LearningStore store)
{
    private const int AtOnce = 2000;

    /// <param name="after">The number before the first that is wanted.</param>
    /// <param name="last">The last number that is wanted.</param>
    internal async IAsyncEnumerable<ReadEntry> ReadAsync(long after, long last, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var page = AtOnce; page == AtOnce;)
        {
            var from = after;
            var rows = await store.ReadAsync(
                db => db.LedgerRows
                    .Where(row => row.Number > from && row.Number <= last)
                    .OrderBy(row => row.Number)
                    .Take(AtOnce)
                    .Select(row => new { row.Number, row.Line, row.LeafHash })
                    .ToListAsync(ct),
                ct);
            foreach (var row in rows)
            {
                // A hash of another length was put there by somebody: it fits no line.
                yield return new ReadEntry(row.Number, Encoding.UTF8.GetBytes(row.Line), row.LeafHash.Length == Digest.Length ? new Digest(row.LeafHash) : default);
                after = row.Number;
            }

            page = rows.Count;
        }
    }

    internal Task<long> LastNumberAsync(CancellationToken ct) => store.ReadAsync(async db => await db.LedgerRows.MaxAsync(row => (long?)row.Number, ct) ?? 0, ct);
}
