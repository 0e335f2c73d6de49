using KnbTraining.Content.Editions;
using KnbTraining.Content.Reference;
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
        // Forms of one question each, of hand-written ones, which have one variant: as many forms ask as many questions only where
        // each knows what the others have asked. Chance alone would do so less than once in ten thousand runs.
        var questions = EditionSample.Edition.Questions.Keys.ToArray();
        Assert.True(questions.Length >= 12, "Too few questions to tell choice from chance.");
        await using var room = await LearningRoom.OpenAsync();
        await room.PublishAsEditorAsync(AskingOneOf(questions));
        var viewer = await room.AddLearnerAsync();

        var asked = new List<string>();
        for (var i = 0; i < questions.Length; i++)
        {
            asked.AddRange(await ItemsAsync(room, await room.SitAsync(viewer, right: 0, mode: AttemptMode.Practice)));
        }

        Assert.Equal(questions.Length, asked.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(questions.Length, asked.Count);
    }

    [Fact]
    public async Task Attempts_of_a_person_at_a_course_are_counted_from_one_in_any_mode()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (viewer, other) = (await room.AddLearnerAsync(), await room.AddLearnerAsync());
        var practice = await room.SitAsync(viewer, right: 0, mode: AttemptMode.Practice);
        var elsewhere = (await room.Get<AttemptService>().StartAsync(viewer, "before-access", AttemptMode.Exam, "en", None)).Value;
        var exam = await room.SitAsync(viewer, right: 0);
        var open = await room.StartAsync(viewer);
        var another = await room.StartAsync(other);

        await using var db = room.Open();
        var ordinals = await db.Attempts.ToDictionaryAsync(attempt => attempt.Id, attempt => attempt.Ordinal, None);
        Assert.Equal([1, 1, 2, 3, 1], new[] { practice, elsewhere, exam, open, another }.Select(id => ordinals[id]));
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
        Assert.Equal(RefusalKind.CoolDown, refused.Refused?.Kind);
        Assert.Equal(room.Clock.GetUtcNow().AddHours(exam.CoolDownHours), Assert.IsType<Refusal.CoolDown>(refused.Refused).Until);
        Assert.True((await service.StartAsync(viewer, EditionSample.Course, AttemptMode.Practice, "en", None)).Ok);

        room.Clock.Advance(TimeSpan.FromHours(exam.CoolDownHours) - TimeSpan.FromTicks(1));
        Assert.Equal(RefusalKind.CoolDown, (await service.StartAsync(viewer, EditionSample.Course, AttemptMode.Exam, "en", None)).Refused?.Kind);
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

    /// <summary>An edition whose exam asks one of these hand-written questions.</summary>
    private static Edition AskingOneOf(IEnumerable<string> questions)
    {
        const string Path = $"courses/{EditionSample.Course}.yaml";
        var text = EditionSample.Documents.Find(Path)!;
        text = text[..(text.IndexOf("  parts:\n", StringComparison.Ordinal) + "  parts:\n".Length)]
            + "    - id: one\n      label: { en: One, ru: Один, kk: Бір }\n      count: 1\n      families:\n"
            + string.Concat(questions.Select(question => $"        - authored.{question}\n"));
        var compilation = EditionCompiler.Recompile(EditionSample.Documents.With([new(Path, text)]));
        return compilation.Edition ?? throw new InvalidOperationException(string.Join('\n', compilation.Findings));
    }

    private static async Task<List<string>> ItemsAsync(LearningRoom room, Guid id)
    {
        await using var db = room.Open();
        var items = await db.Attempts.Where(attempt => attempt.Id == id).SelectMany(attempt => attempt.Items).Include(item => item.Family).ToListAsync(None);
        return items.ConvertAll(item => item.ItemId);
    }
}
