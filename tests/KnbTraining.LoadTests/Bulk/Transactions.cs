using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace KnbTraining.LoadTests.Bulk;

/// <summary>How long each transaction of this process lasts, from its beginning to the end of its commit.</summary>
internal sealed class Transactions : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly ConcurrentDictionary<Guid, long> _begun = new();
    private readonly ConcurrentQueue<TimeSpan> _lasted = new();
    private readonly IDisposable _listeners;
    private IDisposable? _events;

    public Transactions() => _listeners = DiagnosticListener.AllListeners.Subscribe(this);

    /// <summary>What was committed since it was asked last.</summary>
    public TimeSpan[] Take()
    {
        var taken = new List<TimeSpan>();
        while (_lasted.TryDequeue(out var one))
        {
            taken.Add(one);
        }

        return [.. taken];
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
        {
            _events = value.Subscribe(this);
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == RelationalEventId.TransactionStarted.Name && value.Value is TransactionEndEventData begun)
        {
            _begun[begun.TransactionId] = Stopwatch.GetTimestamp();
        }
        else if (value.Key == RelationalEventId.TransactionCommitted.Name
            && value.Value is TransactionEndEventData ended
            && _begun.TryRemove(ended.TransactionId, out var since))
        {
            _lasted.Enqueue(Stopwatch.GetElapsedTime(since));
        }
    }

    public void OnCompleted()
    {
        // The listeners live as long as the process.
    }

    public void OnError(Exception error) => throw new InvalidOperationException("The events of the database broke off.", error);

    public void Dispose()
    {
        _events?.Dispose();
        _listeners.Dispose();
    }
}
