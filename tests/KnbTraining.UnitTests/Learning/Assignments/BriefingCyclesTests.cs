using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Overview;
using KnbTraining.Learning.Refreshers;
using KnbTraining.Learning.Reports;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Assignments;

[Trait("Database", "Each")]
public sealed class BriefingCyclesTests
{
    private const string Ended = "briefing.clearance-ended";
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly StandingParts Former = new(null, HolderStatus.Former, null, null);

    [Fact]
    public async Task A_planned_end_of_clearance_gives_its_briefing_at_once_due_on_the_last_day_and_is_taken_back_with_the_plan()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().Holding(HolderStatus.None).With(Role.Administrator));
        var learner = await room.AddAsync(new PersonBuilder().Holding(HolderStatus.Current));
        var (today, standing) = (TodayOf(room), room.Get<StandingService>());
        await room.ChangeAsync(learner.PersonId, Former, today.AddDays(30));
        Assert.Equal([(Ended, today, today.AddDays(29), null)], await CyclesAsync(room, learner));

        // Another unit changes nothing of the law, and a plan told twice gives nothing twice.
        await room.ChangeAsync(learner.PersonId, new StandingParts((await room.AddUnitAsync("North", await room.RootAsync())).Id, null, null, null));
        Assert.Single(await CyclesAsync(room, learner));

        var told = (await room.Get<StandingOverviewQueries>().FindAsync(admin, learner.PersonId, None)).Value!.Changes.Single(change => change.IsPlanned);
        Assert.True((await standing.UndoAsync(admin, learner.PersonId, told.Id, "Stays", None)).Ok);
        Assert.Equal([(Ended, today, today.AddDays(29), today)], await CyclesAsync(room, learner));

        // Of two plans the earlier one counts, and the other again where that one is given up.
        await room.ChangeAsync(learner.PersonId, Former, today.AddDays(60));
        Assert.Equal(today.AddDays(59), await DueAsync());
        await room.ChangeAsync(learner.PersonId, Former, today.AddDays(20));
        Assert.Equal(today.AddDays(19), await DueAsync());
        Assert.Equal(today.AddDays(20), await room.Get<BriefingQueries>().DayAsync(learner, Ended, None));
        var earlier = (await room.Get<StandingOverviewQueries>().FindAsync(admin, learner.PersonId, None)).Value!.Changes.Single(change => change.From == today.AddDays(20));
        Assert.True((await standing.UndoAsync(admin, learner.PersonId, earlier.Id, "Later after all", None)).Ok);
        Assert.Equal(today.AddDays(59), await DueAsync());
        Assert.Null(await room.Get<BriefingQueries>().DayAsync(admin, Ended, None));
        Assert.Equal(Refusal.NotAllowed, (await room.Get<AttemptService>().StartAsync(admin, Ended, AttemptMode.Exam, "en", None)).Refused);

        async Task<DateOnly> DueAsync() => Assert.Single(await CyclesAsync(room, learner), cycle => cycle.Withdrawn is null).Due;
    }

    [Fact]
    public async Task Who_is_changed_already_has_a_fortnight_and_who_has_left_or_was_added_so_is_asked_for_nothing()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (candidate, leaving) = (await room.AddAsync(new PersonBuilder().Holding(HolderStatus.Candidate)), await room.AddAsync(new PersonBuilder().Holding(HolderStatus.Current)));
        room.Clock.Advance(TimeSpan.FromDays(5));
        var today = TodayOf(room);
        await room.ChangeAsync(candidate.PersonId, new StandingParts(null, HolderStatus.Current, Capacity.Head, null), today.AddDays(-3));
        Assert.Equal(
            [("briefing.became-head", today, today.AddDays(BriefingCycles.DueDays), null), ("briefing.clearance-given", today, today.AddDays(BriefingCycles.DueDays), null)],
            await CyclesAsync(room, candidate));

        await room.ChangeAsync(leaving.PersonId, new StandingParts(null, HolderStatus.Former, null, Employment.Left));
        Assert.Empty(await CyclesAsync(room, leaving));
        Assert.Empty(await CyclesAsync(room, await room.AddAsync(new PersonBuilder().Holding(HolderStatus.Former))));
    }

    [Fact]
    public async Task It_is_done_with_its_questions_and_earns_neither_a_certificate_nor_refreshers()
    {
        await using var room = await LearningRoom.OpenAsync();
        var learner = await room.AddAsync(new PersonBuilder().Holding(HolderStatus.Current));
        await room.ChangeAsync(learner.PersonId, Former, TodayOf(room).AddDays(30));
        var view = Assert.Single(await room.Get<OwnCourses>().MineAsync(learner, "ru", None));
        Assert.Equal((Ended, Ended, 1), (view.CourseId, view.NextLessonId, view.LessonCount));
        Assert.StartsWith("Прекращение допуска", view.Title, StringComparison.Ordinal);

        var started = await room.Get<AttemptService>().StartAsync(learner, Ended, AttemptMode.Exam, "en", None);
        await room.AnswerRightAsync(learner, started.Value);
        Assert.True((await room.Get<AttemptService>().SubmitAsync(learner, started.Value, None)).Ok);
        await using var db = room.Open();
        Assert.Equal(TodayOf(room), (await db.Cycles.SingleAsync(cycle => cycle.CourseId == Ended, None)).CompletedOn);
        Assert.Empty(await db.Certificates.ToListAsync(None));
        Assert.Empty(await room.Get<RefresherQueries>().MineAsync(learner, "en", None));

        // Reports count it by its rules like any course.
        var manager = await room.AddAsync(new PersonBuilder().Managing(await room.RootAsync()));
        var filter = new AnswerFilter(TodayOf(room).AddMonths(-1), TodayOf(room)) { Course = Ended };
        Assert.NotEmpty((await room.Get<WeaknessQueries>().FindAsync(manager, filter, 1, "en", None)).Rules);
    }

    [Fact]
    public async Task One_that_was_done_leaves_home_when_nothing_is_planned_any_more()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().Holding(HolderStatus.None).With(Role.Administrator));
        var learner = await room.AddAsync(new PersonBuilder().Holding(HolderStatus.Current));
        await room.ChangeAsync(learner.PersonId, Former, TodayOf(room).AddDays(30));
        var started = await room.Get<AttemptService>().StartAsync(learner, Ended, AttemptMode.Exam, "en", None);
        await room.AnswerRightAsync(learner, started.Value);
        Assert.True((await room.Get<AttemptService>().SubmitAsync(learner, started.Value, None)).Ok);
        Assert.Single(await room.Get<OwnCourses>().MineAsync(learner, "en", None));

        var told = (await room.Get<StandingOverviewQueries>().FindAsync(admin, learner.PersonId, None)).Value!.Changes.Single(change => change.IsPlanned);
        Assert.True((await room.Get<StandingService>().UndoAsync(admin, learner.PersonId, told.Id, "Stays", None)).Ok);

        Assert.Empty(await room.Get<OwnCourses>().MineAsync(learner, "en", None));
    }

    private static DateOnly TodayOf(LearningRoom room) => room.Get<LocalCalendar>().Today;

    private static async Task<List<(string Course, DateOnly Opened, DateOnly Due, DateOnly? Withdrawn)>> CyclesAsync(LearningRoom room, Viewer person)
    {
        await using var db = room.Open();
        var rows = await db.Cycles.Where(cycle => cycle.PersonId == person.PersonId).OrderBy(cycle => cycle.CourseId).ThenBy(cycle => cycle.DueOn).ToListAsync(None);
        return rows.ConvertAll(cycle => (cycle.CourseId, cycle.OpenedOn, cycle.DueOn, cycle.WithdrawnOn));
    }
}
