using System.Globalization;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Notices;

/// <summary>A manager or administrator reminded somebody of a course.</summary>
/// <param name="DueOn">The day that the reminder tells.</param>
[RecordedAs("reminder.sent")]
public sealed record ReminderSent(Guid PersonId, Guid CycleId, Slug Course, DateOnly? DueOn) : Fact
{
    public override Guid? AboutPerson() => PersonId;
}

/// <summary>Somebody who was not reminded.</summary>
/// <param name="Why"><see cref="OmissionReason.ToldOtherwise"/> where they were reminded of the course today already.</param>
public sealed record NotReminded(Guid PersonId, string CourseId, OmissionReason Why);

/// <param name="Sent">How many reminders.</param>
public sealed record RemindersSent(int Sent, IReadOnlyList<NotReminded> LeftOut);

/// <summary>
/// Reminds people at once, because somebody who answers for them says so: of each course that they have to complete once a day at most. They read it in
/// the application at once, and by mail as they do other notices.
/// </summary>
public sealed class Reminders(LearningStore store, NoticeWordings wordings, RefusedActs refusals, LocalCalendar calendar)
{
    public const int MostAtOnce = 100;

    /// <param name="meant">Whom to remind of which course.</param>
    /// <returns>Who is left out with the reason; refused for those who answer for nobody.</returns>
    public async Task<Result<RemindersSent>> SendAsync(Viewer viewer, IReadOnlyCollection<(Guid PersonId, string CourseId)> meant, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(meant);
        if (!MayRemind(viewer))
        {
            return refusals.Refuse(viewer, RefusedAct.Reminders);
        }

        if (meant.Count > MostAtOnce)
        {
            return Refusal.TooMany;
        }

        var sent = await store.WriteAsync<RemindersSent>(write => SendAsync(write, viewer, meant, ct), ct);

        // Somebody else reminded one of them at the same moment: the second look leaves that one out.
        return sent.Refused == Refusal.Conflict ? await store.WriteAsync<RemindersSent>(write => SendAsync(write, viewer, meant, ct), ct) : sent;
    }

    /// <summary>Who of these people was reminded today, and of which course.</summary>
    public Task<HashSet<(Guid PersonId, string CourseId)>> OfTodayAsync(Viewer viewer, IReadOnlyCollection<Guid> people, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return store.ReadAsync(db => OfTodayAsync(db, db.People.InScope(viewer), people, ct), ct);
    }

    public static bool MayRemind(Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return viewer.IsAny(Role.Manager, Role.Administrator);
    }

    private string Occasion => string.Create(CultureInfo.InvariantCulture, $"by hand {calendar.Today:yyyy-MM-dd}");

    private async Task<HashSet<(Guid, string)>> OfTodayAsync(
        LearningDbContext db, IQueryable<Person> seen, IReadOnlyCollection<Guid> people, CancellationToken ct)
    {
        var occasion = Occasion;
        return (await db.Notices
                .Where(notice => people.Contains(notice.PersonId) && notice.Kind == NoticeKind.Reminded && notice.Occasion == occasion
                    && seen.Any(person => person.Id == notice.PersonId))
                .Select(notice => new { notice.PersonId, notice.Subject })
                .ToListAsync(ct))
            .Select(notice => (notice.PersonId, notice.Subject)).ToHashSet();
    }

    private async Task<Result<RemindersSent>> SendAsync(
        StoreWrite write, Viewer viewer, IReadOnlyCollection<(Guid PersonId, string CourseId)> meant, CancellationToken ct)
    {
        var (db, today, now) = (write.Db, calendar.Today, calendar.Now);
        Guid[] people = [.. meant.Select(one => one.PersonId).Distinct()];
        string[] courses = [.. meant.Select(one => one.CourseId).Distinct(StringComparer.Ordinal)];
        var answersFor = (await db.People.InScope(viewer)
                .Where(person => people.Contains(person.Id) && person.Id != viewer.PersonId)
                .Select(person => new { person.Id, person.Active })
                .ToListAsync(ct))
            .ToDictionary(person => person.Id, person => person.Active);
        var spans = (await db.CycleSpans.On(today).Where(span => people.Contains(span.PersonId) && courses.Contains(span.CourseId)).ToListAsync(ct))
            .ToDictionary(span => (span.PersonId, span.CourseId));
        var told = await OfTodayAsync(db, db.People, people, ct);
        var texts = await wordings.CurrentAsync(write, [NoticeKind.Reminded], ct);
        var (sent, left) = (0, new List<NotReminded>());
        foreach (var one in meant.Distinct())
        {
            var span = spans.GetValueOrDefault(one);
            var why = !answersFor.TryGetValue(one.PersonId, out var isActive) ? OmissionReason.NotMeant
                : !isActive ? OmissionReason.Left
                : told.Contains(one) ? OmissionReason.ToldOtherwise
                : WhyNot(span);
            if (why is { } reason)
            {
                left.Add(new NotReminded(one.PersonId, one.CourseId, reason));
                continue;
            }

            var day = span!.Due ?? span.ValidUntil;
            var notice = Notice.Create(new PlannedNotice(one.PersonId, NoticeKind.Reminded, span.CycleId!.Value, one.CourseId, Occasion, day), now);
            notice.Decide(null, now, today, texts.TryGetValue(NoticeKind.Reminded, out var text) ? text : null);
            db.Notices.Add(notice);
            write.Record(viewer.Actor, new ReminderSent(one.PersonId, span.CycleId.Value, Slug.Of(one.CourseId), day));
            sent++;
        }

        return new RemindersSent(sent, left);
    }

    private static OmissionReason? WhyNot(CycleSpan? span) => span switch
    {
        null or { CycleId: null } => OmissionReason.Ended,
        { State: RequirementState.Open or RequirementState.RenewalOpen or RequirementState.Overdue or RequirementState.Expired } => null,
        { State: RequirementState.Valid } => OmissionReason.Completed,
        { State: RequirementState.Waived } => OmissionReason.Waived,
        { State: RequirementState.Suspended } => OmissionReason.OnLeave,
        _ => OmissionReason.Ended,
    };
}
