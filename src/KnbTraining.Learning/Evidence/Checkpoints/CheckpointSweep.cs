using KnbTraining.Learning.Background;
using Microsoft.Extensions.Logging;

namespace KnbTraining.Learning.Evidence.Checkpoints;

/// <summary>Signs the head of each day that has ended, also of those that ended while nothing ran, and writes the files.</summary>
public sealed class CheckpointSweep(
    CheckpointMaker maker, CheckpointFiles files, SweepLeases leases, BackgroundTroubles troubles, TimeProvider clock, ILogger<CheckpointSweep> logger)
    : Sweep("checkpoints of the audit log", TimeSpan.FromMinutes(10), troubles, clock, logger, leases)
{
    protected override Task<IReadOnlyList<SweepPiece>> FindAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<SweepPiece>>(
    [
        new SweepPiece("days that have ended", async token => (await maker.MakeDaysAsync(token)).Refused),
        new SweepPiece("files", WriteFilesAsync) { OnEachNode = true },
    ]);

    private async Task<Refusal?> WriteFilesAsync(CancellationToken ct)
    {
        var refused = default(Refusal?);
        foreach (var day in await files.FindMissingAsync(ct))
        {
            refused = (await files.WriteAsync(day, files.Folder, ct)).Refused ?? refused;
        }

        return refused;
    }
}
