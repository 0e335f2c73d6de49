using KnbTraining.Learning;
using KnbTraining.Web.Features.Quiz;

namespace KnbTraining.WebTests.Features.Quiz;

public sealed class AnswerSavingTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 24, 9, 3, 22, TimeSpan.Zero);

    private readonly List<(IReadOnlyList<string> Response, Guid Step)> _sent = [];
    private readonly Queue<TaskCompletionSource<Result<DateTimeOffset>>> _answers = new();

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
    public async Task The_same_choice_after_a_refusal_is_sent()
    {
        var saving = New();
        Expect().SetResult(Refusal.StorageUnavailable);
        await saving.ChooseAsync(["a"]);
        Expect().SetResult(At);
        await saving.ChooseAsync(["a"]);
        Assert.Equal(SavingState.Saved, saving.State);
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
        var saving = new AnswerSaving(["a"], At, SaveAsync);
        Assert.Equal(SavingState.Saved, saving.State);
        Assert.Equal(["a"], saving.Chosen);
    }

    private AnswerSaving New() => new([], null, SaveAsync);

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
