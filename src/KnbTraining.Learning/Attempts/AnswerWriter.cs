using System.Globalization;
using System.Threading.Channels;
using KnbTraining.Learning.Background;
using KnbTraining.Learning.Persistence;
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
    internal Task FlushAsync(CancellationToken ct) => WriteAsync(PendingStep.Marker(), ct);

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
        var markers = new List<PendingStep>();
        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            batch.Clear();
            markers.Clear();
            while (batch.Count < Math.Max(1, options.Value.GroupCommitLimit) && _queue.Reader.TryRead(out var step))
            {
                (step.IsMarker ? markers : batch).Add(step);
            }

            if (batch.Count > 0)
            {
                await CommitAsync(batch);
            }

            markers.ForEach(marker => marker.Complete(marker.At));
        }
    }

    private async Task CommitAsync(List<PendingStep> batch, bool again = false)
    {
        var outcomes = new Result<DateTimeOffset>[batch.Count];
        Refusal? failed;
        try
        {
            var written = await store.WriteAsync<Done>(write => StoreAsync(write.Db, batch, outcomes), CancellationToken.None);
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

    private static async Task<Result<Done>> StoreAsync(LearningDbContext db, List<PendingStep> batch, Result<DateTimeOffset>[] outcomes)
    {
        var stored = await StepStatements.StoreAsync(db, batch);
        for (var i = 0; i < batch.Count; i++)
        {
            outcomes[i] = batch[i].At;
        }

        return Array.TrueForAll(stored, done => done) || await StepReasons.TellAsync(db, batch, stored, outcomes) ? new Done() : Refusal.Conflict;
    }
}

/// <summary>A step that waits for its commit.</summary>
/// <param name="At">When the server received it; this, not the moment of the commit, is held against the deadline.</param>
internal sealed record PendingStep(SentStep Sent, long AttemptNumber, StepKind Kind, int? Position, string? Response, DateTimeOffset At)
{
    private readonly TaskCompletionSource<Result<DateTimeOffset>> _saved = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Guid Id => Sent.Id;

    /// <summary>True for what is no step: it is done when everything before it is, and nothing of it is stored.</summary>
    public bool IsMarker => AttemptNumber == 0;

    /// <summary>Numbers of attempts begin at 1.</summary>
    public static PendingStep Marker() => new(default(SentStep), 0, default, null, null, default);

    public Task<Result<DateTimeOffset>> Saved => _saved.Task;

    public void Complete(Result<DateTimeOffset> result) => _saved.TrySetResult(result);
}
