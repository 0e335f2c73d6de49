using KnbTraining.Learning;
using KnbTraining.Learning.Attempts;
using KnbTraining.Web.Features.Quiz;

namespace KnbTraining.WebTests.Features.Quiz;

public sealed class PageClaimTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 24, 9, 3, 22, TimeSpan.Zero);

    private readonly List<(Guid Id, Guid? Instead)> _claimed = [];
    private readonly Queue<Result<DateTimeOffset>> _answers = new();
    private Guid? _before;
    private bool _gone;

    [Fact]
    public async Task A_window_claims_once_however_many_steps_wait_for_it()
    {
        var claim = New(At);
        var sent = await Task.WhenAll(SendAsync(claim), SendAsync(claim), SendAsync(claim));
        Assert.All(sent, result => Assert.True(result.Ok));
        Assert.Equal((claim.Id, null), Assert.Single(_claimed));
    }

    [Fact]
    public async Task A_window_that_came_back_by_itself_claims_instead_of_what_it_held()
    {
        _before = Guid.CreateVersion7();
        var claim = New(At);
        await claim.HoldAsync();
        Assert.Equal((claim.Id, _before), Assert.Single(_claimed));
    }

    [Fact]
    public async Task Where_another_window_has_it_nothing_is_sent_before_a_person_goes_on_here()
    {
        _before = Guid.CreateVersion7();
        var claim = New(new Refusal.TakenOver(At), At);
        Assert.Equal(RefusalKind.TakenOver, (await SendAsync(claim)).Refused?.Kind);
        Assert.Equal(At, claim.TakenAt);
        await claim.TakeBackAsync();
        Assert.False(claim.IsTaken);
        Assert.True((await SendAsync(claim)).Ok);
        Assert.Null(_claimed[^1].Instead);
        Assert.NotEqual(_claimed[0].Id, _claimed[^1].Id);
    }

    [Fact]
    public async Task A_claim_that_could_not_be_stored_is_asked_for_again_with_the_next_step()
    {
        var claim = New(Refusal.StorageUnavailable, At);
        Assert.Equal(Refusal.StorageUnavailable, (await SendAsync(claim)).Refused);
        Assert.True((await SendAsync(claim)).Ok);
        Assert.Equal(_claimed[0], _claimed[1]);
    }

    [Fact]
    public async Task A_window_that_is_gone_before_it_claimed_takes_nothing()
    {
        _gone = true;
        var claim = New(At);
        Assert.False((await SendAsync(claim)).Ok);
        Assert.Empty(_claimed);
        _gone = false;
        Assert.True((await SendAsync(claim)).Ok);
    }

    [Fact]
    public async Task Before_it_claims_a_window_takes_no_notice_of_who_held_the_attempt()
    {
        var claim = New(At);
        claim.Observe(new AttemptClaim(Guid.CreateVersion7(), At));
        Assert.False(claim.IsTaken);
        await claim.HoldAsync();
        claim.Observe(new AttemptClaim(claim.Id, At));
        claim.Observe(null);
        Assert.False(claim.IsTaken);
        claim.Observe(new AttemptClaim(Guid.CreateVersion7(), At));
        Assert.True(claim.IsTaken);
    }

    private PageClaim New(params Result<DateTimeOffset>[] answers)
    {
        foreach (var answer in answers)
        {
            _answers.Enqueue(answer);
        }

        return new PageClaim(
            (id, instead) =>
            {
                _claimed.Add((id, instead));
                return Task.FromResult(_answers.Dequeue());
            },
            _ => Task.FromResult((_gone, _before)));
    }

    private static Task<Result<DateTimeOffset>> SendAsync(PageClaim claim) => claim.SendAsync(Guid.CreateVersion7(), step =>
    {
        Assert.Equal(claim.Id, step.Claim);
        return Task.FromResult<Result<DateTimeOffset>>(At);
    });
}
