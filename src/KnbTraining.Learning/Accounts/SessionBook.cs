using System.Collections.Concurrent;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Accounts;

/// <summary>
/// Answers for each request whether its session is still open, mostly from memory: an end in this process is known at once
/// (<see cref="EndedSessions"/>), one in another process within <see cref="Remembered"/>. Also notes who was seen.
/// </summary>
public sealed class SessionBook(LearningStore store, EndedSessions ended, TimeProvider clock)
{
    /// <summary>How long an answer of the database is used before it is asked again.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromMinutes(1);

    /// <summary>Sessions whose last sight is younger are not written again.</summary>
    public static readonly TimeSpan SightSpan = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<Guid, Entry> _entries = new();

    /// <summary>How a session is named in cookies and in <see cref="EndedSessions"/>.</summary>
    public static string MarkOf(Guid sessionId) => sessionId.ToString("N");

    /// <returns>False also where there is no such session, or where the database cannot say so and never said otherwise.</returns>
    public async ValueTask<bool> IsOpenAsync(Guid sessionId, Guid accountId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (ended.Has(MarkOf(sessionId)))
        {
            _entries.TryRemove(sessionId, out _);
            return false;
        }

        if (_entries.TryGetValue(sessionId, out var known) && now - known.AskedAt < Remembered)
        {
            return known.IsOf(accountId, now);
        }

        var asked = await store.TryReadAsync<Entry?>(
            async db => await db.AccountSessions
                    .Where(session => session.Id == sessionId && session.EndedAt == null)
                    .Select(session => new Entry(session.AccountId, session.EndsAt, session.LastSeenAt, now))
                    .FirstOrDefaultAsync(ct),
            ct);
        if (!asked.Ok)
        {
            // A failing disk must not sign anybody out.
            return known?.IsOf(accountId, now) == true;
        }

        if (asked.Value is not { } found)
        {
            _entries.TryRemove(sessionId, out _);
            return false;
        }

        _entries.AddOrUpdate(sessionId, found, (_, other) => found with { SeenAt = other.SeenAt > found.SeenAt ? other.SeenAt : found.SeenAt });
        return found.IsOf(accountId, now);
    }

    /// <summary>Notes that somebody works in the session. Nothing is written now.</summary>
    public void Saw(Guid sessionId)
    {
        if (_entries.TryGetValue(sessionId, out var known))
        {
            _entries.TryUpdate(sessionId, known with { SeenAt = clock.GetUtcNow() }, known);
        }
    }

    /// <summary>Sessions that were seen since they were last written, and when; those that nobody asks about are forgotten.</summary>
    internal IReadOnlyDictionary<Guid, DateTimeOffset> TakeSights(bool all)
    {
        var now = clock.GetUtcNow();
        var sights = new Dictionary<Guid, DateTimeOffset>();
        foreach (var (id, entry) in _entries)
        {
            var forgotten = now - entry.AskedAt > SightSpan;
            if (entry.SeenAt > entry.WrittenAt && (all || forgotten || entry.SeenAt - entry.WrittenAt >= SightSpan))
            {
                sights[id] = entry.SeenAt;
                _entries.TryUpdate(id, entry with { WrittenAt = entry.SeenAt }, entry);
            }
            else if (forgotten)
            {
                _entries.TryRemove(new KeyValuePair<Guid, Entry>(id, entry));
            }
        }

        return sights;
    }

    private sealed record Entry(Guid AccountId, DateTimeOffset EndsAt, DateTimeOffset WrittenAt, DateTimeOffset AskedAt)
    {
        public DateTimeOffset SeenAt { get; init; } = WrittenAt;

        public bool IsOf(Guid accountId, DateTimeOffset now) => AccountId == accountId && now < EndsAt;
    }
}
