using KnbTraining.Content.Courses;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Settings;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Reports;

/// <summary>How somebody stood to a course, the most pressing first. The first four are those of the progress report.</summary>
public enum ComplianceState
{
    /// <summary>The due day had gone by, or the last pass had run out.</summary>
    Overdue = 0,
    DueSoon = 1,

    /// <summary>Not done, and not due soon.</summary>
    Later = 2,
    Done = 3,

    /// <summary>On leave, or nothing was asked for a time: not counted.</summary>
    Away = 4,
}

public enum ComplianceOrder
{
    Name = 0,
    Unit = 1,
    Course = 2,
    State = 3,
    Due = 4,
    ValidUntil = 5,
}

/// <param name="Day">How it stood on this day.</param>
public sealed record ComplianceFilter(DateOnly Day)
{
    public string? CourseId { get; init; }

    /// <summary>A unit that is meant with everything that lay below it on the day.</summary>
    public Guid? UnitId { get; init; }

    public HolderStatus? Holder { get; init; }

    public ComplianceState? State { get; init; }

    /// <summary>The number of the last fact that counts; null for what is known now.</summary>
    public long? KnownAt { get; init; }

    public ComplianceOrder Order { get; init; }
}

/// <param name="UnitName">Of the unit on that day; the name that it has now.</param>
/// <param name="CompletedOn">The last day by then on which the course was completed.</param>
/// <param name="DaysLate">0 where nothing was overdue.</param>
public sealed record ComplianceRow(
    Guid PersonId,
    string Name,
    string? Number,
    string UnitName,
    HolderStatus Holder,
    string CourseId,
    string CourseTitle,
    ComplianceState State,
    RequirementState Requirement,
    DateOnly? DueOn,
    DateOnly? ValidUntil,
    DateOnly? CompletedOn,
    int DaysLate);

/// <param name="Counts">How many courses of people stand in each state, whichever state was asked for.</param>
/// <param name="Total">Rows on all pages.</param>
/// <param name="Page">From 1.</param>
public sealed record ComplianceList(IReadOnlyDictionary<ComplianceState, int> Counts, IReadOnlyList<ComplianceRow> Rows, int Total, int Page, int PageCount)
{
    /// <summary>Of how many courses of people a pass was asked; whoever was away is left out.</summary>
    public int Required => Counts.Where(count => count.Key != ComplianceState.Away).Sum(count => count.Value);

    public int Of(ComplianceState state) => Counts.GetValueOrDefault(state);
}

/// <summary>Of whom which course was asked on a day, and who had done it: as it is known now, or as it was known at a fact.</summary>
public sealed class ComplianceQueries(LearningStore store, PeopleInMemory memory, EditionStore editions, SettingsStore settings)
{
    public const int PageSize = 100;

    /// <summary>Who is in the viewer's scope today, in the units of that day. Who had ended by then, or was not asked yet, is left out.</summary>
    /// <param name="page">From 1, where there are fewer the last; null for all.</param>
    public async Task<ComplianceList> ListAsync(Viewer viewer, ComplianceFilter filter, int? page, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(filter);
        var courses = (await editions.CurrentAsync(ct)).Edition.EveryCourse;
        var soon = filter.Day.AddDays((await settings.CurrentAsync(ct)).DueSoonDays);
        return await store.ReadAsync(
            async db =>
            {
                var path = filter.UnitId is { } id ? await db.Units.Where(unit => unit.Id == id).Select(unit => unit.Path).FirstOrDefaultAsync(ct) ?? "none" : null;
                if (page is { } asked && filter.KnownAt is null)
                {
                    return await PageInMemoryAsync(db, viewer, filter, path, soon, asked, courses, language, ct);
                }

                var all = Matching(db, viewer, filter, path, soon);
                var byState = await all.GroupBy(row => row.State).Select(state => new { state.Key, Count = state.Count() })
                    .ToDictionaryAsync(count => (ComplianceState)count.Key, count => count.Count, ct);
                var (total, shown, pages) = PageOf(byState, filter, page);
                var state = (int?)filter.State;
                var ordered = Ordered(state is null ? all : all.Where(row => row.State == state), filter.Order);
                var rows = await SayAsync(db, page is null ? ordered : ordered.Skip((shown - 1) * PageSize).Take(PageSize), filter, courses, language, ct);
                return new ComplianceList(byState, rows, total, shown, pages);
            },
            ct);
    }

    private static (int Total, int Shown, int Pages) PageOf(IReadOnlyDictionary<ComplianceState, int> byState, ComplianceFilter filter, int? page)
    {
        var total = filter.State is { } asked ? byState.GetValueOrDefault(asked) : byState.Values.Sum();
        var pages = Math.Max(1, (total + PageSize - 1) / PageSize);
        return (total, Math.Clamp(page ?? 1, 1, pages), pages);
    }

    // Who stands on the page is found among everybody in memory, and what is said of them is read: both ways give the same rows, and a test holds them together.
    private async Task<ComplianceList> PageInMemoryAsync(
        LearningDbContext db,
        Viewer viewer,
        ComplianceFilter filter,
        string? path,
        DateOnly soon,
        int page,
        IReadOnlyDictionary<string, Content.Courses.Course> courses,
        string language,
        CancellationToken ct)
    {
        var found = await FindAsync(db, viewer, filter, path, soon, ct);
        var byState = found.Counts;
        var (total, shown, pages) = PageOf(byState, filter, page);
        var units = filter.Order == ComplianceOrder.Unit
            ? (await db.Units.Select(unit => new { unit.Id, unit.Path }).ToListAsync(ct)).OrderBy(unit => unit.Path, StringComparer.Ordinal).Select((unit, rank) => (unit.Id, rank)).ToDictionary()
            : [];
        var onPage = found.Page(filter.State, filter.Order, units, (shown - 1) * PageSize, PageSize);
        return new ComplianceList(byState, await SayFromMemoryAsync(db, onPage, viewer, filter, courses, language, ct), total, shown, pages);
    }

    private static async Task<List<ComplianceRow>> SayFromMemoryAsync(
        LearningDbContext db,
        List<FoundStanding> onPage,
        Viewer viewer,
        ComplianceFilter filter,
        IReadOnlyDictionary<string, Content.Courses.Course> courses,
        string language,
        CancellationToken ct)
    {
        var day = filter.Day;
        Guid[] ids = [.. onPage.Select(row => row.PersonId).Distinct()];
        Guid[] unitIds = [.. onPage.Select(row => row.UnitId).Distinct()];
        var people = await db.People.Where(person => ids.Contains(person.Id)).Select(person => new { person.Id, person.Name, person.PersonnelNumber }).ToDictionaryAsync(person => person.Id, ct);
        var units = await db.Units.Where(unit => unitIds.Contains(unit.Id)).ToDictionaryAsync(unit => unit.Id, unit => unit.NameIn(viewer.Language), ct);
        var done = await (
            from cycle in db.Cycles
            from told in db.CycleEvents
            where ids.Contains(cycle.PersonId)
                && told.CycleId == cycle.Id
                && (told.Kind == CycleEventKind.Completed || told.Kind == CycleEventKind.Credited)
                && told.Day <= day
                && !db.CycleEvents.Any(undone => undone.CycleId == told.CycleId && undone.Undoes == told.Number)
            select new { cycle.PersonId, cycle.CourseId, told.Day }).ToListAsync(ct);
        var completed = done.GroupBy(told => (told.PersonId, told.CourseId)).ToDictionary(own => own.Key, own => own.Max(told => told.Day));
        return onPage.ConvertAll(row => RowOf(
            row.PersonId,
            people[row.PersonId].Name,
            people[row.PersonId].PersonnelNumber,
            units.GetValueOrDefault(row.UnitId, ""),
            row.Holder,
            row.CourseId,
            courses,
            row.State,
            row.Requirement,
            row.Due,
            row.ValidUntil,
            completed.TryGetValue((row.PersonId, row.CourseId), out var last) ? last : null,
            filter.Day,
            language));
    }

    private static ComplianceRow RowOf(
        Guid personId,
        string name,
        string? number,
        string unit,
        HolderStatus holder,
        string courseId,
        IReadOnlyDictionary<string, Content.Courses.Course> courses,
        ComplianceState state,
        RequirementState requirement,
        DateOnly? due,
        DateOnly? validUntil,
        DateOnly? completedOn,
        DateOnly day,
        string language)
    {
        var late = state == ComplianceState.Overdue && (due ?? validUntil) is { } last ? day.DayNumber - last.DayNumber : 0;
        return new ComplianceRow(
            personId, name, number, unit, holder, courseId, courses.GetValueOrDefault(courseId)?.Title[language] ?? courseId, state, requirement, due, DerivedCourse.ValidUntil(courseId, validUntil), completedOn, late);
    }

    // By name, and of each person by course. The conditions are those of Matching.
    private async Task<FoundStandings> FindAsync(LearningDbContext db, Viewer viewer, ComplianceFilter filter, string? path, DateOnly soon, CancellationToken ct)
    {
        var day = filter.Day;
        var known = await memory.ReadAsync(db, ct);
        var units = path is null ? null : (await db.UnitsOn(day, path).ToListAsync(ct)).ToHashSet();
        var found = new FoundStandings(day, soon);
        foreach (var id in await db.People.InScope(viewer).OrderBy(person => person.SortKey).ThenBy(person => person.Id).Select(person => person.Id).ToListAsync(ct))
        {
            if (known.GetValueOrDefault(id) is { } person
                && person.StandingOn(day) is { } standing
                && units?.Contains(standing.UnitId) != false
                && (filter.Holder is null || standing.Holder == filter.Holder))
            {
                found.Add(id, standing, person.Spans, filter.CourseId);
            }
        }

        return found;
    }

    private static async Task<List<ComplianceRow>> SayAsync(
        LearningDbContext db, IQueryable<Row> shown, ComplianceFilter filter, IReadOnlyDictionary<string, Content.Courses.Course> courses, string language, CancellationToken ct)
    {
        var (day, knownAt) = (filter.Day, filter.KnownAt);
        var rows = await shown
            .Select(row => new
            {
                Row = row,
                CompletedOn = db.CycleEvents
                    .Where(told => (told.Kind == CycleEventKind.Completed || told.Kind == CycleEventKind.Credited)
                        && told.Day <= day
                        && (knownAt == null || told.Seq <= knownAt)
                        && !db.CycleEvents.Any(undone => undone.CycleId == told.CycleId
                            && undone.Undoes == told.Number
                            && (knownAt == null || undone.Seq <= knownAt))
                        && db.Cycles.Any(cycle => cycle.Id == told.CycleId && cycle.PersonId == row.PersonId && cycle.CourseId == row.CourseId))
                    .Max(told => (DateOnly?)told.Day),
            })
            .ToListAsync(ct);
        return rows.ConvertAll(found => RowOf(
            found.Row.PersonId,
            found.Row.Name,
            found.Row.Number,
            found.Row.UnitName,
            found.Row.Holder,
            found.Row.CourseId,
            courses,
            (ComplianceState)found.Row.State,
            found.Row.Requirement,
            found.Row.Due,
            found.Row.ValidUntil,
            found.CompletedOn,
            day,
            language));
    }

    // People come first, in the order of their names: on a file the joins run as they are written, so that a page by name reads little more than a page.
    // The conditions are those of ProgressQueries.CountAsync; a test holds them together.
    private static IQueryable<Row> Matching(LearningDbContext db, Viewer viewer, ComplianceFilter filter, string? path, DateOnly soon)
    {
        var (day, course) = (filter.Day, filter.CourseId);
        var standings = db.StandingOn(day, filter.KnownAt);
        standings = path is null ? standings : standings.InUnitOn(db, day, path);
        standings = filter.Holder is { } holder ? standings.Where(row => row.HolderStatus == holder) : standings;
        return from person in db.People.InScope(viewer)
               from standing in standings
               from span in RequirementQueries.Asked(db.CycleSpans.On(day, filter.KnownAt))
               from unit in db.Units
               where standing.PersonId == person.Id
                   && span.PersonId == person.Id
                   && (course == null || span.CourseId == course)
                   && unit.Id == standing.UnitId
               select new Row
               {
                   PersonId = person.Id,
                   Name = person.Name,
                   SortKey = person.SortKey,
                   Number = person.PersonnelNumber,
                   UnitName = unit.NameIn(viewer.Language),
                   UnitPath = unit.Path,
                   Holder = standing.HolderStatus,
                   CourseId = span.CourseId,
                   Requirement = span.State,
                   Due = span.Due,
                   ValidUntil = span.ValidUntil,
                   State =
                       span.State == RequirementState.Waived || span.State == RequirementState.Suspended ? (int)ComplianceState.Away
                       : span.Due < day || (span.Due == null && span.ValidUntil < day) ? (int)ComplianceState.Overdue
                       : span.Due >= day && span.Due <= soon ? (int)ComplianceState.DueSoon
                       : span.ValidUntil >= day ? (int)ComplianceState.Done
                       : (int)ComplianceState.Later,
               };
    }

    private static IQueryable<Row> Ordered(IQueryable<Row> rows, ComplianceOrder order) => (order switch
    {
        ComplianceOrder.Unit => rows.OrderBy(row => row.UnitPath).ThenBy(row => row.SortKey),
        ComplianceOrder.Course => rows.OrderBy(row => row.CourseId).ThenBy(row => row.SortKey),
        ComplianceOrder.State => rows.OrderBy(row => row.State).ThenBy(row => row.Due ?? row.ValidUntil).ThenBy(row => row.SortKey),
        ComplianceOrder.Due => rows.OrderBy(row => row.Due == null).ThenBy(row => row.Due).ThenBy(row => row.SortKey),
        ComplianceOrder.ValidUntil => rows.OrderBy(row => row.ValidUntil == null).ThenBy(row => row.ValidUntil).ThenBy(row => row.SortKey),
        _ => rows.OrderBy(row => row.SortKey),
    }).ThenBy(row => row.PersonId).ThenBy(row => row.CourseId);

    private sealed class Row
    {
        public required Guid PersonId { get; init; }

        public required string Name { get; init; }

        public required byte[] SortKey { get; init; }

        public required string? Number { get; init; }

        public required string UnitName { get; init; }

        public required string UnitPath { get; init; }

        public required HolderStatus Holder { get; init; }

        public required string CourseId { get; init; }

        public required RequirementState Requirement { get; init; }

        public required DateOnly? Due { get; init; }

        public required DateOnly? ValidUntil { get; init; }

        public required int State { get; init; }
    }
}
