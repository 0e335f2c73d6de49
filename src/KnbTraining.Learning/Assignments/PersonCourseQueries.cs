using KnbTraining.Content.Courses;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Names;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Assignments;

/// <summary>The courses of one person with their history: for administrators, and to look at for whoever may see the person.</summary>
public sealed class PersonCourseQueries(LearningStore store, EditionStore editions, ReasonQueries reasons, LocalCalendar calendar)
{
    /// <summary>Refused with <see cref="Refusal.NotFound"/> for people outside the viewer's scope.</summary>
    public async Task<Result<PersonCourses>> FindAsync(Viewer viewer, Guid personId, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var (edition, today) = ((await editions.CurrentAsync(ct)).Edition, calendar.Today);
        var why = (await reasons.ListAsync(viewer, personId, null, language, ct)).ToLookup(asked => asked.CourseId, StringComparer.Ordinal);
        var found = await store.ReadAsync(db => ReadAsync(db, viewer, personId, ct), ct);
        if (found is null)
        {
            return Refusal.NotFound;
        }

        PersonCourse[] courses =
        [
            .. found.Cycles.GroupBy(cycle => cycle.CourseId, StringComparer.Ordinal)
                .Select(cycles => CourseOf(
                    cycles.Key,
                    edition.EveryCourse.GetValueOrDefault(cycles.Key)?.Title[language] ?? cycles.Key,
                    [.. cycles.OrderBy(cycle => cycle.OpenedOn).ThenBy(cycle => cycle.Id)],
                    found,
                    [.. why[cycles.Key]],
                    today))
                .OrderBy(course => course.Title, NameOrder.Comparer),
        ];
        var open = courses.Where(course => course.OpenCycle is not null).Select(course => course.CourseId).ToHashSet(StringComparer.Ordinal);
        CourseChoice[] giveable = found.MayAct
            ? [.. edition.Courses.Values.Where(course => !open.Contains(course.Id))
                .Select(course => new CourseChoice(course.Id, course.Title[language], course.ValidityMonths))
                .OrderBy(course => course.Title, NameOrder.Comparer)]
            : [];
        return new PersonCourses(courses, giveable, found.MayAct);
    }

    private async Task<Read?> ReadAsync(LearningDbContext db, Viewer viewer, Guid personId, CancellationToken ct)
    {
        var person = await db.People.InScope(viewer).Where(one => one.Id == personId).Select(one => new { one.Active }).FirstOrDefaultAsync(ct);
        if (person is null)
        {
            return null;
        }

        var mayAct = person.Active && viewer.Is(Role.Administrator);
        var cycles = await db.Cycles.Where(cycle => cycle.PersonId == personId).ToListAsync(ct);
        var events = await db.CycleEvents
            .Where(row => db.Cycles.Where(cycle => cycle.PersonId == personId).Select(cycle => cycle.Id).Contains(row.CycleId))
            .Select(row => new ReadEvent(
                row,
                db.People.Where(one => one.Id == row.ApproverId).Select(one => one.Name).FirstOrDefault(),
                db.CycleEvidence.Where(kept => kept.Hash == row.EvidenceHash).Select(kept => kept.FileName).FirstOrDefault()))
            .ToListAsync(ct);
        var asked = await db.CycleReasons.Where(reason => reason.PersonId == personId && reason.SeqOut == null).ToListAsync(ct);
        var waivers = await (from proposal in db.WaiverProposals
                             where proposal.PersonId == personId && proposal.Decision != WaiverDecision.Approved
                             join approver in db.People on proposal.ApproverId equals approver.Id
                             join proposer in db.People on proposal.ProposerId equals proposer.Id
                             orderby proposal.ProposedSeq descending
                             select new ReadWaiver(proposal, approver.Name, proposer.Name)).ToListAsync(ct);
        var told = await ToldFacts.ReadAsync(
            db,
            events.Select(each => (long?)each.Row.Seq).Concat(waivers.SelectMany(each => new[] { each.Proposal.ProposedSeq, each.Proposal.DecidedSeq })),
            events.Select(each => each.Row.Reason).Concat(waivers.SelectMany(each => new[] { each.Proposal.Reason, each.Proposal.DecisionReason })),
            calendar,
            ct);
        return new Read(
            mayAct,
            cycles,
            events.ToLookup(each => each.Row.CycleId),
            asked.ToLookup(reason => reason.CourseId, StringComparer.Ordinal),
            waivers.ToLookup(each => each.Proposal.CourseId, StringComparer.Ordinal),
            told);
    }

    private static PersonCourse CourseOf(string courseId, string title, Cycle[] cycles, Read read, IReadOnlyList<AskedCourse> why, DateOnly today)
    {
        var rows = cycles
            .SelectMany((cycle, index) => read.Events[cycle.Id].Select(each => (Read: each, each.Row, Told: each.Row.Read(index + 1))))
            .OrderByDescending(each => each.Told.Number)
            .ToArray();
        var history = new CycleHistory(rows.Select(each => each.Told), read.Reasons[courseId].Select(reason => reason.Read()));
        var now = history.On(today);
        var latest = cycles[^1];
        var open = latest is { CompletedOn: null, WithdrawnOn: null } ? latest.Id : (Guid?)null;
        var undoable = CycleActs.FindUndoable(history, latest);
        var undone = rows.Select(each => each.Told.Of).OfType<int>().ToHashSet();
        return new PersonCourse(
            courseId,
            title,
            now.State,
            now.Due,
            DerivedCourse.ValidUntil(courseId, now.ValidUntil),
            open,
            open is not null && !read.Reasons[courseId].Any(reason => reason is { RuleId: not null, Until: null }),
            why,
            [.. rows.Select(each => new ToldCycleEvent(each.Row.CycleId, each.Told, read.Told.DayOf(each.Row.Seq), read.Told.NameOf(each.Row.Seq))
            {
                Reason = read.Told.TextOf(each.Row.Reason),
                ApproverName = each.Read.ApproverName,
                EvidenceName = each.Read.FileName,
                Undid = rows.Where(other => other.Told.Number == each.Told.Of).Select(other => other.Told).FirstOrDefault(),
                IsUndone = undone.Contains(each.Told.Number),
                CanUndo = read.MayAct && each.Told.Number == undoable,
            })],
            [.. read.Waivers[courseId].Select(each => new ToldWaiver(
                each.Proposal.Id,
                each.Proposal.Until,
                each.ApproverName,
                each.ProposerName,
                read.Told.DayOf(each.Proposal.ProposedSeq),
                read.Told.TextOf(each.Proposal.Reason),
                each.Proposal.Decision,
                read.Told.DayOf(each.Proposal.DecidedSeq),
                read.Told.TextOf(each.Proposal.DecisionReason)))])
        {
            IsLate = now.IsLateOn(today),
        };
    }

    private sealed record ReadEvent(CycleEventRow Row, string? ApproverName, string? FileName);

    private sealed record ReadWaiver(WaiverProposal Proposal, string ApproverName, string ProposerName);

    private sealed record Read(
        bool MayAct,
        List<Cycle> Cycles,
        ILookup<Guid, ReadEvent> Events,
        ILookup<string, CycleReason> Reasons,
        ILookup<string, ReadWaiver> Waivers,
        ToldFacts Told);
}
