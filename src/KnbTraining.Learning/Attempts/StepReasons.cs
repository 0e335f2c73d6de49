using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Attempts;

/// <summary>Why steps were not stored: read only where some were not, in the transaction that would have stored them.</summary>
internal sealed class StepReasons
{
    private readonly Dictionary<Guid, (long AttemptNumber, DateTimeOffset At)> _stored;
    private readonly Dictionary<long, AttemptNow> _attempts;
    private readonly HashSet<(long Attempt, int Position)> _told;

    private StepReasons(
        Dictionary<Guid, (long AttemptNumber, DateTimeOffset At)> stored, Dictionary<long, AttemptNow> attempts, HashSet<(long Attempt, int Position)> told) =>
        (_stored, _attempts, _told) = (stored, attempts, told);

    /// <summary>Finds out what became of the steps that were not stored.</summary>
    /// <returns>False where nothing speaks against one of them: then steps of one batch stood in each other's way, and each is tried alone.</returns>
    public static async Task<bool> TellAsync(LearningDbContext db, IReadOnlyList<PendingStep> steps, bool[] stored, Result<DateTimeOffset>[] outcomes)
    {
        var reasons = await ReadAsync(db, [.. steps.Where((_, i) => !stored[i])]);
        for (var i = 0; i < steps.Count; i++)
        {
            if (!stored[i])
            {
                if (reasons.Of(steps[i]) is not { } reason)
                {
                    return false;
                }

                outcomes[i] = reason;
            }
        }

        return true;
    }

    private static async Task<StepReasons> ReadAsync(LearningDbContext db, IReadOnlyList<PendingStep> steps)
    {
        var ids = steps.Select(step => step.Id).Distinct().ToArray();
        var stored = await db.AttemptSteps
            .Where(step => ids.Contains(step.Id))
            .Select(step => new { step.Id, step.AttemptNumber, step.At })
            .ToDictionaryAsync(step => step.Id, step => (step.AttemptNumber, step.At));
        var numbers = steps.Select(step => step.AttemptNumber).Distinct().ToArray();
        var attempts = await db.Attempts
            .Where(attempt => numbers.Contains(attempt.Number))
            .Select(attempt => new AttemptNow(attempt.Number, attempt.Mode, attempt.State, attempt.Deadline, attempt.ClaimId, attempt.ClaimedAt))
            .ToDictionaryAsync(attempt => attempt.Number);
        var telling = attempts.Values.Where(attempt => attempt.Mode.TellsAtOnce()).Select(attempt => attempt.Number).ToArray();
        return new StepReasons(stored, attempts, await ToldAsync(db, telling));
    }

    // When the step was stored, where it is there already; else why it is refused. Null where nothing speaks against it.
    private Result<DateTimeOffset>? Of(PendingStep step)
    {
        if (_stored.TryGetValue(step.Id, out var earlier))
        {
            return earlier.AttemptNumber == step.AttemptNumber ? earlier.At : Refusal.Conflict;
        }

        Refusal? refusal = _attempts.GetValueOrDefault(step.AttemptNumber) switch
        {
            null => Refusal.NotFound,
            { State: not AttemptState.Open } => Refusal.Finished,
            { } attempt when step.At >= attempt.Deadline => Refusal.TimeIsUp,
            _ when step.Position is { } asked && _told.Contains((step.AttemptNumber, asked)) => Refusal.Finished,
            { Claim: { } held } when step.Sent.Claim is { } mine && held.Id != mine => held.Refuse(),
            _ => null,
        };
        return refusal is null ? null : (Result<DateTimeOffset>)refusal;
    }

    private static async Task<HashSet<(long Attempt, int Position)>> ToldAsync(LearningDbContext db, long[] telling)
    {
        if (telling.Length == 0)
        {
            return [];
        }

        var answered = await db.AttemptSteps
            .Where(step => telling.Contains(step.AttemptNumber) && step.Kind == StepKind.Answered)
            .Select(step => new { step.AttemptNumber, step.Position })
            .ToListAsync();
        return [.. answered.Select(step => (step.AttemptNumber, step.Position!.Value))];
    }

    private sealed record AttemptNow(long Number, AttemptMode Mode, AttemptState State, DateTimeOffset Deadline, Guid? ClaimId, DateTimeOffset? ClaimedAt)
    {
        public AttemptClaim? Claim => ClaimId is { } id ? new AttemptClaim(id, ClaimedAt!.Value) : null;
    }
}
