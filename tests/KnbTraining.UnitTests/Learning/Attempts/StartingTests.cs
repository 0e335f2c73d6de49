using KnbTraining.Learning;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Persistence;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Attempts;

public sealed class StartingTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Two_tabs_that_start_at_once_meet_in_one_attempt()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();

        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => room.StartAsync(viewer)));

        Assert.Single(ids.Distinct());
        await using var db = room.Open();
        Assert.Equal(1, await db.Attempts.CountAsync(None));
    }

    [Fact]
    public async Task Two_starts_that_both_saw_no_open_attempt_meet_in_one()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var gate = new TaskCompletionSource();
        var holding = room.Get<LearningStore>().WriteAsync<Done>(
            async _ =>
            {
                await gate.Task;
                return default(Done);
            },
            None);

        // Both have read and wait for the writer.
        var starts = new[] { room.StartAsync(viewer), room.StartAsync(viewer) };
        await Task.Delay(100, TestContext.Current.CancellationToken);
        gate.SetResult();

        Assert.True((await holding).Ok);
        Assert.Single((await Task.WhenAll(starts)).Distinct());
    }

    [Fact]
    public async Task An_unknown_course_is_not_found()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();

        var result = await room.Get<AttemptService>().StartAsync(viewer, "no-such-course", AttemptMode.Exam, "en", None);

        Assert.Equal(Refusal.NotFound, result.Refused);
    }

    [Fact]
    public async Task A_form_has_as_many_items_as_the_blueprint_asks()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();

        var view = await room.ViewAsync(viewer, await room.StartAsync(viewer));

        var exam = EditionSample.Edition.Courses[EditionSample.Course].Exam;
        Assert.Equal(exam.Count, view.Items.Count);
        Assert.Equal(view.StartedAt.AddMinutes(exam.Minutes), view.Deadline);
    }

    [Fact]
    public async Task A_resumed_attempt_shows_the_same_questions_and_options_in_the_same_order()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var id = await room.StartAsync(viewer);
        var before = await room.ViewAsync(viewer, id);

        await room.KillAndRestartAsync();

        Assert.Equal(id, await room.StartAsync(viewer));
        Assert.Equivalent(before, await room.ViewAsync(viewer, id), strict: true);
    }

    [Fact]
    public async Task Switching_language_changes_words_and_nothing_else()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var id = await room.StartAsync(viewer);
        await room.AnswerRightAsync(viewer, id, 2);
        var english = await room.ViewAsync(viewer, id);
        var kazakh = await room.ViewAsync(viewer, id, "kk");

        Assert.Equal(english.Items.Select(Shape), kazakh.Items.Select(Shape));
        Assert.NotEqual(english.Items[0].Question, kazakh.Items[0].Question);

        static string Shape(AttemptItemView item) => string.Join(
            '|', item.Options.Concat(item.Rows).Concat(item.Choices).Select(option => option.Id).Concat(item.Response));
    }

    [Fact]
    public async Task A_retry_avoids_items_that_were_seen()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var first = await room.SitAsync(viewer, right: 0);
        var second = await room.SitAsync(viewer, right: 0);

        var (seen, fresh) = (await ItemsAsync(room, first), await ItemsAsync(room, second));

        // Hand-written questions have one variant each, so only generated items can always be fresh.
        var repeated = seen.Intersect(fresh).Where(item => !item.StartsWith("authored.", StringComparison.Ordinal));
        Assert.Empty(repeated);
    }

    [Fact]
    public async Task Too_many_failed_exams_start_a_cool_down_that_ends()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var exam = EditionSample.Edition.Courses[EditionSample.Course].Exam;
        for (var i = 0; i < exam.Attempts; i++)
        {
            await room.SitAsync(viewer, right: 0);
        }

        var service = room.Get<AttemptService>();
        var refused = await service.StartAsync(viewer, EditionSample.Course, AttemptMode.Exam, "en", None);
        Assert.Equal(Refusal.CoolDown, refused.Refused);
        Assert.Equal(room.Clock.GetUtcNow().AddHours(exam.CoolDownHours), DateTimeOffset.Parse(refused.Detail!, System.Globalization.CultureInfo.InvariantCulture));
        Assert.True((await service.StartAsync(viewer, EditionSample.Course, AttemptMode.Practice, "en", None)).Ok);

        room.Clock.Advance(TimeSpan.FromHours(exam.CoolDownHours) - TimeSpan.FromTicks(1));
        Assert.Equal(Refusal.CoolDown, (await service.StartAsync(viewer, EditionSample.Course, AttemptMode.Exam, "en", None)).Refused);
        room.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.True((await service.StartAsync(viewer, EditionSample.Course, AttemptMode.Exam, "en", None)).Ok);
    }

    [Fact]
    public async Task A_failed_practice_uses_up_no_attempt_and_a_pass_starts_the_count_again()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var course = EditionSample.Edition.Courses[EditionSample.Course];
        await room.SitAsync(viewer, right: 0, mode: AttemptMode.Practice);
        Assert.Equal(course.Exam.Attempts, (await room.Get<AttemptStart>().AllowanceAsync(viewer, course, None)).Left);

        await room.SitAsync(viewer, right: 0);
        Assert.Equal(course.Exam.Attempts - 1, (await room.Get<AttemptStart>().AllowanceAsync(viewer, course, None)).Left);
        room.Clock.Advance(TimeSpan.FromMinutes(1));
        await room.SitAsync(viewer);
        Assert.Equal(course.Exam.Attempts, (await room.Get<AttemptStart>().AllowanceAsync(viewer, course, None)).Left);
    }

    [Fact]
    public async Task At_its_deadline_an_attempt_is_over_and_the_next_start_opens_another()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var id = await room.StartAsync(viewer);
        var deadline = (await room.ViewAsync(viewer, id)).Deadline;
        room.Clock.SetUtcNow(deadline.AddTicks(-1));
        Assert.Equal(id, await room.StartAsync(viewer));

        room.Clock.SetUtcNow(deadline);

        Assert.NotEqual(id, await room.StartAsync(viewer));
        Assert.Equal(AttemptState.Graded, (await room.ViewAsync(viewer, id)).State);
    }

    private static async Task<List<string>> ItemsAsync(LearningRoom room, Guid id)
    {
        await using var db = room.Open();
        var items = await db.Attempts.Where(attempt => attempt.Id == id).SelectMany(attempt => attempt.Items).Include(item => item.Family).ToListAsync(None);
        return items.ConvertAll(item => item.ItemId);
    }
}
