using System.Collections.Concurrent;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Accounts;

/// <summary>
/// Answers for each request whether its session is still open, mostly from memory: an end is known at once
/// (<see cref="EndedSessions"/>), also one on another node, which tells it; where no news are heard, within <see cref="Remembered"/>.
/// Also notes who was seen.
/// </summary>
public sealed class SessionBook
{
    /// <summary>How long an answer of the database is used before it is asked again.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromMinutes(1);

    /// <summary>Sessions whose last sight is younger are not written again.</summary>
    public static readonly TimeSpan SightSpan = TimeSpan.FromMinutes(10);

    private const int MarksAtOnce = 500;

    private readonly ConcurrentDictionary<Guid, Entry> _entries = new();
    private readonly LearningStore _store;
    private readonly EndedSessions _ended;
    private readonly TimeProvider _clock;

    public SessionBook(LearningStore store, EndedSessions ended, TimeProvider clock, NodeNews news)
    {
        ArgumentNullException.ThrowIfNull(news);
        (_store, _ended, _clock) = (store, ended, clock);
        news.Listen(NewsTopic.Sessions, HearAsync, ReadAgainAsync);
    }

    /// <summary>How a session is named in cookies and in <see cref="EndedSessions"/>.</summary>
    public static string MarkOf(Guid sessionId) => sessionId.ToString("N");

    /// <returns>False also where there is no such session; null where the database cannot be asked and nothing is known of the session.</returns>
    public async ValueTask<bool?> IsOpenAsync(Guid sessionId, Guid accountId, CancellationToken ct)
    {
        var now = _clock.GetUtcNow();
        if (_ended.Has(MarkOf(sessionId)))
        {
            _entries.TryRemove(sessionId, out _);
            return false;
        }

        if (_entries.TryGetValue(sessionId, out var known) && now - known.AskedAt < Remembered)
        {
            return known.IsOf(accountId, now);
        }

        var asked = await _store.TryReadAsync<Entry?>(
            async db => await db.AccountSessions
                    .Where(session => session.Id == sessionId && session.EndedAt == null)
                    .Select(session => new Entry(session.AccountId, session.EndsAt, session.LastSeenAt, now))
                    .FirstOrDefaultAsync(ct),
            ct);
        if (!asked.Ok)
        {
            // A failing disk must not sign anybody out.
            return known?.IsOf(accountId, now);
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
            _entries.TryUpdate(sessionId, known with { SeenAt = _clock.GetUtcNow() }, known);
        }
    }

    /// <summary>Sessions that were seen since they were last written, and when; those that nobody asks about are forgotten.</summary>
    internal IReadOnlyDictionary<Guid, DateTimeOffset> TakeSights(bool all)
    {
        var now = _clock.GetUtcNow();
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

    private Task HearAsync(string mark, CancellationToken ct)
    {
        _ended.End(mark);
        return Task.CompletedTask;
    }

    // Every mark that a page listens for stands in the database while it is good: as an open session, or as the stamp of an account.
    private async Task ReadAgainAsync(CancellationToken ct)
    {
        var longAgo = _clock.GetUtcNow() - Remembered;
        foreach (var entry in _entries.Where(entry => entry.Value.AskedAt > longAgo))
        {
            _entries.TryUpdate(entry.Key, entry.Value with { AskedAt = longAgo }, entry.Value);
        }

        foreach (var marks in _ended.Listened.Chunk(MarksAtOnce))
        {
            var ids = marks.Select(mark => Guid.TryParseExact(mark, "N", out var id) ? id : Guid.Empty).ToArray();
            var (sessions, stamps) = await _store.ReadAsync(
                async db => (
                    await db.AccountSessions
                        .Where(session => ids.Contains(session.Id) && session.EndedAt == null).Select(session => session.Id).ToListAsync(ct),
                    await db.Users.Where(user => marks.Contains(user.SecurityStamp)).Select(user => user.SecurityStamp).ToListAsync(ct)),
                ct);
            foreach (var over in marks.Except(sessions.Select(MarkOf), StringComparer.Ordinal).Except(stamps.OfType<string>(), StringComparer.Ordinal))
            {
                _ended.End(over);
            }
        }
    }

    private sealed record Entry(Guid AccountId, DateTimeOffset EndsAt, DateTimeOffset WrittenAt, DateTimeOffset AskedAt)
    {
        public DateTimeOffset SeenAt { get; init; } = WrittenAt;

        public bool IsOf(Guid accountId, DateTimeOffset now) => AccountId == accountId && now < EndsAt;
    }
}
