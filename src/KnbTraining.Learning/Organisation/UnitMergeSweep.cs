using KnbTraining.Learning.Background;
using Microsoft.Extensions.Logging;

namespace KnbTraining.Learning.Organisation;

/// <summary>Goes on with the merges of units until they are done, also after the end of a process.</summary>
public sealed class UnitMergeSweep(
    UnitMerging merging, SweepLeases leases, BackgroundTroubles troubles, TimeProvider clock, ILogger<UnitMergeSweep> logger)
    : Sweep("merges of units", TimeSpan.FromSeconds(2), troubles, clock, logger, leases)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    protected override async Task<IReadOnlyList<SweepPiece>> FindAsync(CancellationToken ct) =>
        [.. (await merging.ListAsync(ct)).Select(unit => new SweepPiece($"unit {unit}", token => InPartsAsync(next => merging.GoOnAsync(unit, next), Pause, token)))];
}
