using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Background;

/// <summary>
/// Lets one node at a time do work that is done for all. The lease of a node that was killed runs out by the clock of the database; clocks
/// of nodes do not count. Over a file there is one server, which always has it.
/// </summary>
public sealed class SweepLeases(LearningStore store, NodeNews node)
{
    /// <summary>How long a lease lasts without being renewed.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromMinutes(1);

    /// <summary>Takes the lease, or renews it.</summary>
    /// <returns>False where another node has it.</returns>
    public Task<bool> TryTakeAsync(string work, CancellationToken ct) => store.ReadAsync(db => db.TryLeaseAsync(work, node.Node, Span, ct), ct);

    /// <summary>Gives it back, if this node has it.</summary>
    public Task EndAsync(string work, CancellationToken ct) =>
        store.ReadAsync(db => db.SweepLeases.Where(lease => lease.Work == work && lease.Holder == node.Node).ExecuteDeleteAsync(ct), ct);
}
