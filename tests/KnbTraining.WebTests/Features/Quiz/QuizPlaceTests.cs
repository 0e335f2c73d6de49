using KnbTraining.Learning.Attempts;
using KnbTraining.Web.Features.Quiz;

namespace KnbTraining.WebTests.Features.Quiz;

public sealed class QuizPlaceTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void After_the_last_item_comes_the_review()
    {
        var attempt = Attempts.View(complete: 0, partly: 0, open: 2);
        Assert.EndsWith("/2", QuizPlace.Of(attempt, 1)!.NextHref, StringComparison.Ordinal);
        Assert.EndsWith("/review", QuizPlace.Of(attempt, 2)!.NextHref, StringComparison.Ordinal);
        Assert.EndsWith("/1", QuizPlace.Of(attempt, 2)!.PreviousHref, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(-1)]
    public void There_is_no_place_outside_the_form(int position) => Assert.Null(QuizPlace.Of(Attempts.View(0, 0, 2), position));

    [Fact]
    public void Going_on_leads_to_the_first_item_that_is_not_wholly_answered()
    {
        Assert.Equal(3, QuizPlace.Resume(Attempts.View(complete: 2, partly: 1, open: 1)));
        Assert.Equal(2, QuizPlace.Resume(Attempts.View(complete: 2, partly: 0, open: 0)));
    }

    [Fact]
    public void An_attempt_is_over_when_it_is_graded_or_its_deadline_has_come()
    {
        var place = QuizPlace.Of(Attempts.View(0, 0, 1) with { Deadline = Now }, 1)!;
        Assert.False(place.IsOver(Now.AddTicks(-1)));
        Assert.True(place.IsOver(Now));
        Assert.True((place with { State = AttemptState.Graded }).IsOver(Now.AddHours(-1)));
    }
}
