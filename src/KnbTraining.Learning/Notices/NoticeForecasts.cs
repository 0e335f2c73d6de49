using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Notices.Mail;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Settings;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Notices;

/// <summary>
/// Says how many notices and messages would go out, and when. The same code decides as when they go out: what a step is (<see cref="CycleNotices.PlanOf"/>),
/// what is there already (<see cref="NoticeOutbox"/>), and who is mailed when (<see cref="MailRound"/>).
/// </summary>
public sealed class NoticeForecasts(
    LearningStore store, AssignmentRuleQueries assignments, SettingsStore settings, MailServers servers, LocalCalendar calendar)
{
    /// <summary>Of an assignment that is about to be saved.</summary>
    /// <param name="changed">Null for a new one.</param>
    /// <returns>Null for whoever is no administrator.</returns>
    public Task<NoticeForecast?> OfAsync(Viewer viewer, string courseId, RenewalTerms terms, Guid? changed, AssignmentPreview preview, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(preview);
        return OfAsync(viewer, [MatterOf(courseId, terms, changed, preview)], ct);
    }

    /// <summary>Of several courses that are about to be given at once. What somebody is told of all of them on one day is one message.</summary>
    /// <returns>Null for whoever is no administrator.</returns>
    public async Task<NoticeForecast?> OfAsync(Viewer viewer, IReadOnlyList<ProposedAssignment> proposals, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(proposals);
        var (matters, given) = (new List<ForecastMatter>(), new HashSet<(string, Guid)>());
        foreach (var proposal in proposals)
        {
            var terms = RenewalTerms.Usual(proposal.DueDays);
            foreach (var audience in proposal.Audiences)
            {
                // What cannot be given is not foretold. Whom two audiences of a course mean gets it once.
                if ((await assignments.PreviewAsync(viewer, proposal.CourseId, audience, terms, null, ct)).Value is { } preview)
                {
                    matters.Add(MatterOf(
                        proposal.CourseId, terms, null, preview with { Openings = [.. preview.Openings.Where(opening => given.Add((proposal.CourseId, opening.PersonId)))] }));
                }
            }
        }

        return await OfAsync(viewer, matters, ct);
    }

    /// <summary>Of an act about several people that is about to be done.</summary>
    /// <returns>Null for whoever is no administrator.</returns>
    public Task<NoticeForecast?> OfAsync(Viewer viewer, BatchForm form, BatchPreview preview, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(preview);
        BatchRow[] concerned = [.. preview.Rows.Where(row => row.LeftOut is null)];
        ForecastDue[] dues =
        [
            .. concerned.Where(row => row.DueAfter is not null && form.Act != BatchAct.Waive)
                .Select(row => new ForecastDue(row.PersonId, row.DueAfter!.Value, form.Act == BatchAct.Give)),
        ];
        PlannedNotice[] told = form switch
        {
            { Act: BatchAct.Extend, Until: { } day } =>
                [.. concerned.Select(row => CycleNotices.Told(NoticeKind.Extended, row.PersonId, row.CycleId!.Value, form.CourseId, day, calendar.Today))],
            { Act: BatchAct.Waive, Until: { } day, ApproverId: { } approver } when concerned.Length > 0 =>
                [WaiverNotices.OfSeveral(approver, form.CourseId, Guid.CreateVersion7(), day)],
            _ => [],
        };
        return OfAsync(viewer, [new ForecastMatter(form.CourseId, dues, told, null, [])], ct);
    }

    /// <summary>Of a course that is about to be given to people without an assignment.</summary>
    /// <returns>Null for whoever is no administrator.</returns>
    public Task<NoticeForecast?> OfAsync(Viewer viewer, string courseId, IEnumerable<NewDue> openings, CancellationToken ct) =>
        OfAsync(viewer, [new ForecastMatter(courseId, [.. openings.Select(opening => new ForecastDue(opening.PersonId, opening.DueOn, true))], [], null, [])], ct);

    private static ForecastMatter MatterOf(string courseId, RenewalTerms terms, Guid? changed, AssignmentPreview preview) => new(
        courseId,
        [
            .. preview.Openings.Select(opening => new ForecastDue(opening.PersonId, opening.DueOn, true)),
            .. (preview.Moves ?? []).Where(move => move.After is not null).Select(move => new ForecastDue(move.PersonId, move.After!.Value, false)),
        ],
        [],
        changed,
        terms.OwnReminders);

    private async Task<NoticeForecast?> OfAsync(Viewer viewer, IReadOnlyList<ForecastMatter> matters, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        if (!viewer.Is(Role.Administrator))
        {
            return null;
        }

        var (house, today) = (await settings.CurrentAsync(ct), calendar.Today);
        var sends = await servers.IsSetAsync(ct);
        return await store.ReadAsync(
            async db =>
            {
                // Each course that opens has a cycle of its own, so that no notice of it can be there.
                var opened = matters.SelectMany(matter => matter.Dues
                    .Where(due => due.OpensNow)
                    .Select(due => PlannedNotice.Assigned(due.PersonId, Guid.CreateVersion7(), matter.CourseId, due.Due)));
                PlannedNotice[] atOnce = [.. opened, .. await NoticeOutbox.MissingAsync(db, [.. matters.SelectMany(matter => matter.Told)], ct)];
                Guid[] told = [.. atOnce.Select(plan => plan.PersonId).Distinct()];
                Guid[] people = [.. matters.SelectMany(matter => matter.Dues).Select(due => due.PersonId).Concat(told).Distinct()];
                string[] courses = [.. matters.Select(matter => matter.CourseId).Distinct(StringComparer.Ordinal)];
                var reachable = sends ? (await MailRound.Reachable(db).Where(id => people.Contains(id)).ToListAsync(ct)).ToHashSet() : [];
                var had = (await MailRound.MailedOn(db, today).Where(id => people.Contains(id)).ToListAsync(ct)).ToHashSet();
                var steps = await ReminderSteps.ReadAsync(db, house.ReminderDays, ct);
                await steps.ReadAskingAsync(
                    db.CycleReasons.On(today).Where(reason => courses.Contains(reason.CourseId) && people.Contains(reason.PersonId)), ct);
                var (managers, monday) = await ManagersAsync(db, matters, house.DueSoonDays, ct);
                return new NoticeForecast(
                    atOnce.Length,
                    MailsOf([.. told.Where(reachable.Contains)], had),
                    sends,
                    sends ? told.Count(person => !reachable.Contains(person)) : 0,
                    LaterOf(matters, steps, reachable, today),
                    managers,
                    monday);
            },
            ct);
    }

    private List<MailForecast> MailsOf(IReadOnlyList<Guid> people, HashSet<Guid> had)
    {
        var (first, next) = (people.Count(person => !had.Contains(person)), people.Count(had.Contains));
        var mails = new List<MailForecast>();
        if (first > 0)
        {
            mails.Add(new MailForecast(calendar.Today, MailRound.HourOf(calendar), first));
        }

        if (next > 0)
        {
            mails.Add(new MailForecast(calendar.Today.AddDays(1), MailRound.FirstHour, next));
        }

        return mails;
    }

    private static List<DayForecast> LaterOf(IReadOnlyList<ForecastMatter> matters, ReminderSteps steps, HashSet<Guid> reachable, DateOnly today)
    {
        var days = new SortedDictionary<DateOnly, List<Guid>>();
        foreach (var (day, person) in matters.SelectMany(matter => matter.Dues.SelectMany(due => DaysOf(matter, due, steps, today))))
        {
            days.TryAdd(day, []);
            days[day].Add(person);
        }

        return [.. days.Select(day => new DayForecast(day.Key, day.Value.Count, day.Value.Distinct().Count(reachable.Contains)))];
    }

    // The days on which somebody is reminded of a course as long as it is open.
    private static IEnumerable<(DateOnly Day, Guid PersonId)> DaysOf(ForecastMatter matter, ForecastDue due, ReminderSteps steps, DateOnly today)
    {
        var own = steps.With(due.PersonId, matter.CourseId, matter.RuleId, matter.OwnReminders);
        var openedOn = due.OpensNow ? today : DateOnly.MinValue;
        var told = "";

        // Only on these days another step can be reached than on the day before.
        var candidates = own.Select(step => due.Due.AddDays(-step)).Concat(NoticeSteps.Overdue.Select(step => due.Due.AddDays(step))).Append(today.AddDays(1));
        foreach (var day in candidates.Where(day => day > today).Distinct().Order())
        {
            if (CycleNotices.PlanOf(due.PersonId, Guid.Empty, matter.CourseId, due.Due, openedOn, own, day) is { } plan && plan.Occasion != told)
            {
                told = plan.Occasion;
                yield return (day, due.PersonId);
            }
        }
    }

    // Who manages somebody whose course is overdue or due soon on the next Monday.
    private async Task<(int Managers, DateOnly Monday)> ManagersAsync(LearningDbContext db, IReadOnlyList<ForecastMatter> matters, int dueSoonDays, CancellationToken ct)
    {
        var today = calendar.Today;
        var ahead = ((int)DayOfWeek.Monday - (int)today.DayOfWeek + 7) % 7;
        var monday = today.AddDays(ahead == 0 && calendar.Hour >= WeekNotices.FirstHour ? 7 : ahead);
        var latest = monday.AddDays(dueSoonDays);
        Guid[] people = [.. matters.SelectMany(matter => matter.Dues).Where(due => due.Due <= latest).Select(due => due.PersonId).Distinct()];
        return people.Length == 0
            ? (0, monday)
            : (await WeekNotices.Managing(db, monday).Where(id => db.ManagersOf(people, monday).Contains(id)).CountAsync(ct), monday);
    }
}
