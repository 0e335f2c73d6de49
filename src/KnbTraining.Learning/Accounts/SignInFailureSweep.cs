using KnbTraining.Learning.Background;
using Microsoft.Extensions.Logging;

namespace KnbTraining.Learning.Accounts;

/// <summary>Records failed and refused sign-ins once their minute is over.</summary>
public sealed class SignInFailureSweep(SignInFailures failures, BackgroundTroubles troubles, TimeProvider clock, ILogger<SignInFailureSweep> logger)
    : Sweep("failed sign-ins", TimeSpan.FromMinutes(1), troubles, clock, logger)
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await failures.WriteAsync(all: true, CancellationToken.None);
        }
        catch (ObjectDisposedException)
        {
            // The host was taken down without being stopped first; the log has said each of them.
        }
    }

    protected override Task<IReadOnlyList<SweepPiece>> FindAsync(CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<SweepPiece>>([new SweepPiece("recording them", async token => (await failures.WriteAsync(all: false, token)).Refused)]);
}
