using KnbTraining.Learning;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Reports;
using KnbTraining.Learning.Tables;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Attempts;

public sealed class CertaintyTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Certainty_sent_many_times_with_one_step_id_is_stored_once_and_acknowledged_alike()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var id = await room.StartAsync(viewer);
        var step = Guid.CreateVersion7();

        var results = await Task.WhenAll(Enumerable.Range(0, 20)
            .Select(_ => room.Get<AttemptService>().StateCertaintyAsync(viewer, id, 1, Certainty.High, step, None)));
        room.Clock.Advance(TimeSpan.FromSeconds(3));
        var later = await room.Get<AttemptService>().StateCertaintyAsync(viewer, id, 1, Certainty.High, step, None);

        Assert.All(results, result => Assert.Equal(later, result));
        await using var db = room.Open();
        var stored = await db.AttemptSteps.SingleAsync(entry => entry.Kind == StepKind.Certainty, None);
        Assert.Equal((1, "high"), (stored.Position, stored.Response));
    }

    [Theory]
    [InlineData(Certainty.Low)]
    [InlineData(Certainty.Middle)]
    [InlineData(Certainty.High)]
    public async Task The_last_statement_holds_also_after_a_restart_and_in_another_language(Certainty last)
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var id = await room.StartAsync(viewer);
        await StateAsync(room, viewer, id, 2, Certainty.High);
        await StateAsync(room, viewer, id, 2, Certainty.Low);
        await StateAsync(room, viewer, id, 2, last);

        await room.KillAndRestartAsync();

        var items = (await room.ViewAsync(viewer, id, "kk")).Items;
        Assert.Equal(last, items[1].Certainty);
        Assert.All(items.Where(item => item.Position != 2), item => Assert.Null(item.Certainty));
    }

    [Fact]
    public async Task Certainty_is_refused_where_an_answer_would_be()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var stranger = await room.AddAsync(new PersonBuilder().Named("Daniyar Stranger"));
        var id = await room.StartAsync(viewer);
        var service = room.Get<AttemptService>();
        Task<Result<DateTimeOffset>> TryAsync(Viewer who, int position) => service.StateCertaintyAsync(who, id, position, Certainty.Low, Guid.CreateVersion7(), None);

        Assert.Equal(Refusal.NotFound, (await TryAsync(stranger, 1)).Refused);
        Assert.Equal(Refusal.NotFound, (await TryAsync(viewer, 0)).Refused);
        Assert.Equal(Refusal.NotFound, (await TryAsync(viewer, 999)).Refused);
        room.MakeReadOnly(true);
        Assert.Equal(Refusal.StorageUnavailable, (await TryAsync(viewer, 1)).Refused);
        room.MakeReadOnly(false);
        var deadline = (await room.ViewAsync(viewer, id)).Deadline;
        room.Clock.SetUtcNow(deadline.AddTicks(-1));
        Assert.True((await TryAsync(viewer, 1)).Ok);
        room.Clock.SetUtcNow(deadline);
        Assert.Equal(Refusal.TimeIsUp, (await TryAsync(viewer, 1)).Refused);
        await service.SubmitAsync(viewer, id, None);
        Assert.Equal(Refusal.Finished, (await TryAsync(viewer, 1)).Refused);
    }

    [Fact]
    public async Task Replaying_an_attempt_gives_the_same_score_with_and_without_certainty()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var id = await room.StartAsync(viewer);
        await room.AnswerRightAsync(viewer, id, count: 12);
        for (var position = 1; position <= 14; position++)
        {
            await StateAsync(room, viewer, id, position, (Certainty)(position % 3));
        }

        await room.Get<AttemptService>().SubmitAsync(viewer, id, None);

        await using var db = room.Open();
        var attempt = await db.Attempts.Include(found => found.Items).ThenInclude(item => item.Family).SingleAsync(None);
        var steps = await db.AttemptSteps.OrderBy(step => step.Sequence).ToListAsync(None);
        Assert.Equal(14, steps.Count(step => step.Kind == StepKind.Certainty));
        var (with, without) = (Replay(attempt, steps), Replay(attempt, steps.Where(step => step.Kind != StepKind.Certainty)));
        Assert.Equal(with.Scores, without.Scores);
        Assert.Equal((with.Points, with.Percent, with.Passed), (without.Points, without.Percent, without.Passed));
        Assert.Equal((attempt.Points, attempt.Percent, attempt.Passed), (with.Points, with.Percent, with.Passed));
    }

    [Fact]
    public async Task A_result_tells_the_certainty_of_answers_and_of_nothing_else()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var id = await room.StartAsync(viewer);
        await room.AnswerRightAsync(viewer, id, count: 1);
        await AnswerWrongAsync(room, viewer, id, 2);
        await StateAsync(room, viewer, id, 1, Certainty.High);
        await StateAsync(room, viewer, id, 2, Certainty.High);
        await StateAsync(room, viewer, id, 3, Certainty.High);
        await room.Get<AttemptService>().SubmitAsync(viewer, id, None);

        var items = (await room.Get<AttemptQueries>().ResultAsync(viewer, id, "en", None)).Value!.Items;

        Assert.Equal([Certainty.High, Certainty.High, null, null], items.Take(4).Select(item => item.Certainty));
        Assert.Equal([2], items.Where(item => item.SureAndWrong).Select(item => item.Position));
    }

    [Fact]
    public async Task The_report_counts_wrong_answers_that_were_given_with_high_certainty()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var auditor = await room.AddAsync(new PersonBuilder().With(Role.Auditor));
        var id = await room.StartAsync(viewer);
        await room.AnswerRightAsync(viewer, id, count: 1);
        foreach (var (position, certainty) in new[] { (1, Certainty.High), (2, Certainty.High), (3, Certainty.Middle), (4, Certainty.High) })
        {
            if (position is 2 or 3)
            {
                await AnswerWrongAsync(room, viewer, id, position);
            }

            await StateAsync(room, viewer, id, position, certainty);
        }

        await room.Get<AttemptService>().SubmitAsync(viewer, id, None);

        var rules = await room.Get<MissedRulesQueries>().ListAsync(auditor, null, "en", None);
        var asked = (await room.Get<AttemptQueries>().ResultAsync(viewer, id, "en", None)).Value!.Items[1].RuleId;
        Assert.Equal([(asked, 1)], rules.Where(rule => rule.Sure > 0).Select(rule => (rule.RuleId, rule.Sure)));
        Assert.All(rules, rule => Assert.InRange(rule.Sure, 0, rule.Missed));
        var csv = await room.CsvAsync(ExportedReport.Missed, auditor, new DateOnly(2026, 3, 2));
        Assert.Equal(rules.Count + 1, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Single(csv.Split("\r\n"), line => line.EndsWith(",1", StringComparison.Ordinal));
    }

    [Fact]
    public void A_word_that_says_nothing_about_certainty_changes_nothing()
    {
        var answers = new AttemptAnswers();
        answers.Apply(StepKind.Certainty, 1, "middle", default);
        answers.Apply(StepKind.Certainty, 1, "quite", default);
        Assert.Equal(Certainty.Middle, answers.Stated(1));
        Assert.Null(answers.CertaintyOf(1));
        Assert.All(Enum.GetValues<Certainty>(), certainty => Assert.Equal(certainty, CertaintyWord.Read(CertaintyWord.Of(certainty))));
        Assert.Throws<ArgumentOutOfRangeException>(() => CertaintyWord.Of((Certainty)3));
    }

    private static Grading Replay(Attempt attempt, IEnumerable<AttemptStep> steps)
    {
        var answers = new AttemptAnswers();
        foreach (var step in steps)
        {
            answers.Apply(step.Kind, step.Position, step.Response, step.At);
        }

        var edition = EditionSample.Edition;
        return Grader.Grade(edition.ItemsOn(attempt.LawDate), edition.Courses[attempt.CourseId], attempt.Items, answers);
    }

    private static async Task StateAsync(LearningRoom room, Viewer viewer, Guid id, int position, Certainty certainty) =>
        Assert.True((await room.Get<AttemptService>().StateCertaintyAsync(viewer, id, position, certainty, Guid.CreateVersion7(), None)).Ok);

    private static async Task AnswerWrongAsync(LearningRoom room, Viewer viewer, Guid id, int position) =>
        Assert.True((await room.Get<AttemptService>().AnswerAsync(viewer, id, position, await room.WrongAsync(id, position), Guid.CreateVersion7(), None)).Ok);
}
