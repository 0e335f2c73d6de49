using KnbTraining.Web.Components.Timing;

namespace KnbTraining.WebTests.Components.Timing;

public sealed class RemainingTimeTests
{
    [Theory]
    [InlineData(60, 1)]
    [InlineData(61, 2)]
    [InlineData(119, 2)]
    [InlineData(120, 2)]
    [InlineData(121, 3)]
    public void A_begun_minute_counts(int seconds, int minutes) => Assert.Equal(minutes, new RemainingTime(TimeSpan.FromSeconds(seconds)).Minutes);

    [Fact]
    public void The_last_five_minutes_are_not_long()
    {
        Assert.True(new RemainingTime(TimeSpan.FromSeconds(301)).IsLong);
        Assert.False(new RemainingTime(TimeSpan.FromSeconds(300)).IsLong);
    }

    [Fact]
    public void The_time_is_over_at_the_deadline_and_not_before()
    {
        Assert.False(new RemainingTime(TimeSpan.FromTicks(1)).IsOver);
        Assert.True(new RemainingTime(TimeSpan.Zero).IsOver);
        Assert.True(new RemainingTime(TimeSpan.FromSeconds(-1)).IsOver);
    }

    [Fact]
    public void What_is_shown_stays_true_until_the_minute_changes()
    {
        var left = new RemainingTime(TimeSpan.FromSeconds(90));
        Assert.Equal(left.Minutes - 1, new RemainingTime(left.Left - left.UntilChange).Minutes);
    }
}
