using System.Collections.Concurrent;

namespace KnbTraining.Learning.Background;

/// <summary>One thing that work in the background could not do at its last try.</summary>
/// <param name="Work">Which work, for example "overdue attempts".</param>
/// <param name="Piece">Which piece of it, for example "attempt 0193…".</param>
/// <param name="Since">When it failed for the first time.</param>
public sealed record BackgroundTrouble(string Work, string Piece, DateTimeOffset Since);

/// <summary>What work in the background could not do, for health checks and administrators. Kept in memory: after a restart the work finds out anew.</summary>
public sealed class BackgroundTroubles(TimeProvider clock)
{
    private readonly ConcurrentDictionary<(string Work, string Piece), DateTimeOffset> _since = new();

    public IReadOnlyList<BackgroundTrouble> All =>
        [.. _since.Select(found => new BackgroundTrouble(found.Key.Work, found.Key.Piece, found.Value)).OrderBy(trouble => trouble.Since)];

    public bool IsEmpty => _since.IsEmpty;

    /// <summary>A piece failed; it stays in the list until it succeeds.</summary>
    public void Add(string work, string piece) => _since.TryAdd((work, piece), clock.GetUtcNow());

    /// <summary>A piece succeeded, or is no longer there.</summary>
    public void Remove(string work, string piece) => _since.TryRemove((work, piece), out _);

    /// <summary>After a round: what failed in it stays or is added, everything else of that work is over.</summary>
    public void Replace(string work, IReadOnlySet<string> pieces)
    {
        foreach (var (known, piece) in _since.Keys.Where(key => key.Work == work && !pieces.Contains(key.Piece)))
        {
            Remove(known, piece);
        }

        foreach (var piece in pieces)
        {
            Add(work, piece);
        }
    }
}
