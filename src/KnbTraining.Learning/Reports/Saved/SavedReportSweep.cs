using KnbTraining.Learning.Background;
using Microsoft.Extensions.Logging;

namespace KnbTraining.Learning.Reports.Saved;

/// <summary>Sends saved reports whose day has come.</summary>
public sealed class SavedReportSweep(SavedReportRound round, SweepLeases leases, BackgroundTroubles troubles, TimeProvider clock, ILogger<SavedReportSweep> logger)
    : Sweep("saved reports", TimeSpan.FromMinutes(10), troubles, clock, logger, leases)
{
    protected override async Task<IReadOnlyList<SweepPiece>> FindAsync(CancellationToken ct) =>
        [.. (await round.FindDueAsync(ct)).Select(id => new SweepPiece($"report {id}", token => round.SendAsync(id, token)))];
}
