namespace KnbTraining.Learning.Attempts;

/// <summary>A step that waits for its commit.</summary>
/// <param name="At">When the server received it; this, not the moment of the commit, is held against the deadline.</param>
internal sealed record PendingStep(SentStep Sent, long AttemptNumber, StepKind Kind, int? Position, string? Response, DateTimeOffset At)
{
    private readonly TaskCompletionSource<Result<DateTimeOffset>> _saved = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Guid Id => Sent.Id;

    public Task<Result<DateTimeOffset>> Saved => _saved.Task;

    public void Complete(Result<DateTimeOffset> result) => _saved.TrySetResult(result);
}
