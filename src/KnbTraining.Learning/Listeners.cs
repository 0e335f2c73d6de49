using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace KnbTraining.Learning;

/// <summary>Open pages of this process that want to hear about something.</summary>
internal sealed class Listeners<TKey, TNews>
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, ImmutableArray<Action<TNews>>> _listeners = new();

    public IReadOnlyCollection<TKey> Keys => [.. _listeners.Keys];

    /// <summary>Listens until disposed. The callback runs in the ExecutionContext of the listener: it sees the listener's culture, not the sender's.</summary>
    public IDisposable Listen(TKey key, Action<TNews> told)
    {
        ArgumentNullException.ThrowIfNull(told);
        var own = ExecutionContext.Capture();
        Action<TNews> heard = own is null ? told : news => ExecutionContext.Run(own, _ => told(news), null);
        _listeners.AddOrUpdate(key, [heard], (_, others) => others.Add(heard));
        return new Listening(this, key, heard);
    }

    public void Tell(TKey key, TNews news)
    {
        foreach (var told in _listeners.GetValueOrDefault(key, []))
        {
            told(news);
        }
    }

    private void Forget(TKey key, Action<TNews> told)
    {
        var left = _listeners.AddOrUpdate(key, [], (_, all) => all.Remove(told));
        if (left.IsEmpty)
        {
            // Removed only as it was seen: somebody may have begun to listen meanwhile.
            _listeners.TryRemove(new KeyValuePair<TKey, ImmutableArray<Action<TNews>>>(key, left));
        }
    }

    private sealed class Listening(Listeners<TKey, TNews> listeners, TKey key, Action<TNews> told) : IDisposable
    {
        public void Dispose() => listeners.Forget(key, told);
    }
}
