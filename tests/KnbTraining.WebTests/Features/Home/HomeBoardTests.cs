using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Overview;
using KnbTraining.Learning.Refreshers;
using KnbTraining.Web.Features.Home;

namespace KnbTraining.WebTests.Features.Home;

public sealed class HomeBoardTests
{
    private static readonly DateOnly Day = new(2026, 11, 24);

    [Fact]
    public void The_earliest_due_date_comes_first_and_done_cycles_stand_apart()
    {
        var board = new HomeBoard([Cycle("later", Day.AddDays(9)), Cycle("done", Day, CycleState.Done), Cycle("late", Day.AddDays(-3), CycleState.Overdue)], [], [], []);
        Assert.Equal(["late", "later"], board.Due.Select(cycle => cycle.CourseId));
        Assert.Equal(["done"], board.Done.Select(cycle => cycle.CourseId));
    }

    [Fact]
    public void An_open_attempt_that_a_due_course_leads_back_to_is_shown_once()
    {
        var (exam, practice) = (Attempt(AttemptState.Open, 1), Attempt(AttemptState.Open, 2));
        var board = new HomeBoard([Cycle("course", Day) with { OpenAttemptId = exam.Id }], [exam, practice], [], []);
        Assert.Equal([practice.Id], board.Open.Select(attempt => attempt.Id));
    }

    [Fact]
    public void A_course_that_is_waived_or_waits_for_the_end_of_a_leave_is_not_due_and_not_hidden()
    {
        var waived = Cycle("waived", Day) with { Away = RequirementState.Waived, AwayUntil = Day };
        var board = new HomeBoard([Cycle("due", Day), waived], [], [], []);
        Assert.Equal((1, "due", "waived"), (board.DueCount, Assert.Single(board.Due).CourseId, Assert.Single(board.Away).CourseId));
    }

    [Fact]
    public void A_course_with_nothing_to_refresh_now_is_not_on_the_board()
    {
        Assert.Null(new HomeBoard([], [], [Refreshers("later", 0)], []).Refresher);
        var refresher = new HomeBoard([], [], [Refreshers("later", 0), Refreshers("now", 3)], []).Refresher!;
        Assert.Equal(("now", 0), (refresher.Course.CourseId, refresher.Waiting));
    }

    [Fact]
    public void Of_several_courses_one_refresher_is_offered_the_most_urgent_and_the_others_are_counted()
    {
        var refresher = new HomeBoard([], [], [Refreshers("most", 7), Refreshers("some", 3), Refreshers("later", 0), Refreshers("one", 1)], []).Refresher!;
        Assert.Equal(("most", 2), (refresher.Course.CourseId, refresher.Waiting));
    }

    [Fact]
    public void A_refresher_under_way_stands_in_the_card_and_not_a_second_time_among_what_is_open()
    {
        var (open, other) = (Attempt(AttemptState.Open, 1) with { Mode = AttemptMode.Refresher }, Attempt(AttemptState.Open, 2) with { Mode = AttemptMode.Refresher });
        var board = new HomeBoard([], [open, other], [Refreshers("course", 0) with { OpenAttemptId = open.Id }, Refreshers("other", 0) with { OpenAttemptId = other.Id }], []);
        Assert.Equal((open, 1), (board.Refresher!.Open, board.Refresher.Waiting));
        Assert.Equal([other.Id], board.Open.Select(attempt => attempt.Id));
    }

    [Fact]
    public void The_latest_results_come_first_and_only_a_few()
    {
        var attempts = Enumerable.Range(1, HomeBoard.ResultCount + 2).Select(hour => Attempt(AttemptState.Graded, hour)).ToArray();
        var board = new HomeBoard([], attempts, [], []);
        Assert.Equal(HomeBoard.ResultCount, board.Results.Count);
        Assert.Equal(attempts[^1].Id, board.Results[0].Id);
    }

    [Fact]
    public void The_button_leads_back_into_an_open_quiz_where_it_was_left()
    {
        // Without a position the page of the quiz opens the first question that is not answered.
        var attempt = Guid.CreateVersion7();
        Assert.Equal(($"quiz/{attempt}", "ContinueAttempt"), HomeBoard.NextStep(Cycle("course", Day) with { OpenAttemptId = attempt }, []));
    }

    [Theory]
    [InlineData(0, "Start")]
    [InlineData(3, "Continue")]
    public void The_button_leads_to_the_next_lesson(int done, string key) =>
        Assert.Equal(("learn/course/second", key), HomeBoard.NextStep(Cycle("course", Day) with { NextLessonId = "second", LessonsDone = done }, []));

    [Fact]
    public void The_exam_belongs_to_the_minutes_left_until_it_runs_on_a_clock_of_its_own()
    {
        var cycle = Cycle("course", Day) with { ExamMinutes = 30 };
        Assert.Equal((55, "MinutesLeft.exam"), HomeBoard.MinutesLeft(cycle, []));
        AcknowledgementView[] texts = [Text("left", AcknowledgementState.Never), Text("read", AcknowledgementState.Confirmed)];
        Assert.Equal((56, "MinutesLeft.exam"), HomeBoard.MinutesLeft(cycle, texts));
        Assert.Equal((25, "MinutesLeft"), HomeBoard.MinutesLeft(cycle with { ExamMinutes = null }, []));
        Assert.Equal(0, HomeBoard.MinutesLeft(cycle with { OpenAttemptId = Guid.CreateVersion7() }, []).Minutes);
    }

    [Fact]
    public void With_all_lessons_done_the_button_leads_to_the_exam() =>
        Assert.Equal(("exam/course", "ToExam"), HomeBoard.NextStep(Cycle("course", Day) with { NextLessonId = null }, []));

    [Fact]
    public void After_the_lessons_the_button_leads_to_the_first_text_that_is_to_be_confirmed_and_back_to_the_course_from_there()
    {
        var texts = new[] { Text("first", AcknowledgementState.Confirmed), Text("second", AcknowledgementState.Outdated), Text("third", AcknowledgementState.Never) };
        Assert.Equal(("acknowledge/second?course=course", HomeBoard.ReadText), HomeBoard.NextStep(Cycle("course", Day) with { NextLessonId = null }, texts));
        Assert.Equal(("learn/course/first", "Start"), HomeBoard.NextStep(Cycle("course", Day), texts));
        Assert.Equal(("exam/course", "ToExam"), HomeBoard.NextStep(Cycle("course", Day) with { NextLessonId = null }, texts[..1]));
    }

    [Fact]
    public void A_text_of_a_due_course_stands_in_the_card_of_the_course_and_on_its_own_once_the_course_is_done()
    {
        AcknowledgementView[] texts = [Text("alone", AcknowledgementState.Never), Text("step", AcknowledgementState.Never)];
        var cycle = Cycle("course", Day) with { Acknowledgements = ["step", "for others"] };
        var board = new HomeBoard([cycle], [], [], texts);
        Assert.Equal(["alone"], board.ToRead.Select(text => text.DocumentId));
        Assert.Equal(["step"], board.TextsOf(cycle).Select(text => text.DocumentId));
        Assert.Equal(2, board.DueCount);

        board = new HomeBoard([cycle with { State = CycleState.Done }], [], [], texts);
        Assert.Equal(["alone", "step"], board.ToRead.Select(text => text.DocumentId));
        Assert.Equal(2, board.DueCount);
    }

    [Theory]
    [InlineData(4, "Greeting.evening")]
    [InlineData(5, "Greeting.morning")]
    [InlineData(11, "Greeting.morning")]
    [InlineData(12, "Greeting.day")]
    [InlineData(17, "Greeting.day")]
    [InlineData(18, "Greeting.evening")]
    [InlineData(23, "Greeting.evening")]
    public void The_greeting_follows_the_hour(int hour, string key) => Assert.Equal(key, HomeBoard.GreetingKey(hour));

    private static CycleView Cycle(string course, DateOnly dueOn, CycleState state = CycleState.Due) =>
        new(course, course, "", dueOn, state == CycleState.Done ? dueOn : null, null, 0, 5, 25, "first", null, state);

    private static AcknowledgementView Text(string id, AcknowledgementState state) => new(id, id, 1, 40, new AcknowledgementStanding(state, null, null), null);

    private static CourseRefreshers Refreshers(string course, int due) => new(course, course, due > 0 ? 5 : 0, due, Day, null, Day.AddDays(100));

    private static AttemptRow Attempt(AttemptState state, int hour)
    {
        var started = new DateTimeOffset(2026, 11, 24, hour, 0, 0, TimeSpan.Zero);
        return new AttemptRow(Guid.CreateVersion7(), "course", "Course", AttemptMode.Exam, state, started, state == AttemptState.Graded ? started.AddMinutes(20) : null, 80, true, 3, 20);
    }
}
