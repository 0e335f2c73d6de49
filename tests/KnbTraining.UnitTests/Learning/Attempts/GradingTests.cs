using KnbTraining.Content.Courses;
using KnbTraining.Content.Text;
using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Overview;
using KnbTraining.Learning.Persistence;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace KnbTraining.UnitTests.Learning.Attempts;

public sealed class GradingTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task All_right_answers_pass_with_full_points_and_a_validity()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();

        var result = (await room.Get<AttemptQueries>().ResultAsync(viewer, await room.SitAsync(viewer), "en", None)).Value!;

        Assert.True(result.Passed);
        Assert.Equal(100, result.Percent);
        Assert.Equal(result.Total, result.Points, 6);
        Assert.All(result.Parts, part => Assert.True(part.Passed));
        Assert.All(result.Items, item => Assert.True(item is { Score: 1, Answered: true }));
        Assert.Equal(new DateOnly(2026, 3, 2).AddMonths(EditionSample.Edition.Courses[EditionSample.Course].ValidityMonths), result.ValidUntil);
    }

    [Fact]
    public async Task An_empty_attempt_fails_with_no_points_and_no_validity()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();

        var result = (await room.Get<AttemptQueries>().ResultAsync(viewer, await room.SitAsync(viewer, right: 0), "ru", None)).Value!;

        Assert.False(result.Passed);
        Assert.Equal(0, result.Percent);
        Assert.Null(result.ValidUntil);
        Assert.All(result.Items, item => Assert.Contains(item.Options, option => option is { Correct: true, Chosen: false }));
    }

    [Theory]
    [InlineData(79, 100, false)]
    [InlineData(80, 100, true)]
    public void A_part_passes_exactly_at_its_mark(int right, int total, bool passes)
    {
        var exam = new Blueprint(10, 1, 0, 0, [new BlueprintPart("a", LocalizedText.Same("a"), 80, total, [])]);

        var part = Grader.GradeParts(exam, [.. Enumerable.Range(0, total).Select(i => (0, i < right ? 1d : 0d))]);

        Assert.Equal(passes, part[0].Passed);
    }

    [Fact]
    public void Three_thirds_of_a_point_reach_the_whole_point()
    {
        var exam = new Blueprint(10, 1, 0, 100, [new BlueprintPart("a", LocalizedText.Same("a"), 100, 3, [])]);

        var part = Grader.GradeParts(exam, [(0, 1d / 3 * 3), (0, 0.1 + 0.2 + 0.7), (0, 1)]);

        Assert.True(part[0].Passed);

        // Ten tenths are a little less than one to a computer, and ten percent of ten points to everybody else.
        var tenth = new Blueprint(10, 1, 0, 0, [new BlueprintPart("a", LocalizedText.Same("a"), 10, 10, [])]);
        Assert.True(Enumerable.Repeat(0.1, 10).Sum() < 1);
        Assert.True(Grader.GradeParts(tenth, [.. Enumerable.Repeat((0, 0.1), 10)])[0].Passed);
    }

    [Fact]
    public async Task An_exam_passes_at_its_own_mark_and_at_those_of_its_parts_and_shows_whole_percent_that_were_reached()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var id = await room.StartAsync(viewer);
        var keys = await room.KeysAsync(id);
        await using var db = room.Open();
        var attempt = await db.Attempts.Include(found => found.Items).ThenInclude(item => item.Family).AsSplitQuery().SingleAsync(found => found.Id == id, None);
        var items = attempt.Items.Where(item => item.Part == 0).OrderBy(item => item.Position).Take(3).ToArray();
        var answers = new AttemptAnswers();
        foreach (var right in items.Take(2))
        {
            answers.Apply(StepKind.Answered, right.Position, AttemptStep.Join(keys[right.Position]), LearningRoom.Start);
        }

        // Two of three: 66.7 of a hundred.
        foreach (var (pass, part, passes) in ((int, int?, bool)[])[(66, null, true), (67, null, false), (66, 66, true), (66, 67, false), (67, 66, false)])
        {
            var course = EditionSample.Edition.Courses[EditionSample.Course];
            var marked = course with { Exam = course.Exam with { Pass = pass, Parts = [course.Exam.Parts[0] with { Pass = part }] } };
            var grading = Grader.Grade(EditionSample.Edition.ItemsOn(attempt.LawDate), marked, items, answers);
            Assert.Equal((2, 66, passes), ((int)grading.Points, grading.Percent, grading.Passed));
        }
    }

    [Fact]
    public async Task Submitting_twice_grades_once()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var id = await room.StartAsync(viewer);
        var service = room.Get<AttemptService>();

        var results = await Task.WhenAll(service.SubmitAsync(viewer, id, None), service.SubmitAsync(viewer, id, None));

        Assert.All(results, result => Assert.Equal(id, result.Value));
        await using var db = room.Open();
        Assert.Equal(1, await db.AttemptSteps.CountAsync(step => step.Kind == StepKind.Graded, None));
    }

    [Fact]
    public async Task An_answer_given_just_before_the_submission_counts()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var id = await room.StartAsync(viewer);
        var service = room.Get<AttemptService>();
        var keys = await room.KeysAsync(id);
        await room.Get<AttemptQueries>().FindItemAsync(viewer, id, 1, "en", None);

        // Another write is under way, and each commit takes one answer: when the submission comes, all of them still wait.
        room.Get<IOptions<LearningOptions>>().Value.GroupCommitLimit = 1;
        var (begun, end) = (new TaskCompletionSource(), new TaskCompletionSource());
        var write = room.Get<LearningStore>().WriteAsync<Guid>(
            async _ =>
            {
                begun.SetResult();
                await end.Task;
                return id;
            },
            None);
        await begun.Task;
        Task<Result<DateTimeOffset>>[] answers = [.. keys.Select(key => service.AnswerAsync(viewer, id, key.Key, key.Value, Guid.CreateVersion7(), None))];
        var submission = service.SubmitAsync(viewer, id, None);
        Assert.All(answers, answer => Assert.False(answer.IsCompleted));
        end.SetResult();

        Assert.True((await write).Ok);
        Assert.All(await Task.WhenAll(answers), answer => Assert.True(answer.Ok, $"{answer.Refused}"));
        Assert.True((await submission).Ok);
        Assert.Equal(100, (await room.Get<AttemptQueries>().ResultAsync(viewer, id, "en", None)).Value!.Percent);
    }

    [Fact]
    public async Task An_open_attempt_has_no_result_yet()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();

        var result = await room.Get<AttemptQueries>().ResultAsync(viewer, await room.StartAsync(viewer), "en", None);

        Assert.Equal(Refusal.Conflict, result.Refused);
    }

    [Fact]
    public async Task An_overdue_attempt_is_graded_with_what_was_saved_as_of_its_deadline()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var id = await room.StartAsync(viewer);
        await room.AnswerRightAsync(viewer, id);
        var deadline = (await room.ViewAsync(viewer, id)).Deadline;

        room.Clock.SetUtcNow(deadline.AddTicks(-1));
        await room.Get<AttemptService>().CloseOverdueAsync(None);
        Assert.Equal(AttemptState.Open, (await room.ViewAsync(viewer, id)).State);
        room.Clock.SetUtcNow(deadline.AddHours(9));
        await room.Get<AttemptService>().CloseOverdueAsync(None);

        var result = (await room.Get<AttemptQueries>().ResultAsync(viewer, id, "en", None)).Value!;
        Assert.Equal(deadline, result.SubmittedAt);
        Assert.True(result.Passed);
    }

    [Fact]
    public async Task Whatever_an_overdue_exam_earns_is_dated_by_the_day_of_its_deadline()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        var viewer = await room.AddLearnerAsync();
        await room.Get<AssignmentService>().AssignAsync(admin, EditionSample.Course, new AssignmentAudience(HolderStatus.Current), 30, None);
        var id = await room.StartAsync(viewer);
        await room.AnswerRightAsync(viewer, id);

        // No sweep ran for two days: in no zone is it still the day of the deadline.
        var deadline = (await room.ViewAsync(viewer, id)).Deadline;
        room.Clock.SetUtcNow(deadline.AddDays(2));
        await room.Get<AttemptService>().CloseOverdueAsync(None);

        var day = room.Get<LocalCalendar>().DateOf(deadline);
        var validUntil = day.AddMonths(EditionSample.Edition.Courses[EditionSample.Course].ValidityMonths);
        await using var db = room.Open();
        var (attempt, cycle, certificate) = (await db.Attempts.SingleAsync(None), await db.Cycles.SingleAsync(None), await db.Certificates.SingleAsync(None));
        Assert.Equal((deadline, validUntil), (attempt.SubmittedAt, attempt.ValidUntil));
        Assert.Equal((day, validUntil), (cycle.CompletedOn, cycle.ValidUntil));
        Assert.Equal((day, validUntil), (certificate.IssuedOn, certificate.ValidUntil));
    }

    [Fact]
    public async Task A_passed_exam_completes_the_open_cycle_and_a_practice_does_not()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        var viewer = await room.AddLearnerAsync();
        await room.Get<AssignmentService>().AssignAsync(admin, EditionSample.Course, new AssignmentAudience(HolderStatus.Current), 30, None);

        await room.SitAsync(viewer, mode: AttemptMode.Practice);
        Assert.Null((await room.Get<OwnCourses>().MineAsync(viewer, "en", None))[0].CompletedOn);
        var id = await room.SitAsync(viewer);

        var cycle = (await room.Get<OwnCourses>().MineAsync(viewer, "en", None))[0];
        Assert.Equal((new DateOnly(2026, 3, 2), CycleState.Done), (cycle.CompletedOn!.Value, cycle.State));
        await using var db = room.Open();
        Assert.Equal(id, (await db.Cycles.SingleAsync(None)).AttemptId);
    }

    [Fact]
    public async Task A_passed_exam_completes_the_cycle_of_its_own_course_and_person_alone()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        await room.AddLearnerAsync();
        var viewer = await room.AddLearnerAsync();
        foreach (var course in (string[])["who-protects-state-secrets", EditionSample.Course])
        {
            Assert.Equal(2, (await room.Get<AssignmentService>().AssignAsync(admin, course, new AssignmentAudience(HolderStatus.Current), 30, None)).Value);
        }

        await room.SitAsync(viewer);

        await using var db = room.Open();
        var completed = await db.Cycles.SingleAsync(cycle => cycle.CompletedOn != null, None);
        Assert.Equal((viewer.PersonId, EditionSample.Course), (completed.PersonId, completed.CourseId));
    }

    [Fact]
    public async Task Feedback_on_one_answer_is_for_complete_practice_answers_only()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var exam = await room.StartAsync(viewer);
        var practice = await room.StartAsync(viewer, AttemptMode.Practice);
        var queries = room.Get<AttemptQueries>();

        Assert.Equal(Refusal.NotAllowed, (await queries.FeedbackAsync(viewer, exam, 1, "en", None)).Refused);
        Assert.Equal(Refusal.Conflict, (await queries.FeedbackAsync(viewer, practice, 1, "en", None)).Refused);
        await room.AnswerRightAsync(viewer, practice, 1);
        Assert.Equal(1, (await queries.FeedbackAsync(viewer, practice, 1, "en", None)).Value!.Score);
    }

    [Fact]
    public async Task A_result_is_open_to_whoever_sees_the_person_and_closed_to_managers_of_other_units()
    {
        await using var room = await LearningRoom.OpenAsync();
        var root = await room.RootAsync();
        var (north, south) = (await room.AddUnitAsync("North", root), await room.AddUnitAsync("South", root));
        var viewer = await room.AddAsync(new PersonBuilder().In(north));
        var own = await room.AddAsync(new PersonBuilder().Managing(north));
        var other = await room.AddAsync(new PersonBuilder().Managing(south));
        var auditor = await room.AddAsync(new PersonBuilder().With(Role.Auditor));
        var id = await room.SitAsync(viewer, right: 3);
        var queries = room.Get<AttemptQueries>();

        Assert.True((await queries.ResultAsync(own, id, "en", None)).Ok);
        Assert.True((await queries.ResultAsync(auditor, id, "en", None)).Ok);
        Assert.Equal(Refusal.NotFound, (await queries.ResultAsync(other, id, "en", None)).Refused);
    }
}
