using System.Collections.Concurrent;

namespace KnbTraining.Learning.Accounts;

/// <summary>
/// Sessions that ended before their time in this process. A session has two marks: its own id, which ends when somebody
/// signs out, and the security stamp of its account, which ends when the password or the standing of the person changes.
/// In memory: nothing is asked of the database for it. Other nodes hear of it (<see cref="SessionBook"/>).
/// </summary>
public sealed class EndedSessions(TimeProvider clock)
{
    /// <summary>How long a session lasts without work; a mark that is older belongs to no cookie any more.</summary>
    public static readonly TimeSpan SessionLength = TimeSpan.FromHours(10);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _ended = new(StringComparer.Ordinal);
    private readonly Listeners<string, Done> _listeners = new();

    public bool Has(string mark) => _ended.ContainsKey(mark);

    /// <summary>The marks that an open page listens for now.</summary>
    internal IReadOnlyCollection<string> Listened => _listeners.Keys;

    /// <summary>Listens until disposed. Ask <see cref="Has"/> afterwards: what ended before is told to nobody.</summary>
    public IDisposable Listen(string mark, Action ended)
    {
        ArgumentNullException.ThrowIfNull(ended);
        return _listeners.Listen(mark, _ => ended());
    }

    /// <summary>Ends every session that carries the mark, and tells their open pages.</summary>
    public void End(string mark)
    {
        var now = clock.GetUtcNow();
        foreach (var (old, _) in _ended.Where(ended => ended.Value + SessionLength < now))
        {
            _ended.TryRemove(old, out _);
        }

        _ended[mark] = now;
        _listeners.Tell(mark, new Done());
    }
}
