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
                    cycles.Key, edition.Courses.GetValueOrDefault(cycles.Key)?.Title[language] ?? cycles.Key, [.. cycles], found, [.. why[cycles.Key]], today))
                .OrderBy(course => course.Title, NameOrder.Comparer),
        ];
        var open = courses.Where(course => course.OpenCycle is not null).Select(course => course.CourseId).ToHashSet(StringComparer.Ordinal);
        CourseChoice[] giveable = found.MayAct
            ? [.. edition.Courses.Values.Where(course => !open.Contains(course.Id))
                .Select(course => new CourseChoice(course.Id, course.Title[language], course.ValidityMonths))
                .OrderBy(course => course.Title, NameOrder.Comparer)]
            : [];
        return new PersonCourses(courses, giveable, found.Approvers, today, found.MayAct);
    }

    private async Task<Read?> ReadAsync(LearningDbContext db, Viewer viewer, Guid personId, CancellationToken ct)
    {
        var person = await db.People.InScope(viewer).Where(one => one.Id == personId).Select(one => new { one.Active }).FirstOrDefaultAsync(ct);
        if (person is null)
        {
            return null;
        }

        var mayAct = person.Active && viewer.Is(Role.Administrator);
        var cycles = await db.Cycles.Where(cycle => cycle.PersonId == personId).OrderBy(cycle => cycle.OpenedOn).ThenBy(cycle => cycle.Id).ToListAsync(ct);
        var events = await db.CycleEvents.Where(row => db.Cycles.Any(cycle => cycle.PersonId == personId && cycle.Id == row.CycleId)).ToListAsync(ct);
        var asked = await db.CycleReasons.Where(reason => reason.PersonId == personId && reason.SeqOut == null).ToListAsync(ct);
        var waivers = await db.WaiverProposals
            .Where(proposal => proposal.PersonId == personId && proposal.Decision != WaiverDecision.Approved)
            .OrderByDescending(proposal => proposal.ProposedSeq)
            .ToListAsync(ct);
        Guid[] named =
        [
            .. events.Select(row => row.ApproverId).OfType<Guid>()
                .Concat(waivers.SelectMany(proposal => new[] { proposal.ApproverId, proposal.ProposerId }))
                .Distinct(),
        ];
        string[] hashes = [.. events.Select(row => row.EvidenceHash).OfType<string>().Distinct(StringComparer.Ordinal)];
        return new Read(
            mayAct,
            cycles,
            events.ToLookup(row => row.CycleId),
            asked.ToLookup(reason => reason.CourseId, StringComparer.Ordinal),
            waivers.ToLookup(proposal => proposal.CourseId, StringComparer.Ordinal),
            await db.People.Where(one => named.Contains(one.Id)).ToDictionaryAsync(one => one.Id, one => one.Name, ct),
            await db.CycleEvidence.Where(kept => hashes.Contains(kept.Hash)).Select(kept => new { kept.Hash, kept.FileName }).ToDictionaryAsync(kept => kept.Hash, kept => kept.FileName, ct),
            await ToldFacts.ReadAsync(
                db,
                events.Select(row => (long?)row.Seq).Concat(waivers.SelectMany(proposal => new[] { proposal.ProposedSeq, proposal.DecidedSeq })),
                events.Select(row => row.Reason).Concat(waivers.SelectMany(proposal => new[] { proposal.Reason, proposal.DecisionReason })),
                calendar,
                ct),
            mayAct
                ? await Approvers.Of(db, [personId], viewer.PersonId, calendar.Today)
                    .OrderBy(one => one.SortKey).ThenBy(one => one.Id).Select(one => new NamedPerson(one.Id, one.Name)).ToListAsync(ct)
                : []);
    }

    private static PersonCourse CourseOf(string courseId, string title, Cycle[] cycles, Read read, IReadOnlyList<AskedCourse> why, DateOnly today)
    {
        var rows = cycles
            .SelectMany((cycle, index) => read.Events[cycle.Id].Select(row => (Row: row, Told: row.Read(index + 1))))
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
            now.ValidUntil,
            open,
            open is not null && !read.Reasons[courseId].Any(reason => reason is { RuleId: not null, Until: null }),
            why,
            [.. rows.Select(each => new ToldCycleEvent(each.Row.CycleId, each.Told, read.Told.DayOf(each.Row.Seq), read.Told.NameOf(each.Row.Seq))
            {
                Reason = read.Told.TextOf(each.Row.Reason),
                ApproverName = each.Row.ApproverId is { } approver ? read.Names.GetValueOrDefault(approver) : null,
                EvidenceName = each.Row.EvidenceHash is { } hash ? read.Files.GetValueOrDefault(hash) : null,
                Undid = rows.Where(other => other.Told.Number == each.Told.Of).Select(other => other.Told).FirstOrDefault(),
                IsUndone = undone.Contains(each.Told.Number),
                CanUndo = read.MayAct && each.Told.Number == undoable,
            })],
            [.. read.Waivers[courseId].Select(proposal => new ToldWaiver(
                proposal.Id,
                proposal.Until,
                read.Names.GetValueOrDefault(proposal.ApproverId, ""),
                read.Names.GetValueOrDefault(proposal.ProposerId, ""),
                read.Told.DayOf(proposal.ProposedSeq),
                read.Told.TextOf(proposal.Reason),
                proposal.Decision,
                read.Told.DayOf(proposal.DecidedSeq),
                read.Told.TextOf(proposal.DecisionReason)))])
        {
            IsLate = now.IsLateOn(today),
        };
    }

    private sealed record Read(
        bool MayAct,
        List<Cycle> Cycles,
        ILookup<Guid, CycleEventRow> Events,
        ILookup<string, CycleReason> Reasons,
        ILookup<string, WaiverProposal> Waivers,
        Dictionary<Guid, string> Names,
        Dictionary<string, string> Files,
        ToldFacts Told,
        IReadOnlyList<NamedPerson> Approvers);
}
