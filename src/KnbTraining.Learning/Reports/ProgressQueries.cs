using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Names;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace KnbTraining.Learning.Reports;

/// <summary>
/// Who is done and who is late on a day, as it is known now. Counts people who are employed now, in the units where they are now; whoever was on leave on
/// that day, or had a waiver, is left out.
/// </summary>
public sealed class ProgressQueries(LearningStore store, EditionStore editions, SettingsStore settings, IOptions<LearningOptions> options)
{
    /// <summary>How many people a page of <see cref="ListAsync"/> has.</summary>
    public const int PageSize = 100;

    private const int DueSoonRank = 1;

    // By rank: what presses most first.
    private static readonly CycleState[] Pressing = [CycleState.Overdue, CycleState.DueSoon, CycleState.Due, CycleState.Done];

    /// <summary>Every unit of the viewer's scope that has anybody to count, as a tree by name, with each course by title. A parent counts its subtree.</summary>
    public async Task<IReadOnlyList<UnitProgress>> ByUnitAsync(Viewer viewer, DateOnly asOf, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var courses = (await editions.CurrentAsync(ct)).Edition.EveryCourse;
        var soon = asOf.AddDays((await settings.CurrentAsync(ct)).DueSoonDays);
        var (units, counts) = await store.ReadAsync(
            async db => (
                await db.Units.InScope(viewer).ToListAsync(ct),
                await CountAsync(db, viewer, asOf, soon, ct)),
            ct);
        var paths = units.ToDictionary(unit => unit.Id, unit => unit.Path);
        var byUnit = counts
            .Where(count => paths.ContainsKey(count.UnitId))
            .SelectMany(count => Unit.UpTo(paths[count.UnitId]), (count, path) => (Path: path, Count: count))
            .ToLookup(each => each.Path, each => each.Count, StringComparer.Ordinal);
        var rows =
            from unit in NameOrder.Tree(units, unit => unit.Path, unit => unit.NameIn(language))
            from course in byUnit[unit.Path]
                .GroupBy(count => count.CourseId)
                .OrderBy(course => TitleOf(course.Key), NameOrder.Comparer)
            let title = TitleOf(course.Key)
            select new UnitProgress(
                unit.Id,
                unit.NameIn(language),
                unit.Depth,
                course.Key,
                title,
                course.Sum(count => count.Required),
                course.Sum(count => count.Done),
                course.Sum(count => count.DueSoon),
                course.Sum(count => count.Overdue));
        return [.. rows];

        string TitleOf(string courseId) => courses.GetValueOrDefault(courseId)?.Title[language] ?? courseId;
    }

    /// <summary>The name of a unit of the viewer's scope; null where there is none.</summary>
    public Task<string?> UnitNameAsync(Viewer viewer, Guid unitId, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return store.ReadAsync(db => db.Units.InScope(viewer).Where(unit => unit.Id == unitId).Select(unit => unit.NameIn(viewer.Language)).FirstOrDefaultAsync(ct), ct);
    }

    /// <summary>The people behind a row of <see cref="ByUnitAsync"/>, as far as the viewer may see them, by name.</summary>
    public async Task<IReadOnlyList<PersonProgress>> PeopleAsync(Viewer viewer, Guid unitId, string courseId, DateOnly asOf, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(courseId);
        var soon = (await settings.CurrentAsync(ct)).DueSoonDays;
        return await store.ReadAsync(
            async db => await PathOfAsync(db, unitId, ct) is { } path
                ? [.. await ReadAsync(db, db.People.InScope(viewer).InUnit(path), viewer.Language, courseId, asOf, soon, ct)]
                : Array.Empty<PersonProgress>(),
            ct);
    }

    /// <summary>One page of the people behind a row of <see cref="ByUnitAsync"/>, as far as the viewer may see them: the most pressing first, then by name.</summary>
    /// <param name="page">From 1; where there are fewer, the last.</param>
    public async Task<ProgressList> ListAsync(Viewer viewer, Guid unitId, string courseId, DateOnly asOf, int page, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(courseId);
        var soonDays = (await settings.CurrentAsync(ct)).DueSoonDays;
        return await store.ReadAsync(
            async db =>
            {
                if (await PathOfAsync(db, unitId, ct) is not { } path)
                {
                    return new ProgressList([], new Dictionary<CycleState, int>(), 1, 1);
                }

                var people = db.People.InScope(viewer).InUnit(path);
                var ranked = Ranked(db, people, courseId, asOf, asOf.AddDays(soonDays));
                var counts = await ranked.GroupBy(row => row.Rank).Select(rank => new { rank.Key, People = rank.Count() }).ToDictionaryAsync(rank => Pressing[rank.Key], rank => rank.People, ct);
                var pages = Math.Max(1, (counts.Values.Sum() + PageSize - 1) / PageSize);
                var shown = Math.Clamp(page, 1, pages);

                // First who is on the page, then what is said of them: a database computes all columns before it sorts.
                var ids = await ranked.OrderBy(row => row.Rank).ThenBy(row => row.SortKey).ThenBy(row => row.Id).Skip((shown - 1) * PageSize).Take(PageSize).Select(row => row.Id).ToListAsync(ct);
                var rows = (await ReadAsync(db, people.Where(person => ids.Contains(person.Id)), viewer.Language, courseId, asOf, soonDays, ct)).ToDictionary(row => row.PersonId);
                return new ProgressList([.. ids.Where(rows.ContainsKey).Select(id => rows[id])], counts, shown, pages);
            },
            ct);
    }

    /// <summary>Who of the people behind a row is overdue or due soon, the overdue first, then by name.</summary>
    /// <param name="most">How many at most.</param>
    public async Task<IReadOnlyList<(Guid Id, string Name)>> DueAsync(Viewer viewer, Guid unitId, string courseId, DateOnly asOf, int most, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(courseId);
        var soon = asOf.AddDays((await settings.CurrentAsync(ct)).DueSoonDays);
        return await store.ReadAsync(
            async db => await PathOfAsync(db, unitId, ct) is { } path
                ? [.. (await Ranked(db, db.People.InScope(viewer).InUnit(path), courseId, asOf, soon)
                    .Where(row => row.Rank <= DueSoonRank)
                    .OrderBy(row => row.Rank)
                    .ThenBy(row => row.SortKey)
                    .ThenBy(row => row.Id)
                    .Take(most)
                    .Select(row => new { row.Id, row.Name })
                    .ToListAsync(ct)).Select(row => (row.Id, row.Name))]
                : Array.Empty<(Guid Id, string Name)>(),
            ct);
    }

    private static Task<string?> PathOfAsync(LearningDbContext db, Guid unitId, CancellationToken ct) =>
        db.Units.Where(unit => unit.Id == unitId).Select(unit => unit.Path).FirstOrDefaultAsync(ct);

    // As CourseStandings.StateOf, by how pressing it is; a test holds both together.
    private static IQueryable<RankedPerson> Ranked(LearningDbContext db, IQueryable<Person> people, string courseId, DateOnly asOf, DateOnly soon) =>
        from person in people
        from standing in db.StandingsOn(asOf, courseId)
        where person.Active && standing.PersonId == person.Id
        select new RankedPerson
        {
            Id = person.Id,
            Name = person.Name,
            SortKey = person.SortKey,
            Rank = standing.OpenDueOn < asOf ? 0
                : standing.OpenDueOn <= soon ? DueSoonRank
                : standing.ValidUntil >= asOf ? 3
                : standing.OpenDueOn == null ? 0
                : 2,
        };

    private async Task<List<PersonProgress>> ReadAsync(
        LearningDbContext db, IQueryable<Person> people, string language, string courseId, DateOnly asOf, int soonDays, CancellationToken ct)
    {
        var dayAfter = options.Value.StartOf(asOf.AddDays(1));

        // People first, as in ComplianceQueries.
        var rows = await (
            from person in people
            from standing in db.StandingsOn(asOf, courseId)
            where person.Active && standing.PersonId == person.Id
            select new
            {
                person.Id,
                person.Name,
                person.SortKey,
                person.PersonnelNumber,
                UnitName = person.Unit.NameIn(language),
                standing.OpenDueOn,
                standing.CompletedOn,
                standing.ValidUntil,
                Percent = db.Attempts
                    .Where(attempt => attempt.PersonId == person.Id
                        && attempt.CourseId == courseId
                        && attempt.Mode == AttemptMode.Exam
                        && attempt.State == AttemptState.Graded
                        && attempt.SubmittedAt < dayAfter)
                    .OrderByDescending(attempt => attempt.SubmittedAt)
                    .Select(attempt => attempt.Regrades.OrderByDescending(regrade => regrade.Number).Select(regrade => (int?)regrade.Percent).FirstOrDefault()
                        ?? attempt.Percent)
                    .FirstOrDefault(),
            })
            .OrderBy(row => row.SortKey)
            .ThenBy(row => row.Id)
            .ToListAsync(ct);
        return rows.ConvertAll(row => new PersonProgress(
            row.Id,
            row.Name,
            row.UnitName,
            CourseStandings.StateOf(row.OpenDueOn, row.ValidUntil, asOf, soonDays),
            row.OpenDueOn ?? (row.ValidUntil < asOf ? row.ValidUntil : null),
            row.CompletedOn,
            row.ValidUntil,
            row.Percent)
        {
            Number = row.PersonnelNumber,
        });
    }

    // The conditions repeat CourseStandings.StateOf in the form that the database understands; a test holds them together.
    private static Task<List<Count>> CountAsync(LearningDbContext db, Viewer viewer, DateOnly asOf, DateOnly soon, CancellationToken ct) =>
        (from unit in db.Units.InScope(viewer)
         from person in db.People
         from standing in db.StandingsOn(asOf)
         where person.UnitId == unit.Id && person.Active && standing.PersonId == person.Id
         select new
         {
             UnitId = unit.Id,
             standing.CourseId,
             Overdue = standing.OpenDueOn < asOf || (standing.OpenDueOn == null && standing.ValidUntil < asOf) ? 1 : 0,
             DueSoon = standing.OpenDueOn >= asOf && standing.OpenDueOn <= soon ? 1 : 0,
             Done = (standing.OpenDueOn == null || standing.OpenDueOn > soon) && standing.ValidUntil >= asOf ? 1 : 0,
         })
            .GroupBy(row => new { row.UnitId, row.CourseId })
            .Select(rows => new Count(rows.Key.UnitId, rows.Key.CourseId, rows.Count(), rows.Sum(row => row.Done), rows.Sum(row => row.DueSoon), rows.Sum(row => row.Overdue)))
            .ToListAsync(ct);

    private sealed class RankedPerson
    {
        public required Guid Id { get; init; }

        public required string Name { get; init; }

        public required byte[] SortKey { get; init; }

        public required int Rank { get; init; }
    }

    private sealed record Count(Guid UnitId, string CourseId, int Required, int Done, int DueSoon, int Overdue);
}
