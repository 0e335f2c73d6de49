using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace KnbTraining.Learning.Attempts;

/// <summary>
/// Tells the pages of this process at once that another one went on with their attempt. Only a courtesy: pages of other
/// processes learn it from the database, with their next step or item.
/// </summary>
public sealed class ClaimNews
{
    private readonly ConcurrentDictionary<Guid, ImmutableArray<Action<AttemptClaim>>> _listeners = new();

    /// <summary>Listens until disposed; told in the surroundings of the listener, its language among them, not in those of who tells.</summary>
    public IDisposable Listen(Guid attemptId, Action<AttemptClaim> told)
    {
        ArgumentNullException.ThrowIfNull(told);
        var own = ExecutionContext.Capture();
        Action<AttemptClaim> heard = own is null ? told : claim => ExecutionContext.Run(own, _ => told(claim), null);
        _listeners.AddOrUpdate(attemptId, [heard], (_, others) => others.Add(heard));
        return new Listening(this, attemptId, heard);
    }

    internal void Tell(Guid attemptId, AttemptClaim claim)
    {
        foreach (var told in _listeners.GetValueOrDefault(attemptId, []))
        {
            told(claim);
        }
    }

    private void Forget(Guid attemptId, Action<AttemptClaim> told)
    {
        var left = _listeners.AddOrUpdate(attemptId, [], (_, all) => all.Remove(told));
        if (left.IsEmpty)
        {
            // Removed only as it was seen: somebody may have begun to listen meanwhile.
            _listeners.TryRemove(new KeyValuePair<Guid, ImmutableArray<Action<AttemptClaim>>>(attemptId, left));
        }
    }

    private sealed class Listening(ClaimNews news, Guid attemptId, Action<AttemptClaim> told) : IDisposable
    {
        public void Dispose() => news.Forget(attemptId, told);
    }
}
