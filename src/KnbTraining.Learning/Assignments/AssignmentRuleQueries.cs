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
    // SQLite takes at most 500 selects in one command.
    private const int MostInOneCommand = 100;

    /// <summary>All assignments: those that run by course, then those that ended, the last one first.</summary>
    public async Task<IReadOnlyList<AssignmentRow>> ListAsync(Viewer viewer, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (!viewer.Is(Role.Administrator))
        {
            return [];
        }

        var edition = (await editions.CurrentAsync(ct)).Edition;
        var rows = await store.ReadAsync(db => ReadAsync(db, db.AssignmentRules, edition, language, ct), ct);
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
        var found = await store.ReadAsync(db => ReadAsync(db, db.AssignmentRules.Where(rule => rule.Id == id), edition, language, ct), ct);
        return found.Count == 0 ? Refusal.NotFound : found[0];
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
        Viewer viewer, string courseId, AssignmentAudience audience, RenewalTerms terms, Guid? changed, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(audience);
        if (!viewer.Is(Role.Administrator))
        {
            return Refusal.NotAllowed;
        }

        var edition = (await editions.CurrentAsync(ct)).Edition;
        return await store.ReadAsync<Result<AssignmentPreview>>(
            async db => await new AssignmentCheck(db, edition).FindAsync(courseId, audience, terms, changed, ct) is { } refused
                ? refused
                : await PreviewAsync(db, courseId, audience, terms, changed, ct),
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
                ? new EndPreview(await AssignmentEnd.OpenOf(db, id).CountAsync(ct), await (await AssignmentEnd.WithdrawableAsync(db, rule, ct)).CountAsync(ct))
                : Refusal.NotFound,
            ct);
    }

    /// <summary>How far the people of an assignment are being given its course, or have it taken back; null where nobody is waiting.</summary>
    public Task<ListProgress?> ProgressAsync(Viewer viewer, Guid id, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return viewer.Is(Role.Administrator) ? store.ReadAsync(db => ProgressOf(db, id).FirstOrDefaultAsync(ct), ct) : Task.FromResult<ListProgress?>(null);
    }

    private static IQueryable<ListProgress?> ProgressOf(LearningDbContext db, Guid ruleId) => db.CycleLists
        .Where(list => list.RuleId == ruleId && list.EndedAt == null)
        .OrderBy(list => list.MadeAt)
        .Select(list => new ListProgress(list.Use, list.Done + list.LeftOut, list.Total));

    private async Task<AssignmentPreview> PreviewAsync(
        LearningDbContext db, string courseId, AssignmentAudience audience, RenewalTerms terms, Guid? changed, CancellationToken ct)
    {
        var people = db.People.Of(audience);
        var openings = await CycleOpening.FindAsync(db, people, courseId, terms, calendar.Today, ct);
        var reaches = await people.CountAsync(ct);
        var open = db.Cycles.Counting().Where(cycle => cycle.CourseId == courseId && cycle.CompletedOn == null);
        var openAlready = await people.CountAsync(person => open.Any(cycle => cycle.PersonId == person.Id), ct);
        var notMeant = changed is null ? 0 : await open.CountAsync(cycle => cycle.RuleId == changed && !people.Any(person => person.Id == cycle.PersonId), ct);
        var moves = await MovesAsync(db, courseId, audience, terms, changed, people, open, ct);
        return new AssignmentPreview(
            reaches,
            openings.Count,
            [.. openings.Select(opening => opening.Name).Order(NameOrder.Comparer).Take(AssignmentPreview.MostNames)],
            openings.Count == 0 ? null : openings.Min(opening => opening.DueOn),
            openings.Count == 0 ? null : openings.Max(opening => opening.DueOn),
            openAlready,
            reaches - openings.Count - openAlready,
            notMeant)
        {
            Openings = openings.ConvertAll(opening => new NewDue(opening.PersonId, opening.DueOn)),
            Moves = moves,
        };
    }

    private async Task<IReadOnlyList<DueMove>?> MovesAsync(
        LearningDbContext db,
        string courseId,
        AssignmentAudience audience,
        RenewalTerms terms,
        Guid? changed,
        IQueryable<Person> meant,
        IQueryable<Cycle> open,
        CancellationToken ct)
    {
        if (changed is { } id && await db.AssignmentRules.FirstOrDefaultAsync(rule => rule.Id == id, ct) is { } stored && stored.Audience == audience && stored.Terms == terms)
        {
            return [];
        }

        // Who is meant now, and whom the assignment asks so far.
        var people = await open
            .Select(cycle => cycle.PersonId)
            .Where(person => meant.Any(one => one.Id == person)
                || db.CycleReasons.Any(reason => reason.RuleId == changed && reason.CourseId == courseId && reason.PersonId == person
                    && reason.Until == null && reason.SeqOut == null && changed != null))
            .Distinct()
            .OrderBy(person => person)
            .Take(AssignmentPreview.MostComputed + 1)
            .ToListAsync(ct);
        return people.Count > AssignmentPreview.MostComputed ? null
            : [.. (await new SupposedRule(changed, audience, terms).MovesAsync(db, courseId, people, calendar.Today, ct)).OrderBy(move => move.Name, NameOrder.Comparer)];
    }

    // A fixed number of commands, in the order in which the rules were made.
    private async Task<List<AssignmentRow>> ReadAsync(
        LearningDbContext db, IQueryable<AssignmentRule> rules, Edition edition, string language, CancellationToken ct)
    {
        var (cycles, today) = (db.Cycles.Counting(), calendar.Today);
        var read = await rules
            .OrderBy(rule => rule.CreatedAt)
            .Select(rule => new
            {
                Rule = rule,
                UnitName = db.Units.Where(unit => unit.Path == rule.UnitPath).Select(unit => unit.NameIn(language)).FirstOrDefault(),
                Open = cycles.Count(cycle => cycle.RuleId == rule.Id && cycle.CompletedOn == null),
                Overdue = cycles.Count(cycle => cycle.RuleId == rule.Id && cycle.CompletedOn == null && cycle.DueOn < today),
                Progress = db.CycleLists
                    .Where(list => list.RuleId == rule.Id && list.EndedAt == null)
                    .OrderBy(list => list.MadeAt)
                    .Select(list => new ListProgress(list.Use, list.Done + list.LeftOut, list.Total))
                    .FirstOrDefault(),
            })
            .ToListAsync(ct);
        var reaches = await ReachesAsync(db, read.ConvertAll(row => row.Rule), ct);
        return read.ConvertAll(row =>
        {
            var (rule, course) = (row.Rule, edition.Courses.GetValueOrDefault(row.Rule.CourseId));
            return new AssignmentRow(
                rule.Id,
                rule.CourseId,
                course?.Title[language] ?? rule.CourseId,
                course?.ValidityMonths,
                rule.Audience,
                row.UnitName,
                rule.Terms,
                reaches.GetValueOrDefault(rule.Id),
                row.Open,
                row.Overdue,
                rule.EndedAt,
                rule.Version)
            {
                Progress = row.Progress,
            };
        });
    }

    /// <summary>How many people each rule means, by its id; rules that mean nobody are left out.</summary>
    private static async Task<Dictionary<Guid, int>> ReachesAsync(LearningDbContext db, List<AssignmentRule> rules, CancellationToken ct)
    {
        var reaches = new Dictionary<Guid, int>();
        foreach (var some in rules.Chunk(MostInOneCommand))
        {
            var counted = some
                .Select(rule => db.People.Of(rule.Audience).GroupBy(_ => 1).Select(people => new { rule.Id, Count = people.Count() }))
                .Aggregate((one, other) => one.Concat(other));
            foreach (var row in await counted.ToListAsync(ct))
            {
                reaches.Add(row.Id, row.Count);
            }
        }

        return reaches;
    }
}
