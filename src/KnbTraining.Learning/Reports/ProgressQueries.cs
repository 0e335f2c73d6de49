using KnbTraining.Content.Courses;
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
public sealed class ProgressQueries(LearningStore store, PeopleInMemory memory, EditionStore editions, SettingsStore settings, LocalCalendar calendar, IOptions<LearningOptions> options)
{
    /// <summary>How many people a page of <see cref="ListAsync"/> has.</summary>
    public const int PageSize = 100;

    private const int DueSoonRank = 1;

    // By rank, as ComplianceState counts: what presses most first.
    private static readonly CycleState[] Pressing = [CycleState.Overdue, CycleState.DueSoon, CycleState.Due, CycleState.Done];

    /// <summary>Every unit of the viewer's scope that has anybody to count, as a tree by name, with each course by title. A parent counts its subtree.</summary>
    public async Task<IReadOnlyList<UnitProgress>> ByUnitAsync(Viewer viewer, DateOnly asOf, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var courses = (await editions.CurrentAsync(ct)).Edition.EveryCourse;
        var soon = asOf.AddDays((await settings.CurrentAsync(ct)).DueSoonDays);
        var (units, counts) = await store.ReadAsync(
            async db =>
            {
                var units = await db.Units.InScope(viewer).ToListAsync(ct);
                return (units, await CountAsync(db, units.Select(unit => unit.Id), asOf, soon, ct));
            },
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
                var ranked = await RankedAsync(db, people, courseId, asOf, asOf.AddDays(soonDays), ct);
                var counts = ranked.CountBy(row => row.Rank).ToDictionary(rank => Pressing[rank.Key], rank => rank.Value);
                var pages = Math.Max(1, (ranked.Count + PageSize - 1) / PageSize);
                var shown = Math.Clamp(page, 1, pages);
                Guid[] ids = [.. ranked.OrderBy(row => row.Rank).Skip((shown - 1) * PageSize).Take(PageSize).Select(row => row.Id)];
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
            async db =>
            {
                if (await PathOfAsync(db, unitId, ct) is not { } path)
                {
                    return Array.Empty<(Guid, string)>();
                }

                var ranked = await RankedAsync(db, db.People.InScope(viewer).InUnit(path), courseId, asOf, soon, ct);
                Guid[] ids = [.. ranked.Where(row => row.Rank <= DueSoonRank).OrderBy(row => row.Rank).Take(most).Select(row => row.Id)];
                var names = await db.People.Where(person => ids.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.Name, ct);
                return [.. ids.Where(names.ContainsKey).Select(id => (id, names[id]))];
            },
            ct);
    }

    private static Task<string?> PathOfAsync(LearningDbContext db, Guid unitId, CancellationToken ct) =>
        db.Units.Where(unit => unit.Id == unitId).Select(unit => unit.Path).FirstOrDefaultAsync(ct);

    // By name.
    private async Task<List<(Guid Id, int Rank)>> RankedAsync(
        LearningDbContext db, IQueryable<Person> people, string courseId, DateOnly asOf, DateOnly soon, CancellationToken ct)
    {
        var known = await memory.ReadAsync(db, ct);
        var ids = await people.Where(person => person.Active).OrderBy(person => person.SortKey).ThenBy(person => person.Id).Select(person => person.Id).ToListAsync(ct);
        return
        [
            .. from id in ids
               let span = known.GetValueOrDefault(id)?.SpanOn(asOf, courseId)
               where span is { Counts: true }
               select (id, (int)span.Value.StateOn(asOf, soon)),
        ];
    }

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
            DerivedCourse.ValidUntil(courseId, row.ValidUntil),
            row.Percent)
        {
            Number = row.PersonnelNumber,
        });
    }

    private async Task<List<Count>> CountAsync(LearningDbContext db, IEnumerable<Guid> unitIds, DateOnly asOf, DateOnly soon, CancellationToken ct)
    {
        var known = await memory.ReadAsync(db, ct);
        var units = unitIds.ToHashSet();
        var today = calendar.Today;
        var counts = new Dictionary<(Guid Unit, string Course), Count>();
        foreach (var person in known.Values)
        {
            if (person.StandingOn(today) is not { } standing || standing.Employment == Employment.Left || !units.Contains(standing.UnitId))
            {
                continue;
            }

            foreach (var span in person.Spans)
            {
                if (span.Counts && span.HoldsOn(asOf))
                {
                    if (!counts.TryGetValue((standing.UnitId, span.CourseId), out var count))
                    {
                        counts[(standing.UnitId, span.CourseId)] = count = new Count(standing.UnitId, span.CourseId);
                    }

                    count.Add(span.StateOn(asOf, soon));
                }
            }
        }

        return [.. counts.Values];
    }

    private sealed class Count(Guid unitId, string courseId)
    {
        private readonly int[] _people = new int[Pressing.Length];

        public Guid UnitId => unitId;

        public string CourseId => courseId;

        public int Required => _people.Sum();

        public int Done => _people[(int)ComplianceState.Done];

        public int DueSoon => _people[(int)ComplianceState.DueSoon];

        public int Overdue => _people[(int)ComplianceState.Overdue];

        public void Add(ComplianceState state) => _people[(int)state]++;
    }
}
