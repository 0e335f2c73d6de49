namespace KnbTraining.Learning.Attempts;

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
