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
        [.. (await merging.ListAsync(ct)).Select(unit => new SweepPiece($"unit {unit}", token => RunAsync(unit, token)))];

    private async Task<Refusal?> RunAsync(Guid unit, CancellationToken ct)
    {
        while (true)
        {
            var done = await merging.GoOnAsync(unit, ct);
            if (!done.Ok || !done.Value)
            {
                return done.Refused;
            }

            // Whoever answers now has the writer for as long as they need it: time that really passes, whatever the clock says.
            await Task.Delay(Pause, TimeProvider.System, ct);
        }
    }
}
