using KnbTraining.Learning.Background;
using Microsoft.Extensions.Logging;

namespace KnbTraining.Learning.Accounts;

/// <summary>Records failed and refused sign-ins once their minute is over.</summary>
public sealed class SignInFailureSweep(SignInFailures failures, BackgroundTroubles troubles, TimeProvider clock, ILogger<SignInFailureSweep> logger)
    : Sweep("failed sign-ins", TimeSpan.FromMinutes(1), troubles, clock, logger)
{
    protected override Task LastAsync() => failures.WriteAsync(all: true, CancellationToken.None);

    protected override Task<IReadOnlyList<SweepPiece>> FindAsync(CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<SweepPiece>>([new SweepPiece("recording them", async token => (await failures.WriteAsync(all: false, token)).Refused)]);
}
