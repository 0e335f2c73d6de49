using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Reports;

/// <summary>
/// What is known now of everybody, for reports that count all people on a day: no database reads half a million rows in 300 ms. The first report reads
/// everybody, later ones only those of whom a fact has told something since, whichever node wrote it. Takes about one kilobyte a person.
/// Who may see whom is asked of the database each time; what was known at an earlier fact stands in the database alone.
/// </summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "The semaphore holds nothing of the system.")]
public sealed class PeopleInMemory
{
    private const int AtOnce = 500;

    private readonly ConcurrentDictionary<Guid, CountedPerson> _people = new();

    private readonly SemaphoreSlim _reading = new(1, 1);
    private long? _number;

    /// <summary>Everybody of whom anything is known, by the id of the person, as it stands after the facts committed so far.</summary>
    internal async Task<IReadOnlyDictionary<Guid, CountedPerson>> ReadAsync(LearningDbContext db, CancellationToken ct)
    {
        await _reading.WaitAsync(ct);
        try
        {
            // Asked first: what is committed while the rows are read has a greater number, and is read again by the next report.
            var last = await db.LedgerRows.MaxAsync(row => (long?)row.Number, ct) ?? 0;
            if (_number is not { } read || read > last)
            {
                var (spans, standings) = (await SpansAsync(db.CycleSpans, ct), await StandingsAsync(db.Standings, ct));
                _people.Clear();
                Keep(spans.Keys.Union(standings.Keys), spans, standings);
            }
            else if (read < last)
            {
                foreach (var some in (await ChangedSinceAsync(db, read, ct)).Chunk(AtOnce))
                {
                    var spans = await SpansAsync(db.CycleSpans.Where(span => some.Contains(span.PersonId)), ct);
                    Keep(some, spans, await StandingsAsync(db.Standings.Where(row => some.Contains(row.PersonId)), ct));
                }
            }

            _number = last;
            return _people;
        }
        finally
        {
            _reading.Release();
        }
    }

    private void Keep(IEnumerable<Guid> people, Dictionary<Guid, CountedSpan[]> spans, Dictionary<Guid, CountedStanding[]> standings)
    {
        foreach (var id in people)
        {
            _people[id] = new CountedPerson(standings.GetValueOrDefault(id, []), spans.GetValueOrDefault(id, []));
        }
    }

    private static async Task<List<Guid>> ChangedSinceAsync(LearningDbContext db, long number, CancellationToken ct) =>
        await db.CycleSpans.Where(span => span.SeqIn > number).Select(span => span.PersonId)
            .Union(db.CycleSpans.Where(span => span.SeqOut > number).Select(span => span.PersonId))
            .Union(db.Standings.Where(row => row.SeqIn > number).Select(row => row.PersonId))
            .Union(db.Standings.Where(row => row.SeqOut > number).Select(row => row.PersonId))
            .ToListAsync(ct);

    private static async Task<Dictionary<Guid, CountedSpan[]>> SpansAsync(IQueryable<CycleSpan> spans, CancellationToken ct)
    {
        // One string for each course instead of one for each row.
        var courses = new Dictionary<string, string>(StringComparer.Ordinal);
        return await ByPersonAsync(
            spans.Where(span => span.SeqOut == null)
                .OrderBy(span => span.PersonId)
                .ThenBy(span => span.CourseId)
                .ThenBy(span => span.From)
                .Select(span => new Owned<CountedSpan>(span.PersonId, new CountedSpan(span.CourseId, span.State, span.From, span.Until, span.Due, span.ValidUntil))),
            span => span with { CourseId = courses.TryAdd(span.CourseId, span.CourseId) ? span.CourseId : courses[span.CourseId] },
            ct);
    }

    private static Task<Dictionary<Guid, CountedStanding[]>> StandingsAsync(IQueryable<Standing> standings, CancellationToken ct) => ByPersonAsync(
        standings.Where(row => row.SeqOut == null)
            .OrderBy(row => row.PersonId)
            .ThenBy(row => row.From)
            .Select(row => new Owned<CountedStanding>(row.PersonId, new CountedStanding(row.UnitId, row.HolderStatus, row.Employment, row.From, row.Until))),
        row => row,
        ct);

    private static async Task<Dictionary<Guid, T[]>> ByPersonAsync<T>(IQueryable<Owned<T>> rows, Func<T, T> kept, CancellationToken ct)
    {
        var found = new Dictionary<Guid, T[]>();
        var (own, of) = (new List<T>(), Guid.Empty);
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(ct))
        {
            if (row.PersonId != of && own.Count > 0)
            {
                found[of] = [.. own];
                own.Clear();
            }

            of = row.PersonId;
            own.Add(kept(row.Row));
        }

        if (own.Count > 0)
        {
            found[of] = [.. own];
        }

        return found;
    }

    private sealed record Owned<T>(Guid PersonId, T Row);
}
