using System.Globalization;
using System.Threading.Channels;
using KnbTraining.Learning.Background;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KnbTraining.Learning.Attempts;

/// <summary>
/// Writes the steps of all attempts: whatever waits is committed together, and nobody is told "saved" before the commit.
/// </summary>
public sealed class AnswerWriter(LearningStore store, BackgroundTroubles troubles, IOptions<LearningOptions> options, ILogger<AnswerWriter> logger)
    : BackgroundService
{
    // Not the patience of the host: whoever stopped before may have used it up, and what was accepted is written all the same.
    private static readonly TimeSpan LastWrites = TimeSpan.FromSeconds(10);

    /// <summary>As the health of the application names it.</summary>
    public const string Work = "saving answers";

    private readonly Channel<PendingStep> _queue = Channel.CreateUnbounded<PendingStep>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Stores a step. Done only when it is on the disk, or when it is certain that it is not.</summary>
    internal Task<Result<DateTimeOffset>> WriteAsync(PendingStep step, CancellationToken ct)
    {
        if (!_queue.Writer.TryWrite(step))
        {
            return Task.FromResult<Result<DateTimeOffset>>(Refusal.StorageUnavailable);
        }

        // Whoever stops waiting does not stop the step: it may be on the disk already.
        return step.Saved.WaitAsync(ct);
    }

    /// <summary>Waits until everything that was accepted before is written or refused.</summary>
    internal Task FlushAsync(CancellationToken ct)
    {
        // A step of no attempt: it is refused like any stranger, after all that came before it.
        var marker = new PendingStep(Guid.CreateVersion7(), 0, StepKind.Presented, null, null, default);
        return WriteAsync(marker, ct);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        if (ExecuteTask is { } writing && await Task.WhenAny(writing, Task.Delay(LastWrites, CancellationToken.None)) != writing)
        {
            logger.LogError("The last steps could not be written within {Time}; their pages were not told that they are saved", LastWrites);
        }

        await base.StopAsync(cancellationToken);
    }

    // The token is not observed: what was accepted is written, and the end of the queue ends the loop.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<PendingStep>();
        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            batch.Clear();
            while (batch.Count < Math.Max(1, options.Value.GroupCommitLimit) && _queue.Reader.TryRead(out var step))
            {
                batch.Add(step);
            }

            await CommitAsync(batch);
        }
    }

    private async Task CommitAsync(List<PendingStep> batch, bool again = false)
    {
        var outcomes = new Result<DateTimeOffset>[batch.Count];
        Refusal? failed;
        try
        {
            var written = await store.WriteAsync<Done>(
                async write =>
                {
                    await AppendAsync(write.Db, batch, outcomes);
                    return new Done();
                },
                CancellationToken.None);
            if (written.Refused == Refusal.Conflict && (batch.Count > 1 || !again))
            {
                await CommitAfterConflictAsync(batch);
                return;
            }

            failed = written.Refused;
            if (written.Ok && !troubles.IsEmpty)
            {
                batch.ForEach(step => troubles.Remove(Work, Piece(step)));
            }
        }
#pragma warning disable CA1031 // The loop serves everybody: whatever goes wrong, the waiters are told and the next batch is tried.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            if (batch.Count > 1)
            {
                await CommitOneByOneAsync(batch, failure);
                return;
            }

            logger.LogError(failure, "Step {Step} of attempt {Attempt} could not be written", batch[0].Id, batch[0].AttemptNumber);
            troubles.Add(Work, Piece(batch[0]));
            failed = Refusal.StorageUnavailable;
        }

        for (var i = 0; i < batch.Count; i++)
        {
            batch[i].Complete(failed is { } refusal ? refusal : outcomes[i]);
        }
    }

    // Another process has stored one of them meanwhile: whoever looks again finds it, and it counts as saved.
    private async Task CommitAfterConflictAsync(List<PendingStep> batch)
    {
        foreach (var step in batch)
        {
            await CommitAsync([step], again: batch.Count == 1);
        }
    }

    // One of them is at fault, and nobody else's answer is to be refused for it.
    private async Task CommitOneByOneAsync(List<PendingStep> batch, Exception failure)
    {
        logger.LogError(failure, "A batch of {Count} steps could not be written; none of them was stored, and they are tried one by one", batch.Count);
        foreach (var step in batch)
        {
            await CommitAsync([step]);
        }
    }

    private static string Piece(PendingStep step) => string.Create(CultureInfo.InvariantCulture, $"attempt number {step.AttemptNumber}");

    private static async Task AppendAsync(LearningDbContext db, List<PendingStep> batch, Result<DateTimeOffset>[] outcomes)
    {
        var ids = batch.Select(step => step.Id).Distinct().ToArray();
        var stored = await db.AttemptSteps
            .Where(step => ids.Contains(step.Id))
            .Select(step => new { step.Id, step.AttemptNumber, step.At })
            .ToDictionaryAsync(step => step.Id, step => (step.AttemptNumber, step.At));
        var numbers = batch.Select(step => step.AttemptNumber).Distinct().ToArray();
        var attempts = await db.Attempts
            .Where(attempt => numbers.Contains(attempt.Number))
            .Select(attempt => new { attempt.Number, attempt.Mode, attempt.State, attempt.Deadline, attempt.ClaimId, attempt.ClaimedAt })
            .ToDictionaryAsync(attempt => attempt.Number);
        var claims = attempts.Values.Where(attempt => attempt.ClaimId is not null)
            .ToDictionary(attempt => attempt.Number, attempt => new AttemptClaim(attempt.ClaimId!.Value, attempt.ClaimedAt!.Value));
        var told = await ToldAsync(db, [.. attempts.Values.Where(attempt => attempt.Mode.TellsAtOnce()).Select(attempt => attempt.Number)]);
        var claimed = new HashSet<long>();
        for (var i = 0; i < batch.Count; i++)
        {
            var step = batch[i];
            if (stored.TryGetValue(step.Id, out var earlier))
            {
                outcomes[i] = earlier.AttemptNumber == step.AttemptNumber ? earlier.At : Refusal.Conflict;
                continue;
            }

            var attempt = attempts.GetValueOrDefault(step.AttemptNumber);
            Refusal? refusal = attempt switch
            {
                null => Refusal.NotFound,
                { State: not AttemptState.Open } => Refusal.Finished,
                _ when step.At >= attempt.Deadline => Refusal.TimeIsUp,
                _ when step.Position is { } asked && told.Contains((step.AttemptNumber, asked)) => Refusal.Finished,
                _ => null,
            };
            if (refusal is { } reason)
            {
                outcomes[i] = reason;
                continue;
            }

            // Whoever works under a claim must still hold it, or nobody; what it sends would go over the newer page.
            var held = claims.GetValueOrDefault(step.AttemptNumber);
            if (step.Sent.Claim is { } mine && held is not null && held.Id != mine)
            {
                outcomes[i] = held.Refuse();
                continue;
            }

            db.AttemptSteps.Add(AttemptStep.Create(step.Id, step.AttemptNumber, step.Kind, step.Position, step.Response, step.At));
            stored[step.Id] = (step.AttemptNumber, step.At);
            outcomes[i] = step.At;
            if (attempt!.Mode.TellsAtOnce() && step.Kind == StepKind.Answered)
            {
                told.Add((step.AttemptNumber, step.Position!.Value));
            }

            if (step.Kind == StepKind.Claimed)
            {
                claims[step.AttemptNumber] = new AttemptClaim(step.Id, step.At);
                claimed.Add(step.AttemptNumber);
            }
        }

        foreach (var number in claimed)
        {
            var claim = claims[number];
            await db.Attempts.Where(attempt => attempt.Number == number).ExecuteUpdateAsync(attempt => attempt
                .SetProperty(row => row.ClaimId, claim.Id)
                .SetProperty(row => row.ClaimedAt, claim.At));
        }
    }

    // Outside exams an answer brings the key: nothing can be said about that item any more.
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
}
