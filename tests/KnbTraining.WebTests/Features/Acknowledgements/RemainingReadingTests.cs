using KnbTraining.Web.Features.Acknowledgements;

namespace KnbTraining.WebTests.Features.Acknowledgements;

public sealed class RemainingReadingTests
{
    [Theory]
    [InlineData(1800, true, 30)]
    [InlineData(61, true, 2)]
    [InlineData(60, false, 60)]
    [InlineData(51, false, 60)]
    [InlineData(50, false, 50)]
    [InlineData(1, false, 10)]
    public void What_is_told_is_never_less_than_what_is_left(int seconds, bool inMinutes, int amount)
    {
        var left = new RemainingReading(TimeSpan.FromSeconds(seconds));
        Assert.Equal((inMinutes, amount), (left.InMinutes, left.Amount));
    }

    [Fact]
    public void What_is_told_changes_exactly_when_it_stops_being_true()
    {
        for (var left = TimeSpan.FromSeconds(200); left > TimeSpan.Zero;)
        {
            var shown = new RemainingReading(left);
            var next = left - shown.UntilChange;
            Assert.True(shown.UntilChange > TimeSpan.Zero);
            var before = new RemainingReading(next + TimeSpan.FromMilliseconds(40));
            Assert.Equal((shown.InMinutes, shown.Amount), (before.InMinutes, before.Amount));
            var after = new RemainingReading(next);
            Assert.NotEqual((shown.InMinutes, shown.Amount, shown.IsOver), (after.InMinutes, after.Amount, after.IsOver));
            left = next;
        }
    }
}
