using KnbTraining.Learning;
using KnbTraining.Learning.Attempts;
using KnbTraining.Web.Features.Quiz;

namespace KnbTraining.WebTests.Features.Quiz;

public sealed class SavingTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 24, 9, 3, 22, TimeSpan.Zero);

    private readonly List<(IReadOnlyList<string> Response, Guid Step)> _sent = [];
    private readonly Queue<TaskCompletionSource<Result<DateTimeOffset>>> _answers = new();
    private bool _here = true;

    [Fact]
    public async Task Nothing_is_called_saved_before_the_server_has_said_so()
    {
        var (saving, answer) = (New(), Expect());
        var choosing = saving.ChooseAsync(["a"]);
        Assert.Equal(SavingState.Saving, saving.State);
        Assert.Null(saving.SavedAt);
        answer.SetResult(At);
        await choosing;
        Assert.Equal(SavingState.Saved, saving.State);
        Assert.Equal(At, saving.SavedAt);
    }

    [Fact]
    public async Task A_refused_answer_stays_chosen_and_is_said_to_be_not_saved()
    {
        var (saving, answer) = (New(), Expect());
        answer.SetResult(Refusal.Finished);
        await saving.ChooseAsync(["a"]);
        Assert.Equal(SavingState.Refused, saving.State);
        Assert.Equal(["a"], saving.Chosen);
        Assert.Equal(Refusal.Finished, saving.Refused);
        Assert.False(saving.CanTryAgain);
    }

    [Fact]
    public async Task Trying_again_sends_the_same_step_so_that_nothing_is_stored_twice()
    {
        var saving = New();
        Expect().SetResult(Refusal.StorageUnavailable);
        await saving.ChooseAsync(["a"]);
        Assert.True(saving.CanTryAgain);
        Expect().SetResult(At);
        await saving.TryAgainAsync();
        Assert.Equal(SavingState.Saved, saving.State);
        Assert.Null(saving.Refused);
        Assert.Equal(_sent[0].Step, _sent[1].Step);
    }

    [Fact]
    public async Task Choices_made_while_one_is_being_saved_follow_it_and_only_the_last_is_sent()
    {
        var (saving, first, second) = (New(), Expect(), Expect());
        var choosing = saving.ChooseAsync(["a"]);
        var hasty = saving.ChooseAsync(["b"]);
        var last = saving.ChooseAsync(["c"]);
        first.SetResult(At);
        second.SetResult(At.AddSeconds(1));
        await Task.WhenAll(choosing, hasty, last);
        Assert.Equal(["a", "c"], _sent.Select(sent => sent.Response[0]));
        Assert.NotEqual(_sent[0].Step, _sent[1].Step);
        Assert.Equal(At.AddSeconds(1), saving.SavedAt);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_same_choice_once_more_is_no_new_step(bool stillOnItsWay)
    {
        var (saving, answer) = (New(), Expect());
        if (!stillOnItsWay)
        {
            answer.SetResult(At);
        }

        var choosing = saving.ChooseAsync(["a", "b"]);
        var echo = saving.ChooseAsync(["b", "a"]);
        answer.TrySetResult(At);
        await Task.WhenAll(choosing, echo);
        Assert.Single(_sent);
        Assert.Equal(SavingState.Saved, saving.State);
    }

    [Fact]
    public async Task The_same_choice_after_a_refusal_is_sent_as_the_same_step()
    {
        var saving = New();
        Expect().SetResult(Refusal.StorageUnavailable);
        await saving.ChooseAsync(["a", "b"]);
        Expect().SetResult(At);
        await saving.ChooseAsync(["b", "a"]);
        Assert.Equal(SavingState.Saved, saving.State);
        Assert.Equal(_sent[0].Step, _sent[1].Step);
    }

    [Fact]
    public async Task A_choice_made_again_after_another_one_is_a_step_of_its_own()
    {
        var saving = New();
        foreach (var option in (string[])["a", "b", "a"])
        {
            Expect().SetResult(Refusal.StorageUnavailable);
            await saving.ChooseAsync([option]);
        }

        Assert.Equal(3, _sent.Select(sent => sent.Step).Distinct().Count());
    }

    [Fact]
    public async Task After_the_session_has_ended_nothing_is_chosen()
    {
        var saving = New();
        _here = false;
        await saving.ChooseAsync(["a"]);
        Assert.Empty(saving.Chosen);
        Assert.Empty(_sent);
        Assert.Equal((SavingState.Nothing, 0), (saving.State, saving.Choices));
    }

    [Fact]
    public async Task Every_kind_of_value_is_saved_in_the_same_way()
    {
        var steps = new List<(object? Value, Guid Step)>();
        Result<DateTimeOffset> answer = Refusal.StorageUnavailable;
        var certainty = new Saving<Certainty?>(Said.Certainty, null, null, () => new(true), SaveAsync);
        var flag = new Saving<bool>(Said.Flag, true, null, () => new(true), SaveAsync);
        await certainty.ChooseAsync(Certainty.High);
        await flag.ChooseAsync(false);
        answer = At;
        await certainty.TryAgainAsync();
        await flag.TryAgainAsync();
        Assert.Equal<object?>([Certainty.High, false, Certainty.High, false], steps.Select(step => step.Value));
        Assert.Equal((steps[0].Step, steps[1].Step), (steps[2].Step, steps[3].Step));
        Assert.Equal<Saving>([certainty, flag], ((Saving[])[certainty, flag]).Where(saving => saving.State == SavingState.Saved && saving.SavedAt == At));

        Task<Result<DateTimeOffset>> SaveAsync<T>(T value, Guid step)
        {
            steps.Add((value, step));
            return Task.FromResult(answer);
        }
    }

    [Fact]
    public async Task What_fails_without_a_word_is_not_called_saved()
    {
        var (saving, answer) = (New(), Expect());
        answer.SetException(new InvalidOperationException("broken"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => saving.ChooseAsync(["a"]));
        Assert.Equal(SavingState.Nothing, saving.State);
    }

    [Fact]
    public void What_is_stored_is_shown_with_its_receipt()
    {
        var saving = New(["a"], At);
        Assert.Equal(SavingState.Saved, saving.State);
        Assert.Equal(["a"], saving.Chosen);
    }

    private Saving<IReadOnlyList<string>> New(IReadOnlyList<string>? stored = null, DateTimeOffset? savedAt = null) => new(
        Said.Answer,
        stored ?? [],
        savedAt,
        () => new(_here),
        SaveAsync,
        (one, other) => one.ToHashSet(StringComparer.Ordinal).SetEquals(other));

    private TaskCompletionSource<Result<DateTimeOffset>> Expect()
    {
        var answer = new TaskCompletionSource<Result<DateTimeOffset>>();
        _answers.Enqueue(answer);
        return answer;
    }

    private Task<Result<DateTimeOffset>> SaveAsync(IReadOnlyList<string> response, Guid step)
    {
        _sent.Add((response, step));
        return _answers.Dequeue().Task;
    }
}
