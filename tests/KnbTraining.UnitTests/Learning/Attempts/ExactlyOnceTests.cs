using KnbTraining.Content.Items;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Attempts;

/// <summary>Whatever is sent again, and whenever: the same is stored, shown and scored.</summary>
[Trait("Database", "Each")]
public sealed class ExactlyOnceTests
{
    private const int Rounds = 12;
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>An answer to one position: none, the key or a wrong one.</summary>
    private sealed record Sent(Guid Step, int Position, string[] Response);

    [Fact]
    public async Task Any_interleaving_of_resends_of_the_same_steps_stores_and_scores_the_same()
    {
        await using var room = await LearningRoom.OpenAsync();
        for (var round = 1UL; round <= Rounds; round++)
        {
            var random = new StableRandom(round);
            var viewer = await room.AddLearnerAsync();
            var id = await room.StartAsync(viewer);
            var plan = await PlanAsync(room, id, random);
            await room.Get<AttemptQueries>().FindItemAsync(viewer, id, 1, "en", None);
            var waiting = new List<Task<KnbTraining.Learning.Result<DateTimeOffset>>>();
            for (var next = 0; next < plan.Count; next++)
            {
                waiting.Add(SendAsync(room, viewer, id, plan[next]));
                for (var again = random.Below(4); again > 0; again--)
                {
                    // Something sent before, now or long ago, comes once more.
                    waiting.Add(SendAsync(room, viewer, id, plan[random.Below(next + 1)]));
                }

                if (random.Below(5) == 0)
                {
                    Assert.All(await Task.WhenAll(waiting), result => Assert.True(result.Ok));
                    waiting.Clear();
                }
            }

            Assert.All(await Task.WhenAll(waiting), result => Assert.True(result.Ok));
            await AssertHoldsAsync(room, viewer, id, plan);
        }
    }

    [Fact]
    public async Task A_step_of_another_attempt_is_refused_and_never_taken_for_saved()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (first, second) = (await room.AddLearnerAsync(), await room.AddLearnerAsync());
        var (own, other) = (await room.StartAsync(first), await room.StartAsync(second));
        var step = Guid.CreateVersion7();
        Assert.True((await SendAsync(room, first, own, new Sent(step, 1, (await room.KeysAsync(own))[1]))).Ok);

        var again = await SendAsync(room, second, other, new Sent(step, 1, (await room.KeysAsync(other))[1]));

        Assert.Equal(KnbTraining.Learning.Refusal.Conflict, again.Refused);
        Assert.Empty((await room.ViewAsync(second, other)).Items[0].Response);
    }

    [Fact]
    public async Task Steps_that_come_again_after_a_restart_change_nothing()
    {
        await using var room = await LearningRoom.OpenAsync();
        var random = new StableRandom(99);
        var viewer = await room.AddLearnerAsync();
        var id = await room.StartAsync(viewer);
        var plan = await PlanAsync(room, id, random);
        foreach (var sent in plan)
        {
            Assert.True((await SendAsync(room, viewer, id, sent)).Ok);
        }

        await room.KillAndRestartAsync();
        room.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.All(await Task.WhenAll(random.Shuffle(plan).Select(sent => SendAsync(room, viewer, id, sent))), result => Assert.True(result.Ok));
        await AssertHoldsAsync(room, viewer, id, plan);
    }

    [Fact]
    public async Task The_order_in_which_options_are_shown_never_changes_a_score()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var id = await room.StartAsync(viewer);
        var answers = new AttemptAnswers();
        foreach (var sent in await PlanAsync(room, id, new StableRandom(7)))
        {
            answers.Apply(StepKind.Answered, sent.Position, AttemptStep.Join(sent.Response), room.Clock.GetUtcNow());
        }

        await using var db = room.Open();
        var attempt = await db.Attempts.AsNoTracking().Include(found => found.Items).ThenInclude(item => item.Family).SingleAsync(None);
        var bank = EditionSample.Edition.ItemsOn(attempt.LawDate);
        var course = EditionSample.Edition.Courses[attempt.CourseId];
        var asShown = Grader.Grade(bank, course, attempt.Items, answers);
        for (var seed = 1UL; seed <= Rounds; seed++)
        {
            var random = new StableRandom(seed);
            var shuffled = attempt.Items.Select(item => AttemptItem.Create(item.Position, item.Family, item.Variant, item.Part, Shuffle(bank, item, random))).ToArray();
            Assert.Equal(asShown.Scores, Grader.Grade(bank, course, random.Shuffle(shuffled), answers).Scores);
        }
    }

    private static string Shuffle(ItemBank bank, AttemptItem asked, StableRandom random)
    {
        var item = Grader.ItemOf(bank, asked.ItemId);
        var (options, choices) = PresentedOrder.Decode(item, asked.Order);
        return PresentedOrder.Encode(item, [.. random.Shuffle(options), .. random.Shuffle(choices)]);
    }

    // Each position is answered up to three times, in mixed order.
    private static async Task<IReadOnlyList<Sent>> PlanAsync(LearningRoom room, Guid id, StableRandom random)
    {
        var plan = new List<Sent>();
        foreach (var (position, key) in await room.KeysAsync(id))
        {
            for (var times = random.Below(4); times > 0; times--)
            {
                string[] response = random.Below(3) switch { 0 => [], 1 => await room.WrongAsync(id, position), _ => key };
                plan.Add(new Sent(Guid.CreateVersion7(), position, response));
            }
        }

        return random.Shuffle(plan);
    }

    private static Task<KnbTraining.Learning.Result<DateTimeOffset>> SendAsync(LearningRoom room, Viewer viewer, Guid id, Sent sent) =>
        room.Get<AttemptService>().AnswerAsync(viewer, id, sent.Position, sent.Response, sent.Step, None);

    private static async Task AssertHoldsAsync(LearningRoom room, Viewer viewer, Guid id, IReadOnlyList<Sent> plan)
    {
        var last = plan.GroupBy(sent => sent.Position).ToDictionary(group => group.Key, group => group.Last().Response);
        Assert.All(
            (await room.ViewAsync(viewer, id)).Items,
            item => Assert.Equal(last.GetValueOrDefault(item.Position, []).Order(StringComparer.Ordinal), item.Response.Order(StringComparer.Ordinal)));
        await room.Get<AttemptService>().SubmitAsync(viewer, id, None);
        await using var db = room.Open();
        var attempt = await db.Attempts.AsNoTracking().Include(found => found.Items).ThenInclude(item => item.Family).SingleAsync(found => found.Id == id, None);
        var steps = await db.AttemptSteps.AsNoTracking().Where(step => step.AttemptNumber == attempt.Number && step.Kind == StepKind.Answered).OrderBy(step => step.Sequence).ToListAsync(None);
        Assert.Equal(plan.Select(sent => sent.Step), steps.Select(step => step.Id));

        // A replay of what is stored earns what was earned.
        var replay = new AttemptAnswers();
        steps.ForEach(step => replay.Apply(step.Kind, step.Position, step.Response, step.At));
        var grading = Grader.Grade(EditionSample.Edition.ItemsOn(attempt.LawDate), EditionSample.Edition.Courses[attempt.CourseId], attempt.Items, replay);
        Assert.Equal((attempt.Points, attempt.Percent, attempt.Passed), (grading.Points, grading.Percent, grading.Passed));
        Assert.All(attempt.Items, item => Assert.Equal(item.Score, grading.Scores[item.Position]));
    }
}
