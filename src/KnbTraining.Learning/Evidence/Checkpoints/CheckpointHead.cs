using KnbTraining.Learning.Evidence.Proof;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Evidence.Checkpoints;

/// <summary>The newest checkpoint, for administrators and auditors.</summary>
public sealed class CheckpointHead(LearningStore store, LedgerOrigin origins, CheckpointKeys keys)
{
    private const int MostPassedOver = 100;

    /// <returns>
    /// Null and 0 where nothing was signed, and for everybody else; with how many entries came after it, its own fact left out. One in the
    /// database that is not the one that was signed is passed over.
    /// </returns>
    public async Task<(LedgerCheckpoint? Head, long Newer)> ReadAsync(Viewer viewer, CancellationToken ct)
    {
        if (!LedgerQueries.MayRead(viewer) || (await origins.ReadAsync(ct)).Value is not { } origin)
        {
            return (null, 0);
        }

        var known = keys.ListKnown(origin);
        return await store.ReadAsync(
            async db =>
            {
                var newest = await db.LedgerCheckpoints
                    .OrderByDescending(row => row.Size)
                    .ThenByDescending(row => row.Number)
                    .Take(MostPassedOver)
                    .ToListAsync(ct);
                return newest.Find(row => row.IsSound(origin, known)) is { } head
                    ? (head, await db.LedgerRows.LongCountAsync(row => row.Number > head.Size && row.Kind != CheckpointMade.Kind, ct))
                    : ((LedgerCheckpoint?)null, 0L);
            },
            ct);
    }
}
