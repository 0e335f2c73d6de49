using KnbTraining.Content.Courses;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Assignments;

/// <summary>Which people of a course are listed.</summary>
public enum CourseSelection
{
    /// <summary>The due day has gone by.</summary>
    Late = 0,

    /// <summary>The course is open: to be completed, to be renewed, waived or on leave.</summary>
    Open = 1,

    /// <summary>Nothing is open, so that the course can be given.</summary>
    NothingOpen = 2,
}

/// <param name="State">Null where nothing is known of the course.</param>
/// <param name="DueOn">Null where nothing is due.</param>
/// <param name="ValidUntil">The last day of the pass that counts, or did; null where there is none.</param>
public sealed record CourseListRow(Guid PersonId, string Name, string UnitName, RequirementState? State, DateOnly? DueOn, DateOnly? ValidUntil)
{
    /// <summary>True where the due day has gone by.</summary>
    public bool IsLate { get; init; }
}

/// <param name="Total">How many people the whole list has.</param>
/// <param name="People">Those of the page, by name.</param>
public sealed record CourseListPage(int Total, IReadOnlyList<CourseListRow> People);

/// <summary>People by how they stand to a course, to choose from, and what was done about several of them at once. For administrators.</summary>
public sealed class CycleBatchQueries(LearningStore store, EditionStore editions, RefusedActs refusals, LocalCalendar calendar)
{
    /// <summary>One page of <see cref="PeopleQueries.OnePage"/> people.</summary>
    /// <param name="selection">Null for everybody.</param>
    /// <param name="page">From 1; a page behind the last one is empty.</param>
    public async Task<Result<CourseListPage>> PageAsync(
        Viewer admin, PeopleFilter filter, string courseId, CourseSelection? selection, int page, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(admin);
        ArgumentOutOfRangeException.ThrowIfLessThan(page, 1);
        if (!admin.Is(Role.Administrator))
        {
            return refusals.Refuse(admin, RefusedAct.Assignments);
        }

        var today = calendar.Today;
        return await store.ReadAsync<Result<CourseListPage>>(
            async db =>
            {
                var people = Matching(db, admin, filter, courseId, selection);
                var spans = db.CycleSpans.On(today).Where(span => span.CourseId == courseId);
                var total = await people.CountAsync(ct);
                var rows = await people
                    .OrderBy(person => person.SortKey).ThenBy(person => person.Id)
                    .Skip((page - 1) * PeopleQueries.OnePage)
                    .Take(PeopleQueries.OnePage)
                    .Select(person => new
                    {
                        person.Id,
                        person.Name,
                        Unit = person.Unit.NameIn(admin.Language),
                        Span = spans
                            .Where(span => span.PersonId == person.Id)
                            .Select(span => new { span.State, span.Due, span.ValidUntil })
                            .FirstOrDefault(),
                    })
                    .ToListAsync(ct);
                return new CourseListPage(
                    total,
                    rows.ConvertAll(row => new CourseListRow(row.Id, row.Name, row.Unit, row.Span?.State, row.Span?.Due, DerivedCourse.ValidUntil(courseId, row.Span?.ValidUntil))
                    {
                        IsLate = row.Span is { State: RequirementState.Overdue or RequirementState.Expired } && !(row.Span.Due >= today),
                    }));
            },
            ct);
    }

    /// <summary>All of them, by name, but at most one more than an act may concern.</summary>
    public async Task<IReadOnlyList<Guid>> AllAsync(Viewer admin, PeopleFilter filter, string courseId, CourseSelection? selection, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(admin);
        return !admin.Is(Role.Administrator)
            ? []
            : await store.ReadAsync(
                db => Matching(db, admin, filter, courseId, selection)
                    .OrderBy(person => person.SortKey).ThenBy(person => person.Id)
                    .Take(CycleActs.MostAtOnce + 1)
                    .Select(person => person.Id)
                    .ToListAsync(ct),
                ct);
    }

    /// <summary>What was done at once, with how each person stands to it now.</summary>
    public async Task<Result<CycleBatch>> FindAsync(Viewer admin, Guid batchId, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(admin);
        if (!admin.Is(Role.Administrator))
        {
            return refusals.Refuse(admin, RefusedAct.Assignments);
        }

        var edition = (await editions.CurrentAsync(ct)).Edition;
        return await store.ReadAsync<Result<CycleBatch>>(
            async db =>
            {
                var proposals = await db.WaiverProposals.Where(proposal => proposal.BatchId == batchId).ToDictionaryAsync(proposal => proposal.CycleId, ct);
                var events = await db.CycleEvents.Where(row => row.BatchId == batchId).ToDictionaryAsync(row => row.CycleId, ct);
                Guid[] ids = [.. events.Keys.Union(proposals.Keys)];
                var cycles = await (from cycle in db.Cycles
                                    where ids.Contains(cycle.Id)
                                    join person in db.People on cycle.PersonId equals person.Id
                                    orderby person.SortKey, person.Id
                                    select new { Cycle = cycle, person.Name }).ToListAsync(ct);
                if (cycles.Count == 0)
                {
                    return Refusal.NotFound;
                }

                var courseId = cycles[0].Cycle.CourseId;
                var records = await CourseRecord.ReadAsync(db, courseId, [.. cycles.Select(row => row.Cycle.PersonId)], ct);
                var first = proposals.Count > 0 ? proposals.Values.Min(proposal => proposal.ProposedSeq) : events.Values.Min(row => row.Seq);
                var told = await ToldFacts.ReadAsync(db, [(long?)first], [], calendar, ct);
                var act = proposals.Count > 0 ? BatchAct.Waive
                    : events.Values.First().Kind == CycleEventKind.Opened ? BatchAct.Give
                    : BatchAct.Extend;
                return new CycleBatch(
                    batchId,
                    act,
                    courseId,
                    edition.EveryCourse.GetValueOrDefault(courseId)?.Title[language] ?? courseId,
                    told.DayOf(first),
                    told.NameOf(first),
                    cycles.ConvertAll(row => MemberOf(
                        row.Name, row.Cycle, records[row.Cycle.PersonId], events.GetValueOrDefault(row.Cycle.Id), proposals.GetValueOrDefault(row.Cycle.Id))));
            },
            ct);
    }

    private BatchMember MemberOf(string name, Cycle cycle, CourseRecord record, CycleEventRow? row, WaiverProposal? proposal)
    {
        var history = record.History;
        var isOpen = record.Latest?.Id == cycle.Id && cycle is { CompletedOn: null, WithdrawnOn: null };
        var newest = history.Events.MaxBy(each => each.Number);
        var isLeft = row is not null && history.Events.Any(each => each.Number == row.Number);
        var state = row is null ? proposal?.Decision is null ? BatchState.Waits : BatchState.Gone
            : !isLeft ? BatchState.Gone
            : row.Kind == CycleEventKind.Opened && newest?.End == CycleEnd.ByHand ? BatchState.Gone
            : newest?.Number != row.Number || !isOpen ? BatchState.Newer
            : row.Kind == CycleEventKind.Opened && record.OpenReasons.Any(reason => reason.RuleId is not null) ? BatchState.Newer
            : BatchState.Holds;
        return new BatchMember(
            cycle.PersonId, name, cycle.Id, row?.Number ?? 0, proposal?.Id, isOpen ? history.On(calendar.Today).Due : null, state);
    }

    private IQueryable<Person> Matching(LearningDbContext db, Viewer admin, PeopleFilter filter, string courseId, CourseSelection? selection)
    {
        var today = calendar.Today;
        var people = PeopleQueries.Matching(db, db.People.InScope(admin), filter);
        var now = db.CycleSpans.On(today).Where(span => span.CourseId == courseId);
        var open = db.Cycles.Where(cycle => cycle.CourseId == courseId && cycle.CompletedOn == null && cycle.WithdrawnOn == null);
        return selection switch
        {
            CourseSelection.Late => people.Where(person => now.Any(span => span.PersonId == person.Id
                && (span.State == RequirementState.Overdue || (span.State == RequirementState.Expired && (span.Due == null || span.Due < today))))),
            CourseSelection.Open => people.Where(person => open.Any(cycle => cycle.PersonId == person.Id)),
            CourseSelection.NothingOpen => people.Where(person => !open.Any(cycle => cycle.PersonId == person.Id)),
            _ => people,
        };
    }
}
