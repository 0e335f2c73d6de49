using KnbTraining.Learning.Background;
using Microsoft.Extensions.Logging;

namespace KnbTraining.Learning.Assignments;

/// <summary>Applies the assignment rules to newcomers and to completions that are about to end.</summary>
public sealed class RenewalSweep(
    AssignmentService assignments, SweepLeases leases, BackgroundTroubles troubles, TimeProvider clock, ILogger<RenewalSweep> logger)
    : Sweep("assignment rules", TimeSpan.FromHours(1), troubles, clock, logger, leases)
{
    protected override async Task<IReadOnlyList<SweepPiece>> FindAsync(CancellationToken ct) =>
        [.. (await assignments.ListRulesAsync(ct)).Select(id => new SweepPiece($"assignment {id}", token => ApplyAsync(id, token)))];

    private async Task<Refusal?> ApplyAsync(Guid id, CancellationToken ct)
    {
        var opened = await assignments.ApplyRuleAsync(id, ct);
        if (opened is { Ok: true, Value: > 0 })
        {
            logger.LogInformation("Opened {Count} cycles by assignment {Id}", opened.Value, id);
        }

        return opened.Refused;
    }
}
