using KnbTraining.Learning;
using KnbTraining.Learning.Attempts;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Attempts;

/// <summary>Somebody sets the clock of the machine while an exam is open.</summary>
public sealed class ClockTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory]
    [InlineData(-1)]
    [InlineData(-24)]
    public async Task A_clock_that_is_set_back_loses_no_answer_and_moves_no_deadline(int hours)
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var id = await room.StartAsync(viewer);
        var (keys, wrong) = (await room.KeysAsync(id), await room.WrongAsync(id, 1));
        var limit = (await room.ViewAsync(viewer, id)).Deadline - room.Clock.GetUtcNow();
        var service = room.Get<AttemptService>();
        await service.AnswerAsync(viewer, id, 1, wrong, Guid.CreateVersion7(), None);

        room.Clock.Set(room.Clock.GetUtcNow().AddHours(hours));
        room.Clock.Advance(limit / 2);
        Assert.True((await service.AnswerAsync(viewer, id, 1, keys[1], Guid.CreateVersion7(), None)).Ok);
        Assert.Equal(keys[1], (await room.ViewAsync(viewer, id)).Items[0].Response);

        room.Clock.Advance(limit / 2);
        Assert.Equal(Refusal.TimeIsUp, (await service.AnswerAsync(viewer, id, 2, keys[2], Guid.CreateVersion7(), None)).Refused);
        await service.CloseOverdueAsync(None);
        Assert.Equal(AttemptState.Graded, (await room.ViewAsync(viewer, id)).State);
    }

    [Fact]
    public async Task Whatever_the_steps_say_about_their_time_the_last_to_arrive_counts()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var id = await room.StartAsync(viewer);
        var (keys, wrong) = (await room.KeysAsync(id), await room.WrongAsync(id, 1));
        await room.Get<AttemptService>().AnswerAsync(viewer, id, 1, wrong, Guid.CreateVersion7(), None);

        // After a restart the clock of the machine counts as it is: these steps are stored with an earlier time.
        room.Clock.Set(room.Clock.GetUtcNow() - Hour);
        await room.KillAndRestartAsync();
        await room.Get<AttemptService>().AnswerAsync(viewer, id, 1, keys[1], Guid.CreateVersion7(), None);

        await using var db = room.Open();
        var times = await db.AttemptSteps.Where(step => step.Kind == StepKind.Answered).OrderBy(step => step.Sequence).Select(step => step.At).ToListAsync(None);
        Assert.True(times[1] < times[0]);
        Assert.Equal(keys[1], (await room.ViewAsync(viewer, id)).Items[0].Response);
    }

    [Fact]
    public async Task A_clock_that_is_set_forward_past_the_deadline_closes_the_attempt_with_what_was_saved()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var id = await room.StartAsync(viewer);
        await room.AnswerRightAsync(viewer, id, count: 3);
        var deadline = (await room.ViewAsync(viewer, id)).Deadline;

        room.Clock.Set(deadline + Hour);
        await room.Get<AttemptService>().CloseOverdueAsync(None);

        var result = (await room.Get<AttemptQueries>().ResultAsync(viewer, id, "en", None)).Value!;
        Assert.Equal((deadline, 3), (result.SubmittedAt, result.Items.Count(item => item.Answered)));
    }
}
