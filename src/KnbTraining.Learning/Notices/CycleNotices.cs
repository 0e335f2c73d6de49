using System.Globalization;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Settings;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Notices;

/// <summary>
/// Tells people of their courses: of what was opened, extended and waived in the transaction that does it; of what the days bring about by a sweep.
/// </summary>
internal sealed class CycleNotices(LearningStore store, LocalCalendar calendar, SettingsStore settings)
    : INoticeSubject, IFactsHandler<CycleOpened>, IFactsHandler<DueDateExtended>, IFactsHandler<CycleWaived>
{
    public IReadOnlyList<NoticeKind> Kinds { get; } =
        [NoticeKind.Assigned, NoticeKind.DueSoon, NoticeKind.Overdue, NoticeKind.Extended, NoticeKind.Waived, NoticeKind.Reminded];

    public NoticeRhythm Rhythm => NoticeRhythm.Day;

    public Task HandleAsync(StoreWrite write, IReadOnlyList<CycleOpened> facts, CancellationToken ct) => AddAsync(
        write, facts.Select(fact => PlannedNotice.Assigned(fact.PersonId, fact.CycleId, fact.Course.ToString(), fact.DueOn)), ct);

    public Task HandleAsync(StoreWrite write, IReadOnlyList<DueDateExtended> facts, CancellationToken ct) => AddAsync(
        write, facts.Select(fact => Told(NoticeKind.Extended, fact.PersonId, fact.CycleId, fact.Course.ToString(), fact.DueOn, calendar.Today)), ct);

    public Task HandleAsync(StoreWrite write, IReadOnlyList<CycleWaived> facts, CancellationToken ct) => AddAsync(
        write, facts.Select(fact => Told(NoticeKind.Waived, fact.PersonId, fact.CycleId, fact.Course.ToString(), fact.Until, calendar.Today)), ct);

    public async Task<IReadOnlyList<PlannedNotice>> FindAsync(DateOnly today, CancellationToken ct)
    {
        var house = (await settings.CurrentAsync(ct)).ReminderDays;
        var (spans, opened, known, steps) = await store.ReadAsync(
            async db =>
            {
                var said = await ReminderSteps.ReadAsync(db, house, ct);
                var latest = today.AddDays(said.Most);
                var due = OfToday(db, today).Where(span => span.CycleId != null && span.Due <= latest
                    && (span.State == RequirementState.Open || span.State == RequirementState.RenewalOpen
                        || span.State == RequirementState.Overdue || span.State == RequirementState.Expired));
                if (!said.IsOfHouse)
                {
                    await said.ReadAskingAsync(
                        db.CycleReasons.On(today).Where(reason => due.Any(span => span.PersonId == reason.PersonId && span.CourseId == reason.CourseId)), ct);
                }

                return (
                    await due.ToListAsync(ct),
                    await db.Cycles.Where(cycle => due.Any(span => span.CycleId == cycle.Id)).ToDictionaryAsync(cycle => cycle.Id, cycle => cycle.OpenedOn, ct),
                    (await db.Notices
                        .Where(notice => (notice.Kind == NoticeKind.DueSoon || notice.Kind == NoticeKind.Overdue)
                            && due.Any(span => span.CycleId == notice.CycleId))
                        .Select(notice => new { notice.Kind, notice.CycleId, notice.Occasion })
                        .ToListAsync(ct)).Select(key => (key.Kind, key.CycleId, key.Occasion)).ToHashSet(),
                    said);
            },
            ct);
        return
        [
            .. spans.Select(span => PlanOf(span.PersonId, span.CycleId!.Value, span.CourseId, span.Due!.Value, opened.GetValueOrDefault(span.CycleId.Value), steps.Of(span), today))
                .OfType<PlannedNotice>()
                .Where(plan => !known.Contains((plan.Kind, plan.CycleId, plan.Occasion))),
        ];
    }

    public async Task<Func<Notice, OmissionReason?>> ReadAsync(LearningDbContext db, IReadOnlyList<Notice> waiting, DateOnly today, CancellationToken ct)
    {
        Guid[] people = [.. waiting.Select(notice => notice.PersonId).Distinct()];
        string[] courses = [.. waiting.Select(notice => notice.Subject).Distinct(StringComparer.Ordinal)];
        var spans = (await OfToday(db, today).Where(span => people.Contains(span.PersonId) && courses.Contains(span.CourseId)).ToListAsync(ct))
            .ToDictionary(span => (span.PersonId, span.CourseId));

        // Where the application stood still, several notices of one course wait: the newest says it all.
        var newest = waiting
            .Where(notice => IsOfDue(notice) && Omitted(notice) is null)
            .GroupBy(notice => notice.CycleId)
            .ToDictionary(own => own.Key, own => own.MaxBy(notice => (notice.MadeAt, notice.Kind))!.Id);
        return notice => Omitted(notice)
            ?? (IsOfDue(notice) && newest[notice.CycleId] != notice.Id ? OmissionReason.ToldOtherwise : null);

        OmissionReason? Omitted(Notice notice) => OmittedBy(notice, spans.GetValueOrDefault((notice.PersonId, notice.Subject)));
    }

    /// <summary>What somebody is told on a day of a course that is due; null where nothing is.</summary>
    /// <param name="steps">Days before the due day on which they are reminded. One on or before the day of opening is told by the notice of the assignment.</param>
    internal static PlannedNotice? PlanOf(Guid personId, Guid cycleId, string courseId, DateOnly due, DateOnly openedOn, IReadOnlyList<int> steps, DateOnly today) =>
        NoticeSteps.After(due, today) is { } after ? PlannedNotice.Overdue(personId, cycleId, courseId, due, after)
        : NoticeSteps.Before(steps, due, today) is { } before && openedOn < due.AddDays(-before) ? PlannedNotice.DueSoon(personId, cycleId, courseId, due, before)
        : null;

    private static IQueryable<CycleSpan> OfToday(LearningDbContext db, DateOnly today) =>
        db.CycleSpans.On(today);

    private static bool IsOfDue(Notice notice) => notice.Kind is NoticeKind.Assigned or NoticeKind.DueSoon or NoticeKind.Overdue;

    private static OmissionReason? OmittedBy(Notice notice, CycleSpan? span)
    {
        if (span is null || span.CycleId != notice.CycleId)
        {
            return OmissionReason.Ended;
        }

        var isLate = span.State is RequirementState.Overdue or RequirementState.Expired;
        return (span.State, notice.Kind) switch
        {
            (RequirementState.Waived, NoticeKind.Waived) => span.Until == notice.Day ? null : OmissionReason.Moved,
            (RequirementState.Waived, _) => OmissionReason.Waived,
            (RequirementState.Valid, _) => OmissionReason.Completed,
            (RequirementState.Suspended, _) => OmissionReason.OnLeave,
            (RequirementState.Ended or RequirementState.NotRequired or RequirementState.Scheduled, _) => OmissionReason.Ended,
            (_, NoticeKind.Waived) => OmissionReason.Moved,
            (_, NoticeKind.Overdue) when !isLate => OmissionReason.Moved,
            (_, NoticeKind.DueSoon) when isLate => OmissionReason.ToldOtherwise,
            (_, NoticeKind.Assigned or NoticeKind.Reminded) => null,
            _ => span.Due == notice.Day ? null : OmissionReason.Moved,
        };
    }

    /// <summary>What is extended, taken back and extended again on one day is told once.</summary>
    internal static PlannedNotice Told(NoticeKind kind, Guid personId, Guid cycleId, string courseId, DateOnly day, DateOnly today) =>
        new(personId, kind, cycleId, courseId, string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd} {today:yyyy-MM-dd}"), day);

    private Task<int> AddAsync(StoreWrite write, IEnumerable<PlannedNotice> planned, CancellationToken ct) =>
        NoticeOutbox.AddAsync(write, [.. planned], calendar.Now, ct);
}
