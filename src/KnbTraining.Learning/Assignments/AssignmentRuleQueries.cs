using KnbTraining.Content.Editions;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Names;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Assignments;

/// <summary>What administrators see of assignments; everybody else gets nothing.</summary>
public sealed class AssignmentRuleQueries(LearningStore store, EditionStore editions, LocalCalendar calendar)
{
    /// <summary>All assignments: those that run by course, then those that ended, the last one first.</summary>
    public async Task<IReadOnlyList<AssignmentRow>> ListAsync(Viewer viewer, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (!viewer.Is(Role.Administrator))
        {
            return [];
        }

        var edition = (await editions.CurrentAsync(ct)).Edition;
        var read = await store.ReadAsync(db => Counted(db, db.AssignmentRules).OrderBy(row => row.Rule.CreatedAt).ToListAsync(ct), ct);
        var rows = read.ConvertAll(row => RowOf(row, edition, language));
        return
        [
            .. rows.Where(row => row.EndedAt is null).OrderBy(row => row.Title, NameOrder.Comparer),
            .. rows.Where(row => row.EndedAt is not null).OrderByDescending(row => row.EndedAt),
        ];
    }

    public async Task<Result<AssignmentRow>> FindAsync(Viewer viewer, Guid id, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (!viewer.Is(Role.Administrator))
        {
            return Refusal.NotAllowed;
        }

        var edition = (await editions.CurrentAsync(ct)).Edition;
        var found = await store.ReadAsync(db => Counted(db, db.AssignmentRules.Where(rule => rule.Id == id)).FirstOrDefaultAsync(ct), ct);
        return found is null ? Refusal.NotFound : RowOf(found, edition, language);
    }

    /// <summary>The courses of the current edition, by title.</summary>
    public async Task<IReadOnlyList<CourseChoice>> CoursesAsync(string language, CancellationToken ct)
    {
        var edition = (await editions.CurrentAsync(ct)).Edition;
        return
        [
            .. edition.Courses.Values
                .Select(course => new CourseChoice(course.Id, course.Title[language], course.ValidityMonths))
                .OrderBy(course => course.Title, NameOrder.Comparer),
        ];
    }

    /// <summary>What follows from the courses themselves, for a house that has assigned nothing yet.</summary>
    public async Task<IReadOnlyList<ProposedAssignment>> ProposedAsync(CancellationToken ct) =>
        ProposedAssignments.Of((await editions.CurrentAsync(ct)).Edition);

    /// <summary>Active people whom at least one of the audiences means now; 0 for whoever is no administrator.</summary>
    public async Task<int> CountAsync(Viewer viewer, IReadOnlyList<AssignmentAudience> audiences, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(audiences);
        if (!viewer.Is(Role.Administrator) || audiences.Count == 0)
        {
            return 0;
        }

        return await store.ReadAsync(db => audiences.Select(audience => db.People.Of(audience).Select(person => person.Id)).Aggregate((one, other) => one.Union(other)).CountAsync(ct), ct);
    }

    /// <summary>What saving would do now; refused as saving would be.</summary>
    /// <param name="changed">The assignment that is changed; null for a new one.</param>
    public async Task<Result<AssignmentPreview>> PreviewAsync(
        Viewer viewer, string courseId, AssignmentAudience audience, int dueDays, Guid? changed, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(audience);
        if (!viewer.Is(Role.Administrator))
        {
            return Refusal.NotAllowed;
        }

        var edition = (await editions.CurrentAsync(ct)).Edition;
        return await store.ReadAsync<Result<AssignmentPreview>>(
            async db => await new AssignmentCheck(db, edition).FindAsync(courseId, audience, dueDays, changed, ct) is { } refused
                ? refused
                : await PreviewAsync(db, courseId, audience, dueDays, changed, ct),
            ct);
    }

    public async Task<Result<EndPreview>> PreviewEndAsync(Viewer viewer, Guid id, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (!viewer.Is(Role.Administrator))
        {
            return Refusal.NotAllowed;
        }

        return await store.ReadAsync<Result<EndPreview>>(
            async db => await db.AssignmentRules.FirstOrDefaultAsync(found => found.Id == id, ct) is { } rule
                ? new EndPreview(await AssignmentEnd.OpenOf(db, id).CountAsync(ct), (await AssignmentEnd.FindWithdrawnAsync(db, rule, ct)).Count)
                : Refusal.NotFound,
            ct);
    }

    private async Task<AssignmentPreview> PreviewAsync(
        LearningDbContext db, string courseId, AssignmentAudience audience, int dueDays, Guid? changed, CancellationToken ct)
    {
        var people = db.People.Of(audience);
        var openings = await CycleOpening.FindAsync(db, people, courseId, dueDays, calendar.Today, ct);
        var reaches = await people.CountAsync(ct);
        var open = db.Cycles.Counting().Where(cycle => cycle.CourseId == courseId && cycle.CompletedOn == null);
        var openAlready = await people.CountAsync(person => open.Any(cycle => cycle.PersonId == person.Id), ct);
        var notMeant = changed is null ? 0 : await open.CountAsync(cycle => cycle.RuleId == changed && !people.Any(person => person.Id == cycle.PersonId), ct);
        return new AssignmentPreview(
            reaches,
            openings.Count,
            [.. openings.Select(opening => opening.Name).Order(NameOrder.Comparer).Take(AssignmentPreview.MostNames)],
            openings.Count == 0 ? null : openings.Min(opening => opening.DueOn),
            openings.Count == 0 ? null : openings.Max(opening => opening.DueOn),
            openAlready,
            reaches - openings.Count - openAlready,
            notMeant);
    }

    // One command for all rules. The conditions on people repeat CycleOpening.Of, here with values of the row; a test compares the two.
    private IQueryable<CountedRule> Counted(LearningDbContext db, IQueryable<AssignmentRule> rules)
    {
        var today = calendar.Today;
        return rules.Select(rule => new CountedRule
        {
            Rule = rule,
            UnitName = db.Units.Where(unit => unit.Path == rule.UnitPath).Select(unit => unit.Name).FirstOrDefault(),
            Reaches = db.People.Count(person => person.Active
                && (rule.HolderStatus == null || person.HolderStatus == rule.HolderStatus)
                && (rule.Capacity == null || person.Capacity == rule.Capacity)
                && (rule.UnitPath == null || person.Unit.Path.StartsWith(rule.UnitPath))),
            Open = db.Cycles.Count(cycle => cycle.RuleId == rule.Id && cycle.WithdrawnOn == null && cycle.CompletedOn == null),
            Overdue = db.Cycles.Count(cycle => cycle.RuleId == rule.Id && cycle.WithdrawnOn == null && cycle.CompletedOn == null && cycle.DueOn < today),
        });
    }

    private static AssignmentRow RowOf(CountedRule row, Edition edition, string language)
    {
        var rule = row.Rule;
        var course = edition.Courses.GetValueOrDefault(rule.CourseId);
        return new AssignmentRow(
            rule.Id,
            rule.CourseId,
            course?.Title[language] ?? rule.CourseId,
            course?.ValidityMonths,
            rule.Audience,
            row.UnitName,
            rule.DueDays,
            row.Reaches,
            row.Open,
            row.Overdue,
            rule.EndedAt,
            rule.Version);
    }

    private sealed class CountedRule
    {
        public required AssignmentRule Rule { get; init; }

        public required string? UnitName { get; init; }

        public required int Reaches { get; init; }

        public required int Open { get; init; }

        public required int Overdue { get; init; }
    }
}
