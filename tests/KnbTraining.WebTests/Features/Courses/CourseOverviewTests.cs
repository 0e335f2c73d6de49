using KnbTraining.Learning.Acknowledgements;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.Web.Features.Courses;

namespace KnbTraining.WebTests.Features.Courses;

public sealed class CourseOverviewTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);
    private static readonly IReadOnlyList<string> Lessons = EditionSample.Edition.Courses[EditionSample.Course].Lessons;

    [Fact]
    public void The_next_lesson_is_the_first_that_is_not_read()
    {
        var course = Overview(Lessons[0], Lessons[2]);
        Assert.Equal(Lessons[1], course.Next!.Id);
        Assert.Equal(2, course.Done);
        Assert.False(course.ExamComesFirst);
    }

    [Fact]
    public void The_exam_comes_first_when_every_lesson_is_read()
    {
        var course = Overview([.. Lessons]);
        Assert.Null(course.Next);
        Assert.Equal(0, course.MinutesLeft(default, passed: true));
        Assert.Equal(course.Exam.Minutes, course.MinutesLeft(default, passed: false));
        Assert.Equal(0, course.MinutesLeft(new ExamTime(0, Untimed: true), passed: false));
        Assert.True(course.ExamComesFirst);
    }

    [Fact]
    public void An_exam_that_has_begun_comes_before_the_lessons()
    {
        var open = Row(AttemptMode.Exam, AttemptState.Open, EditionSample.Course);
        var course = Overview([], [open]);
        Assert.Equal(open, course.Open);
        Assert.True(course.ExamComesFirst);
    }

    [Fact]
    public void Practice_and_other_courses_are_no_results_of_this_exam()
    {
        var own = Row(AttemptMode.Exam, AttemptState.Graded, EditionSample.Course);
        var course = Overview([], [own, Row(AttemptMode.Practice, AttemptState.Graded, EditionSample.Course), Row(AttemptMode.Exam, AttemptState.Graded, "other")]);
        Assert.Equal([own], course.Results);
        Assert.Null(course.Open);
    }

    [Fact]
    public void A_practice_under_way_stands_apart_from_the_exam()
    {
        var practice = Row(AttemptMode.Practice, AttemptState.Open, EditionSample.Course);
        var course = Overview([], [Row(AttemptMode.Practice, AttemptState.Open, "other"), practice]);
        Assert.Equal(practice, course.OpenPractice);
        Assert.Null(course.Open);
        Assert.False(course.ExamComesFirst);
    }

    [Fact]
    public void A_refresher_is_no_result_of_the_exam_and_one_under_way_stands_apart()
    {
        var open = Row(AttemptMode.Refresher, AttemptState.Open, EditionSample.Course);
        var course = Overview([], [open, Row(AttemptMode.Refresher, AttemptState.Graded, EditionSample.Course)]);
        Assert.Equal(open, course.OpenRefresher);
        Assert.Empty(course.Results);
        Assert.Null(course.Open);
        Assert.Null(course.OpenPractice);
    }

    [Fact]
    public void Texts_stand_in_the_order_of_the_course_and_come_after_the_lessons_and_before_the_exam()
    {
        AcknowledgementView[] mine = [Text("other", AcknowledgementState.Never), Text(Confirming.Travel, AcknowledgementState.Never), Text(Confirming.Obligation, AcknowledgementState.EndsSoon)];
        var course = Overview([.. Lessons], [], mine);
        Assert.Equal([Confirming.Obligation, Confirming.Travel], course.Texts.Select(text => text.DocumentId));
        Assert.Equal(1, course.TextsConfirmed);
        Assert.Equal(Confirming.Travel, course.NextText!.DocumentId);
        Assert.True(course.StepsLeft);
        Assert.False(course.ExamComesFirst);
    }

    [Fact]
    public void Texts_that_are_confirmed_leave_the_exam()
    {
        var course = Overview([.. Lessons], [], [Text(Confirming.Travel, AcknowledgementState.Confirmed)]);
        Assert.Null(course.NextText);
        Assert.True(course.ExamComesFirst);
    }

    [Fact]
    public void Texts_to_confirm_belong_to_what_is_left_and_to_the_whole_length_and_the_exam_only_where_a_clock_runs()
    {
        var lessons = Lessons.Sum(lesson => EditionSample.Edition.Lessons[lesson]["en"].Minutes);
        var course = Overview([.. Lessons], [], [Text(Confirming.Travel, AcknowledgementState.Never), Text(Confirming.Obligation, AcknowledgementState.Confirmed)]);
        Assert.Equal(1, course.MinutesLeft(default, passed: true));
        Assert.Equal(1 + course.Exam.Minutes, course.MinutesLeft(default, passed: false));
        Assert.Equal((lessons, 2), (course.MinutesOfLessons, course.MinutesOfTexts));
        Assert.Equal(lessons + 2 + course.Exam.Minutes, course.MinutesInAll(default));
        Assert.Equal(lessons + 2, course.MinutesInAll(new ExamTime(0, Untimed: true)));
    }

    private static CourseOverview Overview(params string[] done) => Overview(done, []);

    private static CourseOverview Overview(string[] done, AttemptRow[] attempts, params AcknowledgementView[] texts) =>
        CourseOverview.Of(EditionSample.Edition, EditionSample.Edition.Courses[EditionSample.Course], "en", done.ToHashSet(), attempts, texts);

    private static AcknowledgementView Text(string id, AcknowledgementState state) => new(id, id, 1, 40, new AcknowledgementStanding(state, null, null), null);

    private static AttemptRow Row(AttemptMode mode, AttemptState state, string course) =>
        new(Guid.CreateVersion7(), course, "Course", mode, state, Now, state == AttemptState.Graded ? Now : null, 90, true, 20, 20);
}
