using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Evidence.Checkpoints;

/// <summary>The newest checkpoint, for administrators and auditors.</summary>
public sealed class CheckpointHead(LearningStore store)
{
    /// <returns>Null and 0 where nothing was signed, and for everybody else; with how many entries came after it, its own fact left out.</returns>
    public async Task<(LedgerCheckpoint? Head, long Newer)> ReadAsync(Viewer viewer, CancellationToken ct) => !LedgerQueries.MayRead(viewer)
        ? (null, 0)
        : await store.ReadAsync(
            async db => await db.LedgerCheckpoints.OrderByDescending(row => row.Size).ThenByDescending(row => row.Number).FirstOrDefaultAsync(ct) is { } head
                ? (head, await db.LedgerRows.LongCountAsync(row => row.Number > head.Size && row.Kind != CheckpointMade.Kind, ct))
                : ((LedgerCheckpoint?)null, 0L),
            ct);
}
