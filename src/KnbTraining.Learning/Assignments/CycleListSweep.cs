using KnbTraining.Learning.Background;
using Microsoft.Extensions.Logging;

namespace KnbTraining.Learning.Assignments;

/// <summary>Applies the lists of people that acts have left, part by part, until nobody is waiting.</summary>
public sealed class CycleListSweep(
    CycleLists lists, AssignmentService assignments, BackgroundTroubles troubles, TimeProvider clock, ILogger<CycleListSweep> logger)
    : Sweep("courses given to many people", TimeSpan.FromSeconds(2), troubles, clock, logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(15);

    protected override async Task<IReadOnlyList<SweepPiece>> FindAsync(CancellationToken ct) =>
        [.. (await lists.ListRunningAsync(ct)).Select(list => new SweepPiece($"list {list.Id}", token => ApplyAsync(list, token)))];

    // Somebody may have come into the audience just while the list was being made.
    private async Task<Refusal?> ApplyAsync(CycleList list, CancellationToken ct) =>
        await InPartsAsync(next => lists.ApplyPartAsync(list.Id, next), Pause, ct) ?? (await assignments.ApplyRuleAsync(list.RuleId, ct)).Refused;
}
