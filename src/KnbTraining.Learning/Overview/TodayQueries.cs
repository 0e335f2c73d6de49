using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Settings;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Overview;

/// <summary>
/// What needs a manager today, from the spans of the people in the units that the viewer answers for. Who is on leave, or has a course waived,
/// needs nobody.
/// </summary>
public sealed class TodayQueries(LearningStore store, EditionStore editions, LocalCalendar calendar, SettingsStore settings)
{
    public const int PageSize = 100;

    /// <summary>How many people a summary names.</summary>
    public const int MostNamed = 5;

    // For queries that only count.
    private const string NoLanguage = "";

    /// <returns>Nothing at all for somebody who answers for no unit.</returns>
    public async Task<ManagerToday> FindAsync(Viewer viewer, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var (today, soon) = await DaysAsync(ct);
        var (people, counts, rows) = await store.ReadAsync(
            async db =>
            {
                var people = await Mine(db, viewer).CountAsync(ct);
                var counts = await CountAsync(db, Mine(db, viewer), today, soon, ct);
                var first = new List<Row>();
                foreach (var need in Enum.GetValues<Need>())
                {
                    first.AddRange(await InOrder(Needing(db, viewer, today, soon), need).Take(MostNamed).ToListAsync(ct));
                }

                return (people, counts, first);
            },
            ct);
        var titles = await TitlesAsync(language, ct);
        var needs = Enum.GetValues<Need>()
            .Where(counts.ContainsKey)
            .Select(need => new NeedSummary(need, counts[need], [.. rows.Where(row => row.Need == (int)need).Select(row => Say(row, today, titles))]));
        return new ManagerToday(people, [.. needs]);
    }

    /// <summary>The list behind the number of <see cref="FindAsync"/>, the most pressing first.</summary>
    /// <param name="page">From 1; where there are fewer, the last.</param>
    public async Task<NeedList> ListAsync(Viewer viewer, Need need, int page, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var (today, soon) = await DaysAsync(ct);
        var titles = await TitlesAsync(language, ct);
        return await store.ReadAsync(
            async db =>
            {
                var number = (int)need;
                var total = await Needing(db, viewer, today, soon).CountAsync(row => row.Need == number, ct);
                var pages = Math.Max(1, (total + PageSize - 1) / PageSize);
                var shown = Math.Clamp(page, 1, pages);
                var rows = await InOrder(Needing(db, viewer, today, soon), need).Skip((shown - 1) * PageSize).Take(PageSize).ToListAsync(ct);
                return new NeedList(rows.ConvertAll(row => Say(row, today, titles)), total, shown, pages);
            },
            ct);
    }

    private async Task<(DateOnly Today, DateOnly Soon)> DaysAsync(CancellationToken ct) =>
        (calendar.Today, calendar.Today.AddDays((await settings.CurrentAsync(ct)).DueSoonDays));

    private async Task<Func<string, string>> TitlesAsync(string language, CancellationToken ct)
    {
        var courses = (await editions.CurrentAsync(ct)).Edition.EveryCourse;
        return course => courses.GetValueOrDefault(course)?.Title[language] ?? course;
    }

    private static NeedRow Say(Row row, DateOnly today, Func<string, string> titles)
    {
        var day = row.Day!.Value;
        return new NeedRow(row.PersonId, row.Name, row.UnitName, row.CourseId, titles(row.CourseId), day, Math.Abs(day.DayNumber - today.DayNumber));
    }

    // By the ids of the units and not by their paths, so that an index finds the people, and those of other units are not even read.
    private static IQueryable<Person> Mine(LearningDbContext db, Viewer viewer)
    {
        var units = db.Units.InScope(viewer).Select(unit => unit.Id);
        return db.People.Where(person => person.Active && units.Contains(person.UnitId));
    }

    private static IQueryable<Row> Needing(LearningDbContext db, Viewer viewer, DateOnly today, DateOnly soon) =>
        Needing(db, Mine(db, viewer), today, soon, viewer.Language);

    /// <summary>How many courses of some people are in each need.</summary>
    internal static async Task<IReadOnlyDictionary<Need, int>> CountAsync(
        LearningDbContext db, IQueryable<Person> people, DateOnly today, DateOnly soon, CancellationToken ct) =>
        await Needing(db, people, today, soon, NoLanguage)
            .GroupBy(row => row.Need)
            .Select(rows => new { Need = rows.Key, Count = rows.Count() })
            .ToDictionaryAsync(row => (Need)row.Need, row => row.Count, ct);

    /// <summary>Whether any course of some people is in any need.</summary>
    internal static Task<bool> AnyAsync(LearningDbContext db, IQueryable<Person> people, DateOnly today, DateOnly soon, CancellationToken ct) =>
        Needing(db, people, today, soon, NoLanguage).AnyAsync(ct);

    // The first condition is that of RequirementQueries.ListOverdueAsync.
    private static IQueryable<Row> Needing(LearningDbContext db, IQueryable<Person> people, DateOnly today, DateOnly soon, string language) =>
        people
            .Join(
                db.CycleSpans.On(today),
                person => person.Id,
                span => span.PersonId,
                (person, span) => new Row
                {
                    PersonId = person.Id,
                    Name = person.Name,
                    SortKey = person.SortKey,
                    UnitName = person.Unit.NameIn(language),
                    CourseId = span.CourseId,
                    Day = span.State == RequirementState.Valid || span.State == RequirementState.RenewalOpen ? span.ValidUntil : span.Due ?? span.ValidUntil,
                    Need =
                        span.State == RequirementState.Overdue
                        || (span.State == RequirementState.Expired && (span.Due == null || span.Due < today)) ? (int)Need.Overdue
                        : (span.State == RequirementState.Open || span.State == RequirementState.Expired) && span.Due <= soon ? (int)Need.DueSoon
                        : (span.State == RequirementState.Valid || span.State == RequirementState.RenewalOpen) && span.ValidUntil <= soon ? (int)Need.EndsSoon
                        : 0,
                })
            .Where(row => row.Need != 0 && row.Day != null);

    private static IQueryable<Row> InOrder(IQueryable<Row> rows, Need need)
    {
        var number = (int)need;
        return rows.Where(row => row.Need == number).OrderBy(row => row.Day).ThenBy(row => row.SortKey).ThenBy(row => row.PersonId).ThenBy(row => row.CourseId);
    }

    private sealed class Row
    {
        public required Guid PersonId { get; init; }

        public required string Name { get; init; }

        public required byte[] SortKey { get; init; }

        public required string UnitName { get; init; }

        public required string CourseId { get; init; }

        public required DateOnly? Day { get; init; }

        public required int Need { get; init; }
    }
}
