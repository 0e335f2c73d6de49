using KnbTraining.Learning.Background;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KnbTraining.Learning.Attempts;

/// <summary>Ends attempts whose time is up, also those of people who never came back.</summary>
public sealed class OverdueSweep(
    AttemptService attempts,
    SweepLeases leases,
    BackgroundTroubles troubles,
    TimeProvider clock,
    IOptions<LearningOptions> options,
    ILogger<OverdueSweep> logger)
    : Sweep("overdue attempts", options.Value.SweepInterval, troubles, clock, logger, leases)
{
    protected override async Task<IReadOnlyList<SweepPiece>> FindAsync(CancellationToken ct) =>
    [
        .. (await attempts.FindOverdueAsync(ct)).Select(overdue =>
            new SweepPiece($"attempt {overdue.Id}", async token => (await attempts.CloseOverdueAsync(overdue, token)).Refused)),
    ];
}
