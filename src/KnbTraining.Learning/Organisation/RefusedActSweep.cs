using KnbTraining.Learning.Background;
using Microsoft.Extensions.Logging;

namespace KnbTraining.Learning.Organisation;

/// <summary>Records refused acts once their minute is over.</summary>
public sealed class RefusedActSweep(RefusedActs refused, BackgroundTroubles troubles, TimeProvider clock, ILogger<RefusedActSweep> logger)
    : Sweep("refused acts", TimeSpan.FromMinutes(1), troubles, clock, logger)
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await refused.WriteAsync(all: true, CancellationToken.None);
        }
        catch (ObjectDisposedException)
        {
            // The host was taken down without being stopped first; the last minute is lost.
        }
    }

    protected override Task<IReadOnlyList<SweepPiece>> FindAsync(CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<SweepPiece>>([new SweepPiece("recording them", async token => (await refused.WriteAsync(all: false, token)).Refused)]);
}
