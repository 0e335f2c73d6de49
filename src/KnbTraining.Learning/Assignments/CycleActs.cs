using KnbTraining.Content.Text;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Assignments;

/// <summary>
/// What administrators do about the courses of one person, or of some from a list: each act has a reason, is an event with a fact, and can be undone
/// by another event. Nothing is done where one of several cannot be done.
/// </summary>
public sealed class CycleActs(LearningStore store, EditionStore editions, RefusedActs refusals, LocalCalendar calendar)
{
    public const int LongestReason = 500;

    private readonly ActOnCycles _each = new(store, refusals);

    /// <summary>Most people of one act; each has a fact of their own.</summary>
    public const int MostAtOnce = CycleLists.MostAtOnce;

    /// <summary>Gives a course to people by hand, once. Those who have it open keep theirs.</summary>
    /// <param name="dueDays">From today; 0 or more, as in an assignment.</param>
    /// <returns>How many got it.</returns>
    public async Task<Result<int>> AssignAsync(Viewer admin, IReadOnlyList<Guid> people, string courseId, int dueDays, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(people);
        var edition = (await editions.CurrentAsync(ct)).Edition;
        return await _each.AdministerAsync<int>(
            admin,
            async write =>
            {
                if (!edition.Courses.TryGetValue(courseId, out var course))
                {
                    return Refusal.NotFound;
                }

                if (people.Count > MostAtOnce || dueDays < 0 || dueDays > CycleDates.MostDueDays(course.ValidityMonths))
                {
                    return people.Count > MostAtOnce ? Refusal.TooMany : new Refusal.Invalid("DueDays", dueDays < 0 ? "negative" : "longer-than-half");
                }

                var (db, today) = (write.Db, calendar.Today);
                var waiting = await db.People
                    .Where(person => people.Contains(person.Id) && person.Active && !db.Cycles.Any(
                        cycle => cycle.PersonId == person.Id && cycle.CourseId == courseId && cycle.CompletedOn == null && cycle.WithdrawnOn == null))
                    .Select(person => person.Id)
                    .ToListAsync(ct);
                Cycle[] cycles = [.. waiting.Select(person => Cycle.Create(person, courseId, null, today, today.AddDays(dueDays)))];
                db.Cycles.AddRange(cycles);
                await db.SaveChangesAsync(ct);
                var numbered = await CycleBook.FollowAsync(db, courseId, waiting, today, ct);
                foreach (var cycle in cycles)
                {
                    write.Record(admin.Actor, new CycleOpened(cycle.Id, cycle.PersonId, Slug.Of(courseId), null, cycle.DueOn), numbered[cycle.PersonId] ?? (_ => { }));
                }

                return cycles.Length;
            },
            ct);
    }

    /// <summary>Moves the due day of open cycles on.</summary>
    /// <param name="to">Later than the due day of each, and not before today.</param>
    public Task<Result<Done>> ExtendAsync(Viewer admin, IReadOnlyList<Guid> cycles, DateOnly to, string reason, CancellationToken ct) => _each.RunAsync(
        admin,
        cycles,
        reason,
        (write, record, open) =>
        {
            var before = record.History.On(calendar.Today).Due;
            if (to < calendar.Today || to <= before)
            {
                return new Refusal.Invalid("Until", to < calendar.Today ? "past" : "not-later");
            }

            var why = write.Text(record.PersonId, reason.Trim());
            record.Add(open, EventOf(record, open, CycleEventKind.Extended) with { Due = to }, new EventGrounds(why.ToString()));
            write.Record(
                admin.Actor,
                new DueDateExtended(open.Id, record.PersonId, Slug.Of(record.CourseId), before, to, why),
                record.Settle() ?? (_ => { }));
            return null;
        },
        ct);

    /// <summary>Asks nothing until a day, included; afterwards the course is due at the earliest some days later.</summary>
    /// <param name="approverId">Somebody else than the person, who may administer or manages.</param>
    public Task<Result<Done>> WaiveAsync(Viewer admin, IReadOnlyList<Guid> cycles, DateOnly until, Guid approverId, string reason, CancellationToken ct) => _each.RunAsync(
        admin,
        cycles,
        reason,
        (write, record, open) =>
        {
            if (until < calendar.Today)
            {
                return new Refusal.Invalid("Until", "past");
            }

            if (approverId == record.PersonId)
            {
                return new Refusal.Invalid("ApproverId", "self");
            }

            var due = record.History.On(calendar.Today).Due is { } day ? RenewalDates.Later(day, until.AddDays(record.Grace)) : (DateOnly?)null;
            var why = write.Text(record.PersonId, reason.Trim());
            record.Add(open, EventOf(record, open, CycleEventKind.Waived) with { Due = due, Until = until }, new EventGrounds(why.ToString(), approverId));
            write.Record(
                admin.Actor,
                new CycleWaived(open.Id, record.PersonId, Slug.Of(record.CourseId), until, due, approverId, why),
                record.Settle() ?? (_ => { }));
            return null;
        },
        ct,
        first: async db => await db.People.AnyAsync(
            person => person.Id == approverId && person.Active && person.Roles.Any(held => held.Role == Role.Administrator || held.Role == Role.Manager), ct)
            ? null
            : new Refusal.Invalid("ApproverId", "unknown"));

    /// <summary>Counts what somebody learnt elsewhere; the file that proves it is kept.</summary>
    /// <param name="on">The day on which it was learnt, today at the latest.</param>
    /// <param name="validUntil">The last day on which it counts; null for as long as the course says.</param>
    public async Task<Result<Done>> CreditAsync(
        Viewer admin, Guid cycle, DateOnly on, DateOnly? validUntil, EvidenceFile evidence, string reason, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var edition = (await editions.CurrentAsync(ct)).Edition;
        var (hash, isKept) = (Digest.Of(evidence.Bytes), false);
        return await _each.RunAsync(
            admin,
            [cycle],
            reason,
            (write, record, open) =>
            {
                if (on > calendar.Today || validUntil < on || evidence.Bytes.Length is 0 or > CycleEvidence.MostBytes)
                {
                    return on > calendar.Today ? new Refusal.Invalid("Day", "future")
                        : validUntil < on ? new Refusal.Invalid("ValidUntil", "before-day")
                        : new Refusal.Invalid("Evidence", evidence.Bytes.Length == 0 ? "required" : "too-long");
                }

                if (TypedText.LineFault(evidence.Name, CycleEvidence.LongestFileName) is { } fault)
                {
                    return new Refusal.Invalid("Evidence", fault);
                }

                // Counting never shortens; a credit from before the cycle was opened completes it on the day on which it was opened.
                var months = edition.Courses.GetValueOrDefault(record.CourseId)?.ValidityMonths ?? 1;
                var until = RenewalDates.Later(validUntil ?? RenewalDates.AddMonths(on, months, on.Day), record.History.On(calendar.Today).ValidUntil);
                var why = write.Text(record.PersonId, reason.Trim());
                if (!isKept)
                {
                    write.Db.CycleEvidence.Add(CycleEvidence.Create(hash.ToString(), evidence));
                }

                var day = RenewalDates.Later(on, open.OpenedOn);
                open.Credit(day, RenewalDates.Later(until, day));
                record.Add(
                    open,
                    EventOf(record, open, CycleEventKind.Credited) with { Day = day, Until = open.ValidUntil },
                    new EventGrounds(why.ToString(), EvidenceHash: hash.ToString()));
                write.Record(
                    admin.Actor,
                    new CycleCredited(open.Id, record.PersonId, Slug.Of(record.CourseId), on, open.ValidUntil!.Value, hash, why),
                    record.Settle() ?? (_ => { }));
                return null;
            },
            ct,
            first: async db =>
            {
                isKept = await db.CycleEvidence.AnyAsync(kept => kept.Hash == hash.ToString(), ct);
                return null;
            });
    }

    /// <summary>Ends what was given by hand. What an assignment asks for can be waived: ended, it would be opened again.</summary>
    public Task<Result<Done>> EndAsync(Viewer admin, IReadOnlyList<Guid> cycles, string reason, CancellationToken ct) => _each.RunAsync(
        admin,
        cycles,
        reason,
        (write, record, open) =>
        {
            if (record.OpenReasons.Any(asked => asked.RuleId is not null))
            {
                return new Refusal.Invalid("Cycle", "asked-by-assignment");
            }

            var why = write.Text(record.PersonId, reason.Trim());
            open.Withdraw(calendar.Today);
            record.Add(open, EventOf(record, open, CycleEventKind.Ended) with { End = CycleEnd.ByHand }, new EventGrounds(why.ToString()));
            write.Record(
                admin.Actor,
                new CycleEnded(open.Id, record.PersonId, Slug.Of(record.CourseId), CycleEnd.ByHand, why),
                record.Settle() ?? (_ => { }));
            return null;
        },
        ct);

    /// <summary>Undoes the newest act about a cycle: an extension, a waiver, a credit, or an end by hand.</summary>
    /// <param name="number">Of the event; it must be the newest of the person's course.</param>
    public Task<Result<Done>> UndoAsync(Viewer admin, Guid cycle, int number, string reason, CancellationToken ct) => _each.RunAsync(
        admin,
        [cycle],
        reason,
        (write, record, latest) =>
        {
            var newest = record.History.Events.MaxBy(each => each.Number);
            var undoable = newest?.Kind is CycleEventKind.Extended or CycleEventKind.Waived or CycleEventKind.Credited || newest?.End == CycleEnd.ByHand;
            if (newest?.Number != number || !undoable)
            {
                return Refusal.Conflict;
            }

            var row = record.Events.First(each => each.Number == number);
            if (newest.Kind is CycleEventKind.Credited or CycleEventKind.Ended)
            {
                latest.Reopen();
            }

            var why = write.Text(record.PersonId, reason.Trim());
            record.Add(latest, EventOf(record, latest, CycleEventKind.Undone) with { Of = number }, new EventGrounds(why.ToString()));
            write.Record(
                admin.Actor,
                new CycleActUndone(latest.Id, record.PersonId, Slug.Of(record.CourseId), row.Seq, why),
                record.Settle() ?? (_ => { }));
            return null;
        },
        ct,
        closed: true);

    private CycleEvent EventOf(CourseRecord record, Cycle cycle, CycleEventKind kind) => new(record.NumberOf(cycle.Id), 0, kind, calendar.Today);
}
