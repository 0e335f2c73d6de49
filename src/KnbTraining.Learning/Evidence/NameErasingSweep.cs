using KnbTraining.Learning.Background;
using Microsoft.Extensions.Logging;

namespace KnbTraining.Learning.Evidence;

/// <summary>Goes on with erasing names until nobody has one, also after the end of a process.</summary>
public sealed class NameErasingSweep(
    NameErasing erasing, SweepLeases leases, BackgroundTroubles troubles, TimeProvider clock, ILogger<NameErasingSweep> logger)
    : Sweep("erasing of names", TimeSpan.FromSeconds(10), troubles, clock, logger, leases)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    protected override async Task<IReadOnlyList<SweepPiece>> FindAsync(CancellationToken ct) =>
        await erasing.CountAsync(ct) > 0 ? [new SweepPiece("names", token => InPartsAsync(erasing.EraseSomeAsync, Pause, token))] : [];
}
