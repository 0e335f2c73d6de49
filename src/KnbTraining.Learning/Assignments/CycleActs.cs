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

    /// <summary>How far ahead a day may lie to which something is moved.</summary>
    public const int MostYearsAhead = 10;

    private readonly ActOnCycles _each = new(store, refusals);

    /// <summary>Most people of one act; each has a fact of their own.</summary>
    public const int MostAtOnce = CycleLists.MostAtOnce;

    /// <summary>Gives a course to people by hand, once. Those who have it open keep theirs.</summary>
    /// <param name="dueDays">From today; 0 or more, as in an assignment.</param>
    /// <param name="batch">Of what is done for several people at once.</param>
    /// <returns>How many got it.</returns>
    public async Task<Result<int>> AssignAsync(
        Viewer admin, IReadOnlyList<Guid> people, string courseId, int dueDays, CancellationToken ct, Guid? batch = null)
    {
        ArgumentNullException.ThrowIfNull(people);
        var edition = (await editions.CurrentAsync(ct)).Edition;
        return await _each.AdministerAsync<int>(
            admin,
            async write =>
            {
                // What was taken back from everybody is given to nobody.
                if (!edition.EveryCourse.TryGetValue(courseId, out var course) || edition.Deltas.GetValueOrDefault(courseId)?.Text.IsTakenBack == true)
                {
                    return Refusal.NotFound;
                }

                if (people.Count > MostAtOnce || DaysFault(dueDays, course.ValidityMonths) is not null)
                {
                    return people.Count > MostAtOnce ? Refusal.TooMany : new Refusal.Invalid("DueDays", DaysFault(dueDays, course.ValidityMonths)!);
                }

                var today = calendar.Today;
                return (await GivenCourses.GiveAsync(write, admin.Actor, courseId, people, today.AddDays(dueDays), today, ct, batch)).Count;
            },
            ct);
    }

    /// <summary>Moves the due day of open cycles on.</summary>
    /// <param name="to">Later than the due day of each, and not before today.</param>
    /// <param name="batch">Of what is done for several people at once.</param>
    public Task<Result<Done>> ExtendAsync(
        Viewer admin, IReadOnlyList<Guid> cycles, DateOnly to, string reason, CancellationToken ct, Guid? batch = null) => _each.RunAsync(
        admin,
        cycles,
        reason,
        (write, record, open) =>
        {
            var before = record.History.On(calendar.Today).Due;
            if ((DayFault(to, calendar.Today) ?? (to <= before ? "not-later" : null)) is { } fault)
            {
                return new Refusal.Invalid("Until", fault);
            }

            var why = write.Text(record.PersonId, reason.Trim());
            record.Add(open, EventOf(record, open, CycleEventKind.Extended) with { Due = to }, new EventGrounds(why.ToString(), BatchId: batch));
            write.Record(
                admin.Actor,
                new DueDateExtended(open.Id, record.PersonId, Slug.Of(record.CourseId), before, to, why),
                record.Settle() ?? (_ => { }));
            return null;
        },
        ct);

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
                if (CreditFault(on, validUntil, evidence, calendar.Today) is { } wrong)
                {
                    return wrong;
                }

                if (TypedText.LineFault(evidence.Name, CycleEvidence.LongestFileName) is { } fault)
                {
                    return new Refusal.Invalid("Evidence", fault);
                }

                // Counting never shortens; a credit from before the cycle was opened completes it on the day on which it was opened.
                var months = edition.EveryCourse.GetValueOrDefault(record.CourseId)?.ValidityMonths ?? 1;
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
    public Task<Result<Done>> UndoAsync(Viewer admin, Guid cycle, int number, string reason, CancellationToken ct) =>
        UndoAsync(admin, new Dictionary<Guid, int> { [cycle] = number }, reason, ct);

    /// <summary>Undoes the newest act about each of some cycles, or none of them.</summary>
    /// <param name="numbers">For each cycle the number of the event.</param>
    internal Task<Result<Done>> UndoAsync(Viewer admin, IReadOnlyDictionary<Guid, int> numbers, string reason, CancellationToken ct) => _each.RunAsync(
        admin,
        [.. numbers.Keys],
        reason,
        (write, record, latest) =>
        {
            var number = numbers[latest.Id];
            if (FindUndoable(record.History, latest) != number)
            {
                return Refusal.Conflict;
            }

            var row = record.Events.First(each => each.Number == number);
            if (row.Kind is CycleEventKind.Credited or CycleEventKind.Ended)
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

    /// <summary>Asks nothing until a day, included, because somebody allowed it; afterwards the course is due at the earliest some days later.</summary>
    internal static void Waive(StoreWrite write, Viewer approver, CourseRecord record, Cycle open, WaiverProposal proposal, DateOnly today)
    {
        var (until, due) = (proposal.Until, DueAfterWaiver(record, proposal.Until, today));
        record.Add(
            open,
            new CycleEvent(record.NumberOf(open.Id), 0, CycleEventKind.Waived, today, due, until),
            new EventGrounds(proposal.Reason, proposal.ApproverId, BatchId: proposal.BatchId));
        write.Record(
            approver.Actor,
            new CycleWaived(
                open.Id, record.PersonId, Slug.Of(record.CourseId), until, due, proposal.ApproverId, new TextRef(Digest.Parse(proposal.Reason))),
            record.Settle() ?? (_ => { }));
    }

    /// <summary>The due day of an open course once nothing is asked until a day; null where it has none.</summary>
    internal static DateOnly? DueAfterWaiver(CourseRecord record, DateOnly until, DateOnly today) =>
        record.History.On(today).Due is { } day ? RenewalDates.Later(day, until.AddDays(record.Grace)) : null;

    /// <summary>
    /// The number of the event that can be undone: the newest that holds, where it is an act about the latest cycle; null where there is none.
    /// </summary>
    internal static int? FindUndoable(CycleHistory history, Cycle latest)
    {
        var newest = history.Events.MaxBy(each => each.Number);
        var isAct = newest?.Kind is CycleEventKind.Extended or CycleEventKind.Waived or CycleEventKind.Credited || newest?.End == CycleEnd.ByHand;
        return isAct && latest.AttemptId is null ? newest!.Number : null;
    }

    /// <summary>What is wrong with a day to which something is moved; null where it is right.</summary>
    internal static string? DayFault(DateOnly to, DateOnly today) =>
        to < today ? "past" : to > today.AddYears(MostYearsAhead) ? "too-far-ahead" : null;

    /// <summary>What is wrong with the days that a course is given for; null where they are right.</summary>
    internal static string? DaysFault(int dueDays, int validityMonths) =>
        dueDays < 0 ? "negative" : dueDays > CycleDates.MostDueDays(validityMonths) ? "longer-than-half" : null;

    private static Refusal.Invalid? CreditFault(DateOnly on, DateOnly? validUntil, EvidenceFile evidence, DateOnly today) =>
        on > today ? new Refusal.Invalid("Day", "future")
        : validUntil < on ? new Refusal.Invalid("ValidUntil", "before-day")
        : validUntil > today.AddYears(MostYearsAhead) ? new Refusal.Invalid("ValidUntil", "too-far-ahead")
        : evidence.Bytes.Length is 0 or > CycleEvidence.MostBytes ? new Refusal.Invalid("Evidence", evidence.Bytes.Length == 0 ? "required" : "too-large")
        : null;

    private CycleEvent EventOf(CourseRecord record, Cycle cycle, CycleEventKind kind) => new(record.NumberOf(cycle.Id), 0, kind, calendar.Today);
}
