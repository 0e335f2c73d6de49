namespace KnbTraining.Learning.Persistence.Sqlite;

/// <summary>Over a file there is one server only (<see cref="FolderUse"/>), so nobody tells anything.</summary>
internal sealed class NoNewsWire : INewsWire
{
    public Task ListenAsync(Func<Task> begun, Func<string, Task> heard, CancellationToken ct) => Task.Delay(Timeout.InfiniteTimeSpan, ct);
}
