using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Assignments;

/// <summary>The running application keeps the days that the terms of its assignments say.</summary>
[Trait("Database", "Each")]
public sealed class LiveTermsTests
{
    private const string Course = EditionSample.Course;
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly int Months = EditionSample.Edition.Courses[Course].ValidityMonths;

    [Fact]
    public async Task On_each_basis_two_years_of_passes_come_to_the_days_of_the_plan()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (admin, service) = (await AdminAsync(room), room.Get<AssignmentService>());
        (HolderStatus Holder, RenewalTerms Terms)[] cases =
        [
            (HolderStatus.Current, new RenewalTerms { FirstDueDays = 20, WindowDays = 40 }),
            (HolderStatus.Candidate, new RenewalTerms { FirstDue = FirstDue.FixedDay, FirstDueDay = new(2025, 3, 20), CatchUpDays = 30, Basis = RenewalBasis.Expiry, WindowDays = 60 }),
            (HolderStatus.Former, new RenewalTerms { FirstDueDays = 30, Basis = RenewalBasis.Fixed, FixedDay = new(2026, 8, 31), ValidityMonths = 6, MinimumMonths = 2, WindowDays = 30 }),
        ];
        var people = new List<(Viewer Viewer, RenewalTerms Terms, List<DateOnly> Passes)>();
        foreach (var (holder, terms) in cases)
        {
            var viewer = await room.AddAsync(new PersonBuilder().Named($"{holder}").Holding(holder));
            Assert.Equal(1, (await service.AssignAsync(admin, Course, new AssignmentAudience(holder), terms, None)).Value);

            // In time, within the window of the renewal, and three weeks after the end of the pass before.
            List<DateOnly> passes = [Today.AddDays(5)];
            passes.Add(LastDay(terms, passes).AddDays(-10));
            passes.Add(LastDay(terms, passes).AddDays(21));
            people.Add((viewer, terms, passes));
        }

        var end = people.Max(person => person.Passes[^1]).AddDays(30);
        var days = people.SelectMany(person => PlanOf(person.Terms, person.Passes).Events.Select(each => each.Day)).Where(day => day <= end).Append(end).Distinct().Order().ToArray();
        foreach (var day in days)
        {
            room.Clock.Advance(TimeSpan.FromDays(day.DayNumber - room.Get<LocalCalendar>().Today.DayNumber));
            Assert.True((await service.ApplyRulesAsync(None)).Ok);
            foreach (var (viewer, _, passes) in people.Where(person => person.Passes.Contains(day)))
            {
                await room.SitAsync(viewer);
            }
        }

        foreach (var (viewer, terms, passes) in people)
        {
            var plan = PlanOf(terms, passes);
            Assert.Equal(StatesOf(plan, end), StatesOf(await HistoryAsync(room, viewer), end));
            Assert.True(plan.Events.Count(each => each.Kind == CycleEventKind.Completed) == 3, string.Join('\n', plan.Events));
        }
    }

    [Fact]
    public async Task Of_two_assignments_the_earlier_day_counts_and_moves_by_an_event_when_one_ends()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (admin, service, acts) = (await AdminAsync(room), room.Get<AssignmentService>(), room.Get<CycleActs>());
        var learner = await room.AddLearnerAsync();
        await service.AssignAsync(admin, Course, new AssignmentAudience(HolderStatus.Current), 60, None);
        Assert.Equal(Today.AddDays(60), await DueAsync());

        // The second asks sooner. Its reason is kept by the sweep, as for everybody who has the course open already.
        await service.AssignAsync(admin, Course, new AssignmentAudience(HolderStatus.Current, Capacity.Employee), 20, None);
        await room.Get<ReasonUpkeep>().ApplyAsync((await RuleAsync(20)).Id, None);
        Assert.Equal(Today.AddDays(20), await DueAsync());
        await using (var db = room.Open())
        {
            var cycle = await db.Cycles.SingleAsync(None);
            Assert.True((await acts.ExtendAsync(admin, [cycle.Id], Today.AddDays(25), "Flood", None)).Ok);
        }

        // A later day of the one that stays is not earlier than what was given by hand.
        room.Clock.Advance(TimeSpan.FromDays(1));
        await service.ChangeAsync(admin, (await RuleAsync(60)).Id, 1, new AssignmentAudience(HolderStatus.Current), RenewalTerms.Usual(22), None);
        await room.Get<ReasonUpkeep>().ApplyAsync((await RuleAsync(22)).Id, None);
        Assert.Equal(Today.AddDays(25), await DueAsync());
        var ended = await RuleAsync(20);
        Assert.True((await service.EndAsync(admin, ended.Id, ended.Version, false, None)).Ok);
        await room.Get<ReasonUpkeep>().ApplyAsync(ended.Id, None);
        Assert.Equal(Today.AddDays(60), await DueAsync());
        Assert.Equal(Today.AddDays(60), (await HistoryAsync(room, learner)).On(Today.AddDays(1)).Due);

        // A new person has the days of the version of today.
        var later = await room.AddLearnerAsync();
        await service.ApplyRulesAsync(None);
        Assert.Equal(Today.AddDays(23), (await HistoryAsync(room, later)).On(Today.AddDays(1)).Due);

        async Task<AssignmentRow> RuleAsync(int days) =>
            (await room.Get<AssignmentRuleQueries>().ListAsync(admin, "en", None)).Single(row => row.Terms.FirstDueDays == days);

        async Task<DateOnly> DueAsync()
        {
            await using var db = room.Open();
            return (await db.Cycles.SingleAsync(cycle => cycle.PersonId == learner.PersonId, None)).DueOn;
        }
    }

    [Fact]
    public async Task An_exam_before_the_window_is_practice_unless_the_assignment_lets_it_count()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (admin, service, starts) = (await AdminAsync(room), room.Get<AssignmentService>(), room.Get<AttemptStart>());
        var (learner, early) = (await room.AddLearnerAsync(), await room.AddAsync(new PersonBuilder().Holding(HolderStatus.Candidate)));
        await service.AssignAsync(admin, Course, new AssignmentAudience(HolderStatus.Current), RenewalTerms.Usual(30), None);
        await service.AssignAsync(admin, Course, new AssignmentAudience(HolderStatus.Candidate), RenewalTerms.Usual(30) with { EarlyCounts = true, GraceDays = 40 }, None);
        var course = EditionSample.Edition.Courses[Course];
        Assert.Null(await starts.EarlyAsync(learner, course, None));
        await room.SitAsync(learner);
        await room.SitAsync(early);
        var until = Today.AddMonths(Months);

        room.Clock.Advance(TimeSpan.FromDays(90));
        Assert.Equal(new EarlyExam(until, until.AddDays(-30)), await starts.EarlyAsync(learner, course, None));
        Assert.Null(await starts.EarlyAsync(early, course, None));
        var (again, counted) = (await room.SitAsync(learner), await room.SitAsync(early));

        await using var db = room.Open();
        Assert.Equal(until, (await db.Attempts.SingleAsync(attempt => attempt.Id == again, None)).ValidUntil);
        Assert.Equal(until, (await HistoryAsync(room, learner)).On(Today.AddDays(90)).ValidUntil);
        Assert.Equal(Today.AddDays(90).AddMonths(Months), (await HistoryAsync(room, early)).On(Today.AddDays(90)).ValidUntil);
        Assert.Equal(counted, (await db.Cycles.Where(cycle => cycle.PersonId == early.PersonId).OrderBy(cycle => cycle.OpenedOn).LastAsync(None)).AttemptId);

        // Nobody who passed early is asked for the pass that they have renewed.
        room.Clock.Advance(TimeSpan.FromDays(until.AddDays(-20).DayNumber - Today.AddDays(90).DayNumber));
        Assert.Equal(1, (await service.ApplyRulesAsync(None)).Value);
        Assert.Null(await starts.EarlyAsync(learner, course, None));

        // Days after a waiver are those of the assignment.
        var open = await db.Cycles.SingleAsync(cycle => cycle.CompletedOn == null, None);
        Assert.Equal(learner.PersonId, open.PersonId);
        var (chief, waivers) = (await AdminAsync(room), room.Get<WaiverService>());
        Assert.True((await waivers.ProposeAsync(admin, [open.Id], until.AddDays(10), chief.PersonId, "Ill", None)).Ok);
        Assert.True((await waivers.DecideAsync(chief, (await db.WaiverProposals.SingleAsync(None)).Id, true, null, None)).Ok);
        Assert.Equal(until.AddDays(24), (await HistoryAsync(room, learner)).On(until.AddDays(10)).Due);
    }

    [Fact]
    public void Samples_follow_the_basis_and_whoever_is_late_loses_the_rhythm()
    {
        var yearly = new RenewalTerms { FirstDueDays = 30, WindowDays = 60 }.For(12);
        var given = new DateOnly(2026, 3, 2);
        var due = new DateOnly(2026, 4, 1);
        var until = new DateOnly(2027, 4, 1);

        Assert.Equal(
            [
                new SampleDates(SampleHabit.AtOnce, due, until, new(2027, 1, 31), new(2027, 1, 31), new(2028, 1, 31)),
                new SampleDates(SampleHabit.OnTheLastDay, due, until, new(2027, 1, 31), until, new(2028, 4, 1)),
                new SampleDates(SampleHabit.Late, due, until, new(2027, 1, 31), new(2027, 5, 1), new(2028, 5, 1)),
            ],
            SampleDates.Of(yearly, given));
        Assert.Equal(
            [new(2028, 4, 1), new(2028, 4, 1), new(2028, 5, 1)],
            SampleDates.Of(yearly with { Basis = RenewalBasis.Expiry }, given).Select(sample => sample.ThenValidUntil));
        Assert.Equal(
            [new(2027, 12, 31), new(2027, 12, 31), new(2027, 12, 31)],
            SampleDates.Of(yearly with { Basis = RenewalBasis.Fixed, FixedDay = new(2026, 12, 31) }, given).Select(sample => sample.ThenValidUntil));
    }

    private static Task<Viewer> AdminAsync(LearningRoom room) =>
        room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));

    private static DateOnly LastDay(RenewalTerms terms, IEnumerable<DateOnly> passes) =>
        PlanOf(terms, passes).Events.Last(each => each.Kind == CycleEventKind.Completed).Until!.Value;

    private static CycleHistory PlanOf(RenewalTerms terms, IEnumerable<DateOnly> passes) => CoursePlan.Of(new CourseNews(
        [new Asking(Guid.Empty, 1, terms.For(Months), Today, null, Today)], [], [.. passes.Select(day => new CourseAct(CourseActKind.Passed, day))]));

    // The plan also knows what comes after that day.
    private static IEnumerable<string> StatesOf(CycleHistory history, DateOnly until) =>
        Enumerable.Range(0, until.DayNumber - Today.DayNumber + 1)
            .Select(day => Today.AddDays(day))
            .Select(day => $"{day:O} {history.On(day) with { From = default, Until = null }}");

    private static async Task<CycleHistory> HistoryAsync(LearningRoom room, Viewer viewer)
    {
        await using var db = room.Open();
        return (await CourseRecord.ReadAsync(db, Course, [viewer.PersonId], None))[viewer.PersonId].History;
    }
}
