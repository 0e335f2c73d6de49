using KnbTraining.Content.Reference;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Names;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Reports;

/// <param name="Day">The clearance was held on this day.</param>
/// <param name="Valid">True asks for a pass that counted on the day; false for any pass by then.</param>
public sealed record AccessFilter(string CourseId, DateOnly Day, bool Valid)
{
    /// <summary>A unit that is meant with everything that lay below it on the day.</summary>
    public Guid? UnitId { get; init; }

    /// <summary>The number of the last fact that counts; null for what is known now.</summary>
    public long? KnownAt { get; init; }
}

/// <param name="UnitName">Of the unit on that day; the name that it has now.</param>
/// <param name="State">How the person stood to the course; null where it was never asked.</param>
/// <param name="HeldSince">The first day of the clearance without a break before the day.</param>
/// <param name="ValidUntil">The last day of the pass that had run out; null where there was none.</param>
/// <param name="Days">How many days of the clearance went by without the course, the day included.</param>
public sealed record AccessRow(Guid PersonId, string Name, string UnitName, RequirementState? State, DateOnly HeldSince, DateOnly? ValidUntil, int Days);

public sealed record AccessUnit(Guid UnitId, string Name, int People);

/// <param name="Held">How many people held a clearance on the day.</param>
/// <param name="Total">How many of them without the course.</param>
/// <param name="Units">Where these are, as the tree is today; each counts its own people.</param>
public sealed record AccessList(int Held, int Total, IReadOnlyList<AccessUnit> Units, IReadOnlyList<AccessRow> People, int Page, int PageCount);

/// <summary>Who held a clearance on a day without the course, as it is known now or as it was known at a fact.</summary>
public sealed class AccessQueries(LearningStore store, PeopleInMemory memory, EditionStore editions)
{
    public const int PageSize = 100;

    /// <summary>The course that an edition has for people before they get a clearance; where there is none, the first.</summary>
    public async Task<string?> UsualCourseAsync(CancellationToken ct)
    {
        var courses = (await editions.CurrentAsync(ct)).Edition.Courses.Values.OrderBy(course => course.Id, StringComparer.Ordinal).ToArray();
        return (Array.Find(courses, course => course.Audience.Contains(CourseAudiences.Candidates, StringComparer.Ordinal)) ?? courses.FirstOrDefault())?.Id;
    }

    /// <summary>Who is in the viewer's scope today, in the units of that day, by name.</summary>
    /// <param name="page">From 1, where there are fewer the last; null for everybody.</param>
    public Task<AccessList> ListAsync(Viewer viewer, AccessFilter filter, int? page, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(filter);
        return store.ReadAsync(
            async db =>
            {
                var path = filter.UnitId is { } id ? await db.Units.Where(unit => unit.Id == id).Select(unit => unit.Path).FirstOrDefaultAsync(ct) ?? "none" : null;
                var (held, found) = await FindAsync(db, viewer, filter, path, ct);
                var byUnit = found.CountBy(row => row.UnitId).ToDictionary();
                Guid[] ids = [.. byUnit.Keys];
                var units = await db.Units.Where(unit => ids.Contains(unit.Id)).ToListAsync(ct);
                var total = found.Count;
                var pages = Math.Max(1, (total + PageSize - 1) / PageSize);
                var shown = Math.Clamp(page ?? 1, 1, pages);

                // Who it is, once for everybody; what is said of them, for the page alone.
                var onPage = found.Skip((shown - 1) * PageSize).Take(PageSize).ToList();
                var rows = found.Count == 0 ? []
                    : page is null || filter.KnownAt is not null ? await SayAsync(db, Without(db, viewer, filter, path), filter, viewer.Language, page is null ? null : (shown - 1) * PageSize, ct)
                    : await SayFromMemoryAsync(db, onPage, filter, viewer.Language, ct);
                return new AccessList(
                    held,
                    total,
                    [.. NameOrder.Tree(units, unit => unit.Path, unit => unit.NameIn(viewer.Language)).Select(unit => new AccessUnit(unit.Id, unit.NameIn(viewer.Language), byUnit[unit.Id]))],
                    rows,
                    shown,
                    pages);
            },
            ct);
    }

    // How many held a clearance, and who of them is without the course, by name.
    private async Task<(int Held, List<(Guid PersonId, Guid UnitId)> Without)> FindAsync(
        LearningDbContext db, Viewer viewer, AccessFilter filter, string? path, CancellationToken ct)
    {
        if (filter.KnownAt is not null)
        {
            var rows = await Without(db, viewer, filter, path)
                .OrderBy(row => row.Person.SortKey).ThenBy(row => row.Person.Id)
                .Select(row => new { row.Person.Id, row.Standing.UnitId }).ToListAsync(ct);
            return (await Holding(db, viewer, filter, path).CountAsync(ct), rows.ConvertAll(row => (row.Id, row.UnitId)));
        }

        var (day, course) = (filter.Day, filter.CourseId);
        var known = await memory.ReadAsync(db, ct);
        var units = path is null ? null : (await db.UnitsOn(day, path).ToListAsync(ct)).ToHashSet();
        var (held, found) = (0, new List<(Guid, Guid)>());
        foreach (var id in await db.People.InScope(viewer).OrderBy(person => person.SortKey).ThenBy(person => person.Id).Select(person => person.Id).ToListAsync(ct))
        {
            if (known.GetValueOrDefault(id) is { } person
                && person.StandingOn(day) is { Holder: HolderStatus.Current } standing && standing.Employment != Employment.Left
                && units?.Contains(standing.UnitId) != false)
            {
                held++;
                if (person.SpanOn(day, course)?.ValidUntil is not { } until || (filter.Valid && until < day))
                {
                    found.Add((id, standing.UnitId));
                }
            }
        }

        return (held, found);
    }

    private static async Task<List<AccessRow>> SayAsync(
        LearningDbContext db, IQueryable<Holder> without, AccessFilter filter, string language, int? skipped, CancellationToken ct)
    {
        var people = without.OrderBy(row => row.Person.SortKey).ThenBy(row => row.Person.Id).AsQueryable();
        people = skipped is { } skip ? people.Skip(skip).Take(PageSize) : people;
        var (day, course) = (filter.Day, filter.CourseId);
        var spans = db.CycleSpans.On(day, filter.KnownAt).Where(span => span.CourseId == course);
        var known = KnownStandings(db, filter.KnownAt);
        var rows = await people
            .Select(row => new
            {
                row.Person.Id,
                row.Person.Name,
                Unit = db.Units.Where(unit => unit.Id == row.Standing.UnitId).Select(unit => unit.NameIn(language)).FirstOrDefault(),
                Span = spans.Where(span => span.PersonId == row.Person.Id).Select(span => new { span.State, span.ValidUntil }).FirstOrDefault(),
                First = known.Where(other => other.PersonId == row.Person.Id && other.From <= day).Min(other => (DateOnly?)other.From),
                Break = known
                    .Where(other => other.PersonId == row.Person.Id
                        && other.Until < day
                        && (other.HolderStatus != HolderStatus.Current || other.Employment == Employment.Left))
                    .Max(other => other.Until),
            })
            .ToListAsync(ct);
        return rows.ConvertAll(row => RowOf(row.Id, row.Name, row.Unit ?? "", row.Span?.State, row.Span?.ValidUntil, row.Break?.AddDays(1) ?? row.First ?? day, day));
    }

    private async Task<List<AccessRow>> SayFromMemoryAsync(
        LearningDbContext db, List<(Guid PersonId, Guid UnitId)> people, AccessFilter filter, string language, CancellationToken ct)
    {
        var day = filter.Day;
        var known = await memory.ReadAsync(db, ct);
        Guid[] ids = [.. people.Select(row => row.PersonId)];
        Guid[] unitIds = [.. people.Select(row => row.UnitId).Distinct()];
        var names = await db.People.Where(person => ids.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.Name, ct);
        var units = await db.Units.Where(unit => unitIds.Contains(unit.Id)).ToDictionaryAsync(unit => unit.Id, unit => unit.NameIn(language), ct);
        return people.ConvertAll(row =>
        {
            var (person, span) = (known[row.PersonId], known[row.PersonId].SpanOn(day, filter.CourseId));
            return RowOf(row.PersonId, names[row.PersonId], units.GetValueOrDefault(row.UnitId, ""), span?.State, span?.ValidUntil, person.HeldSince(day), day);
        });
    }

    private static AccessRow RowOf(Guid personId, string name, string unit, RequirementState? state, DateOnly? validUntil, DateOnly since, DateOnly day)
    {
        var without = validUntil is { } until && until >= since ? until.AddDays(1) : since;
        return new AccessRow(personId, name, unit, state, since, validUntil, day.DayNumber - without.DayNumber + 1);
    }

    private static IQueryable<Holder> Without(LearningDbContext db, Viewer viewer, AccessFilter filter, string? path)
    {
        var (day, course) = (filter.Day, filter.CourseId);
        var spans = db.CycleSpans.On(day, filter.KnownAt).Where(span => span.CourseId == course);
        var done = filter.Valid ? spans.Where(span => span.ValidUntil >= day) : spans.Where(span => span.ValidUntil != null);
        return Holding(db, viewer, filter, path).Where(row => !done.Any(span => span.PersonId == row.Person.Id));
    }

    private static IQueryable<Holder> Holding(LearningDbContext db, Viewer viewer, AccessFilter filter, string? path)
    {
        var standings = db.StandingOn(filter.Day, filter.KnownAt).Where(row => row.HolderStatus == HolderStatus.Current && row.Employment != Employment.Left);
        standings = path is null ? standings : standings.InUnitOn(db, filter.Day, path);
        return from person in db.People.InScope(viewer)
               from standing in standings
               where standing.PersonId == person.Id
               select new Holder { Standing = standing, Person = person };
    }

    private static IQueryable<Standing> KnownStandings(LearningDbContext db, long? knownAt) => knownAt is { } number
        ? db.Standings.Where(row => row.SeqIn <= number && (row.SeqOut == null || row.SeqOut > number))
        : db.Standings.Where(row => row.SeqOut == null);

    private sealed class Holder
    {
        public required Standing Standing { get; init; }

        public required Person Person { get; init; }
    }
}
