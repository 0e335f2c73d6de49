using KnbTraining.Learning.Background;
using Microsoft.Extensions.Logging;

namespace KnbTraining.Learning.Organisation;

/// <summary>Records refused acts once their minute is over.</summary>
public sealed class RefusedActSweep(RefusedActs refused, BackgroundTroubles troubles, TimeProvider clock, ILogger<RefusedActSweep> logger)
    : Sweep("refused acts", TimeSpan.FromMinutes(1), troubles, clock, logger)
{
    protected override Task LastAsync() => refused.WriteAsync(all: true, CancellationToken.None);

    protected override Task<IReadOnlyList<SweepPiece>> FindAsync(CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<SweepPiece>>([new SweepPiece("recording them", async token => (await refused.WriteAsync(all: false, token)).Refused)]);
}
