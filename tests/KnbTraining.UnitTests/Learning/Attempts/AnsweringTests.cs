using KnbTraining.Learning;
using KnbTraining.Learning.Attempts;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Attempts;

[Trait("Database", "Each")]
public sealed class AnsweringTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task An_answer_sent_twice_with_one_step_id_is_stored_once_and_acknowledged_alike()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var id = await room.StartAsync(viewer);
        var key = (await room.KeysAsync(id))[1];
        var step = Guid.CreateVersion7();

        var first = await room.Get<AttemptService>().AnswerAsync(viewer, id, 1, key, step, None);
        room.Clock.Advance(TimeSpan.FromSeconds(3));
        var second = await room.Get<AttemptService>().AnswerAsync(viewer, id, 1, key, step, None);

        Assert.True(first.Ok && second.Ok);
        Assert.Equal(first.Value, second.Value);
        await using var db = room.Open();
        Assert.Equal(1, await db.AttemptSteps.CountAsync(stored => stored.Kind == StepKind.Answered, None));
    }

    [Fact]
    public async Task The_same_step_id_many_times_at_once_is_stored_once()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var id = await room.StartAsync(viewer);
        var key = (await room.KeysAsync(id))[1];
        var step = Guid.CreateVersion7();

        var results = await Task.WhenAll(Enumerable.Range(0, 40)
            .Select(_ => room.Get<AttemptService>().AnswerAsync(viewer, id, 1, key, step, None)));

        Assert.All(results, result => Assert.True(result.Ok));
        await using var db = room.Open();
        Assert.Equal(1, await db.AttemptSteps.CountAsync(stored => stored.Kind == StepKind.Answered, None));
    }

    [Fact]
    public async Task The_later_answer_of_two_tabs_counts()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var (firstTab, secondTab) = (await room.StartAsync(viewer), await room.StartAsync(viewer));
        var view = await room.ViewAsync(viewer, firstTab);
        var item = view.Items.First(shown => shown.Options.Count >= 2);
        string[] early = [item.Options[0].Id];
        string[] late = [item.Options[1].Id];

        Assert.Equal(firstTab, secondTab);
        Assert.True((await room.Get<AttemptService>().AnswerAsync(viewer, firstTab, item.Position, early, Guid.CreateVersion7(), None)).Ok);
        Assert.True((await room.Get<AttemptService>().AnswerAsync(viewer, secondTab, item.Position, late, Guid.CreateVersion7(), None)).Ok);

        var after = await room.ViewAsync(viewer, firstTab);
        Assert.Equal(late, after.Items[item.Position - 1].Response);
        Assert.True(after.Items[item.Position - 1].Complete);
    }

    [Fact]
    public async Task An_answer_can_be_taken_back()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var id = await room.StartAsync(viewer);
        await room.AnswerRightAsync(viewer, id, 1);

        Assert.True((await room.Get<AttemptService>().AnswerAsync(viewer, id, 1, [], Guid.CreateVersion7(), None)).Ok);

        var item = (await room.ViewAsync(viewer, id)).Items[0];
        Assert.Empty(item.Response);
        Assert.False(item.Complete);
        Assert.Equal(0, (await room.Get<AttemptQueries>().MineAsync(viewer, "en", None))[0].Answered);
    }

    [Fact]
    public async Task A_foreign_attempt_does_not_exist_for_a_stranger_and_the_try_is_logged()
    {
        await using var room = await LearningRoom.OpenAsync();
        var owner = await room.AddLearnerAsync();
        var stranger = await room.AddAsync(new PersonBuilder().Named("Daniyar Stranger"));
        var id = await room.StartAsync(owner);
        var service = room.Get<AttemptService>();

        Assert.Equal(Refusal.NotFound, (await room.Get<AttemptQueries>().FindAsync(stranger, id, "en", None)).Refused);
        Assert.Equal(Refusal.NotFound, (await room.Get<AttemptQueries>().ResultAsync(stranger, id, "en", None)).Refused);
        Assert.Equal(Refusal.NotFound, (await service.AnswerAsync(stranger, id, 1, [], Guid.CreateVersion7(), None)).Refused);
        Assert.Equal(Refusal.NotFound, (await service.FlagAsync(stranger, id, 1, true, None)).Refused);
        Assert.Equal(Refusal.NotFound, (await service.SubmitAsync(stranger, id, None)).Refused);
        Assert.Equal(5, room.Log.Entries.Count(entry => entry.Message.Contains(nameof(RefusalKind.NotYours), StringComparison.Ordinal)));
        Assert.Equal(AttemptState.Open, (await room.ViewAsync(owner, id)).State);
    }

    [Fact]
    public async Task An_unknown_option_is_refused_and_nothing_is_stored()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var id = await room.StartAsync(viewer);

        var result = await room.Get<AttemptService>().AnswerAsync(viewer, id, 1, ["no-such-option"], Guid.CreateVersion7(), None);

        Assert.Equal(Refusal.UnknownOption, result.Refused);
        Assert.Null((await room.ViewAsync(viewer, id)).Items[0].SavedAt);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(999)]
    public async Task A_position_outside_the_form_is_not_found(int position)
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var id = await room.StartAsync(viewer);

        var result = await room.Get<AttemptService>().AnswerAsync(viewer, id, position, [], Guid.CreateVersion7(), None);

        Assert.Equal(Refusal.NotFound, result.Refused);
    }

    [Fact]
    public async Task A_finished_attempt_takes_no_more_answers_but_still_confirms_the_stored_ones()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var id = await room.StartAsync(viewer);
        var key = (await room.KeysAsync(id))[1];
        var step = Guid.CreateVersion7();
        var service = room.Get<AttemptService>();
        var saved = await service.AnswerAsync(viewer, id, 1, key, step, None);
        await service.SubmitAsync(viewer, id, None);

        Assert.Equal(Refusal.Finished, (await service.AnswerAsync(viewer, id, 1, key, Guid.CreateVersion7(), None)).Refused);
        Assert.Equal(saved, await service.AnswerAsync(viewer, id, 1, key, step, None));
    }

    [Fact]
    public async Task The_last_moment_before_the_deadline_counts_and_the_deadline_itself_does_not()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var id = await room.StartAsync(viewer);
        var view = await room.ViewAsync(viewer, id);
        var keys = await room.KeysAsync(id);
        var service = room.Get<AttemptService>();

        room.Clock.SetUtcNow(view.Deadline.AddTicks(-1));
        Assert.True((await service.AnswerAsync(viewer, id, 1, keys[1], Guid.CreateVersion7(), None)).Ok);
        room.Clock.SetUtcNow(view.Deadline);
        Assert.Equal(Refusal.TimeIsUp, (await service.AnswerAsync(viewer, id, 2, keys[2], Guid.CreateVersion7(), None)).Refused);
    }

    [Fact]
    public async Task A_flag_is_kept_and_taken_back()
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var id = await room.StartAsync(viewer);
        var service = room.Get<AttemptService>();

        await service.FlagAsync(viewer, id, 2, true, None);
        Assert.True((await room.ViewAsync(viewer, id)).Items[1].Flagged);
        await service.FlagAsync(viewer, id, 2, false, None);
        Assert.False((await room.ViewAsync(viewer, id)).Items[1].Flagged);
    }
}
