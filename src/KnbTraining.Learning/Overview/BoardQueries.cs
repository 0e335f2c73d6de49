using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Names;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Overview;

/// <summary>One line of the list for a board: what everybody who passes by may read, and nothing more.</summary>
/// <param name="Name">With first names as initials.</param>
/// <param name="Day">The due day; the last day of the pass where that has run out and nothing is due.</param>
public sealed record BoardRow(string Name, string UnitName, string CourseTitle, DateOnly Day, bool IsLate);

/// <summary>What the people of a unit have to complete until when.</summary>
/// <param name="HasBelow">True where there are open units below it.</param>
/// <param name="Page">From 1.</param>
public sealed record UnitBoard(string UnitName, DateOnly On, bool HasBelow, IReadOnlyList<BoardRow> Rows, int Total, int Page, int PageCount);

/// <summary>The list that is printed for the board of a unit. Who is on leave, or has a course waived, is not on it.</summary>
public sealed class BoardQueries(LearningStore store, EditionStore editions, LocalCalendar calendar)
{
    public const int PageSize = 500;

    /// <param name="below">True for the people of the units below as well.</param>
    /// <param name="page">From 1; where there are fewer, the last.</param>
    /// <param name="language">Of the list: names of units and courses.</param>
    /// <returns>Overdue first, then by day and name; refused where the viewer answers for no such unit, or it was closed.</returns>
    public async Task<Result<UnitBoard>> FindAsync(Viewer viewer, Guid unitId, bool below, int page, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var (today, courses) = (calendar.Today, (await editions.CurrentAsync(ct)).Edition.EveryCourse);
        return await store.ReadAsync<Result<UnitBoard>>(
            async db =>
            {
                if (await db.Units.InScope(viewer).FirstOrDefaultAsync(found => found.Id == unitId && found.ClosedOn == null, ct) is not { } unit)
                {
                    return Refusal.NotFound;
                }

                var units = await db.Units
                    .Where(found => found.ClosedOn == null && found.Path.StartsWith(unit.Path))
                    .ToDictionaryAsync(found => found.Id, found => found.NameIn(language), ct);
                Guid[] meant = below ? [.. units.Keys] : [unitId];
                var due = Due(db, meant, today);
                var total = await due.CountAsync(ct);
                var pages = Math.Max(1, (total + PageSize - 1) / PageSize);
                var shown = Math.Clamp(page, 1, pages);
                var rows = await due
                    .OrderBy(row => row.IsLate ? 0 : 1)
                    .ThenBy(row => row.Day)
                    .ThenBy(row => row.SortKey)
                    .ThenBy(row => row.PersonId)
                    .ThenBy(row => row.CourseId)
                    .Skip((shown - 1) * PageSize)
                    .Take(PageSize)
                    .ToListAsync(ct);
                return new UnitBoard(
                    unit.NameIn(language),
                    today,
                    units.Count > 1,
                    rows.ConvertAll(row => new BoardRow(
                        ShortName.Of(row.Name),
                        units[row.UnitId],
                        courses.GetValueOrDefault(row.CourseId)?.Title[language] ?? row.CourseId,
                        row.Day!.Value,
                        row.IsLate)),
                    total,
                    shown,
                    pages);
            },
            ct);
    }

    // What is late is that of TodayQueries.
    private static IQueryable<Row> Due(LearningDbContext db, Guid[] units, DateOnly today) => db.People
        .Where(person => person.Active && units.Contains(person.UnitId))
        .Join(
            db.CycleSpans.On(today).Where(span => span.State == RequirementState.Open || span.State == RequirementState.RenewalOpen
                || span.State == RequirementState.Overdue || span.State == RequirementState.Expired),
            person => person.Id,
            span => span.PersonId,
            (person, span) => new Row
            {
                PersonId = person.Id,
                Name = person.Name,
                SortKey = person.SortKey,
                UnitId = person.UnitId,
                CourseId = span.CourseId,
                Day = span.Due ?? span.ValidUntil,
                IsLate = span.State == RequirementState.Overdue || (span.State == RequirementState.Expired && (span.Due == null || span.Due < today)),
            })
        .Where(row => row.Day != null);

    private sealed class Row
    {
        public required Guid PersonId { get; init; }

        public required string Name { get; init; }

        public required byte[] SortKey { get; init; }

        public required Guid UnitId { get; init; }

        public required string CourseId { get; init; }

        public required DateOnly? Day { get; init; }

        public required bool IsLate { get; init; }
    }
}
