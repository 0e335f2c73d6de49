using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;

namespace KnbTraining.TestKit;

/// <summary>What the sweeps of the application do in one round, without their loops.</summary>
public static class Sweeping
{
    public static async Task CloseOverdueAsync(this AttemptService attempts, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(attempts);
        foreach (var overdue in await attempts.FindOverdueAsync(ct))
        {
            await attempts.CloseOverdueAsync(overdue, ct);
        }
    }

    /// <returns>How many cycles were opened, or the first refusal.</returns>
    public static async Task<Result<int>> ApplyRulesAsync(this AssignmentService assignments, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(assignments);
        var opened = 0;
        foreach (var rule in await assignments.ListRulesAsync(ct))
        {
            var applied = await assignments.ApplyRuleAsync(rule, ct);
            if (!applied.Ok)
            {
                return applied;
            }

            opened += applied.Value;
        }

        return opened;
    }
}
