using System.Globalization;
using KnbTraining.Learning;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Attempts;

public sealed class ClaimTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly Guid Laptop = Guid.CreateVersion7();
    private static readonly Guid Phone = Guid.CreateVersion7();

    [Fact]
    public async Task A_page_whose_claim_is_gone_never_writes_over_the_newer_one_and_is_told_since_when()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (viewer, id, keys) = await BeginAsync(room);
        await ClaimAsync(room, viewer, id, Laptop);
        Assert.True((await AnswerAsync(room, viewer, id, keys[1], Laptop)).Ok);
        room.Clock.Advance(TimeSpan.FromMinutes(3));
        var taken = await ClaimAsync(room, viewer, id, Phone);
        var newer = await room.WrongAsync(id, 1);
        Assert.True((await AnswerAsync(room, viewer, id, newer, Phone)).Ok);

        var late = await AnswerAsync(room, viewer, id, keys[1], Laptop);

        Assert.Equal(RefusalKind.TakenOver, late.Refused?.Kind);
        Assert.Equal(taken.Value, Assert.IsType<Refusal.TakenOver>(late.Refused).Since);
        Assert.Equal(newer, (await room.ViewAsync(viewer, id)).Items[0].Response);
    }

    [Fact]
    public async Task A_page_is_told_in_its_own_language_whatever_the_language_of_the_page_that_goes_on()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (viewer, id, _) = await BeginAsync(room);
        var language = "";
        using var listening = await InAsync("kk", () => Task.FromResult(room.Get<ClaimNews>().Listen(id, _ => language = CultureInfo.CurrentUICulture.Name)));

        await InAsync("ru", () => ClaimAsync(room, viewer, id, Phone));

        Assert.Equal("kk", language);

        static Task<T> InAsync<T>(string culture, Func<Task<T>> act) => Task.Run(async () =>
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            return await act();
        });
    }

    [Fact]
    public async Task Certainty_and_marks_of_a_page_whose_claim_is_gone_are_refused_alike()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (viewer, id, _) = await BeginAsync(room);
        await ClaimAsync(room, viewer, id, Laptop);
        await ClaimAsync(room, viewer, id, Phone);
        var (service, step) = (room.Get<AttemptService>(), new SentStep(Guid.CreateVersion7(), Laptop));

        Assert.Equal(RefusalKind.TakenOver, (await service.StateCertaintyAsync(viewer, id, 1, Certainty.High, step, None)).Refused?.Kind);
        Assert.Equal(RefusalKind.TakenOver, (await service.FlagAsync(viewer, id, 1, true, step, None)).Refused?.Kind);
        var item = (await room.ViewAsync(viewer, id)).Items[0];
        Assert.True(item is { Certainty: null, Flagged: false });
    }

    [Fact]
    public async Task A_page_whose_claim_is_gone_does_not_submit_and_is_told_since_when()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (viewer, id, _) = await BeginAsync(room);
        var service = room.Get<AttemptService>();
        await ClaimAsync(room, viewer, id, Laptop);
        room.Clock.Advance(TimeSpan.FromMinutes(3));
        var taken = await ClaimAsync(room, viewer, id, Phone);

        var late = await service.SubmitAsync(viewer, id, Laptop, None);

        Assert.Equal(RefusalKind.TakenOver, late.Refused?.Kind);
        Assert.Equal(taken.Value, Assert.IsType<Refusal.TakenOver>(late.Refused).Since);
        Assert.Equal(AttemptState.Open, (await room.ViewAsync(viewer, id)).State);
        Assert.True((await service.SubmitAsync(viewer, id, Phone, None)).Ok);
        Assert.Equal(AttemptState.Graded, (await room.ViewAsync(viewer, id)).State);

        // What was submitted is there for everybody: who comes too late is led to the result, not refused.
        Assert.True((await service.SubmitAsync(viewer, id, Laptop, None)).Ok);
    }

    [Fact]
    public async Task When_the_time_is_up_nobody_s_claim_keeps_an_attempt_open()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (viewer, id, _) = await BeginAsync(room);
        await ClaimAsync(room, viewer, id, Laptop);
        await ClaimAsync(room, viewer, id, Phone);
        room.Clock.Advance((await room.ViewAsync(viewer, id)).Deadline - room.Clock.GetUtcNow());

        Assert.True((await room.Get<AttemptService>().SubmitAsync(viewer, id, Laptop, None)).Ok);
        Assert.Equal(AttemptState.Graded, (await room.ViewAsync(viewer, id)).State);
    }

    [Fact]
    public async Task The_sweep_needs_no_claim()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (viewer, id, _) = await BeginAsync(room);
        await ClaimAsync(room, viewer, id, Laptop);
        room.Clock.Advance((await room.ViewAsync(viewer, id)).Deadline - room.Clock.GetUtcNow());

        await room.Get<AttemptService>().CloseOverdueAsync(None);

        Assert.Equal(AttemptState.Graded, (await room.ViewAsync(viewer, id)).State);
    }

    [Fact]
    public async Task The_claim_outlives_the_process()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (viewer, id, keys) = await BeginAsync(room);
        await ClaimAsync(room, viewer, id, Laptop);
        var taken = await ClaimAsync(room, viewer, id, Phone);

        await room.KillAndRestartAsync();

        Assert.Equal(RefusalKind.TakenOver, (await AnswerAsync(room, viewer, id, keys[1], Laptop)).Refused?.Kind);
        Assert.True((await AnswerAsync(room, viewer, id, keys[1], Phone)).Ok);
        Assert.Equal(new AttemptClaim(Phone, taken.Value), (await room.ViewAsync(viewer, id)).Claim);
    }

    [Fact]
    public async Task A_window_that_loads_again_by_itself_goes_on_and_takes_nothing_from_another()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (viewer, id, keys) = await BeginAsync(room);
        var again = Guid.CreateVersion7();
        await ClaimAsync(room, viewer, id, Laptop);
        Assert.True((await ClaimAsync(room, viewer, id, again, instead: Laptop)).Ok);
        Assert.True((await AnswerAsync(room, viewer, id, keys[1], again)).Ok);

        await ClaimAsync(room, viewer, id, Phone);

        Assert.Equal(RefusalKind.TakenOver, (await ClaimAsync(room, viewer, id, Guid.CreateVersion7(), instead: again)).Refused?.Kind);
        Assert.True((await AnswerAsync(room, viewer, id, keys[2], Phone, position: 2)).Ok);
    }

    [Fact]
    public async Task A_person_can_always_go_on_where_they_are()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (viewer, id, keys) = await BeginAsync(room);
        var back = Guid.CreateVersion7();
        await ClaimAsync(room, viewer, id, Laptop);
        await ClaimAsync(room, viewer, id, Phone);

        Assert.True((await ClaimAsync(room, viewer, id, back)).Ok);

        Assert.True((await AnswerAsync(room, viewer, id, keys[1], back)).Ok);
        Assert.Equal(RefusalKind.TakenOver, (await AnswerAsync(room, viewer, id, keys[1], Phone)).Refused?.Kind);
    }

    [Fact]
    public async Task What_was_stored_before_the_claim_went_is_confirmed_when_it_is_sent_again()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (viewer, id, keys) = await BeginAsync(room);
        await ClaimAsync(room, viewer, id, Laptop);
        var step = new SentStep(Guid.CreateVersion7(), Laptop);
        var saved = await room.Get<AttemptService>().AnswerAsync(viewer, id, 1, keys[1], step, None);
        await ClaimAsync(room, viewer, id, Phone);

        Assert.Equal(saved, await room.Get<AttemptService>().AnswerAsync(viewer, id, 1, keys[1], step, None));
    }

    [Fact]
    public async Task In_one_transaction_claims_and_answers_count_in_the_order_in_which_they_came()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (viewer, id, keys) = await BeginAsync(room);
        await ClaimAsync(room, viewer, id, Laptop);

        var results = await Task.WhenAll(
            AnswerAsync(room, viewer, id, keys[1], Laptop),
            ClaimAsync(room, viewer, id, Phone),
            AnswerAsync(room, viewer, id, keys[2], Laptop, position: 2),
            AnswerAsync(room, viewer, id, keys[3], Phone, position: 3));

        Assert.Equal([null, null, RefusalKind.TakenOver, null], results.Select(result => result.Refused?.Kind));
    }

    [Fact]
    public async Task An_answer_that_comes_before_the_claim_it_names_is_refused_and_the_claim_in_the_same_transaction_holds()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (viewer, id, keys) = await BeginAsync(room);
        var taken = await ClaimAsync(room, viewer, id, Laptop);
        Task<Result<DateTimeOffset>> early = null!;
        Task<Result<DateTimeOffset>> claim = null!;

        // What is sent while the writer commits comes in one batch afterwards.
        room.Commits.Before(() =>
        {
            early = AnswerAsync(room, viewer, id, keys[1], Phone);
            claim = ClaimAsync(room, viewer, id, Phone);
            return Task.CompletedTask;
        });
        await room.Get<AttemptService>().FlagAsync(viewer, id, 1, true, None);

        Assert.Equal(new Refusal.TakenOver(taken.Value), (await early).Refused);
        Assert.True((await claim).Ok);
        Assert.True((await AnswerAsync(room, viewer, id, keys[1], Phone)).Ok);
    }

    [Fact]
    public async Task A_claim_that_could_not_be_stored_is_none()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (viewer, id, keys) = await BeginAsync(room);
        await ClaimAsync(room, viewer, id, Laptop);
        room.MakeReadOnly(true);
        Assert.Equal(Refusal.StorageUnavailable, (await ClaimAsync(room, viewer, id, Phone)).Refused);
        room.MakeReadOnly(false);
        Assert.True((await AnswerAsync(room, viewer, id, keys[1], Laptop)).Ok);
    }

    [Fact]
    public async Task Pages_of_this_process_are_told_at_once_until_they_listen_no_more()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (viewer, id, _) = await BeginAsync(room);
        List<AttemptClaim> heard = [];
        using (room.Get<ClaimNews>().Listen(id, heard.Add))
        using (room.Get<ClaimNews>().Listen(Guid.NewGuid(), _ => Assert.Fail("Somebody else's attempt.")))
        {
            await ClaimAsync(room, viewer, id, Phone);
        }

        await ClaimAsync(room, viewer, id, Laptop);
        Assert.Equal(Phone, Assert.Single(heard).Id);
    }

    [Fact]
    public async Task Nobody_claims_what_is_not_theirs_or_over()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (viewer, id, _) = await BeginAsync(room);
        var stranger = await room.AddAsync(new PersonBuilder().Named("Daniyar Stranger"));

        Assert.Equal(Refusal.NotFound, (await ClaimAsync(room, stranger, id, Phone)).Refused);
        await room.Get<AttemptService>().SubmitAsync(viewer, id, None);
        Assert.Equal(Refusal.Finished, (await ClaimAsync(room, viewer, id, Phone)).Refused);
        await using var db = room.Open();
        Assert.Equal(0, await db.AttemptSteps.CountAsync(step => step.Kind == StepKind.Claimed, None));
    }

    private static async Task<(Viewer Viewer, Guid Id, IReadOnlyDictionary<int, string[]> Keys)> BeginAsync(LearningRoom room)
    {
        var viewer = await room.AddLearnerAsync();
        var id = await room.StartAsync(viewer);
        await room.Get<AttemptService>().FlagAsync(viewer, id, 20, true, None);
        return (viewer, id, await room.KeysAsync(id));
    }

    private static Task<Result<DateTimeOffset>> ClaimAsync(LearningRoom room, Viewer viewer, Guid id, Guid claim, Guid? instead = null) =>
        room.Get<AttemptService>().ClaimAsync(viewer, id, claim, instead, None);

    private static Task<Result<DateTimeOffset>> AnswerAsync(LearningRoom room, Viewer viewer, Guid id, string[] response, Guid claim, int position = 1) =>
        room.Get<AttemptService>().AnswerAsync(viewer, id, position, response, new SentStep(Guid.CreateVersion7(), claim), None);
}
