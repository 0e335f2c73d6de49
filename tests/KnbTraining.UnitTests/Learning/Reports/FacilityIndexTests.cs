using KnbTraining.Learning.Reports;

namespace KnbTraining.UnitTests.Learning.Reports;

public sealed class FacilityIndexTests
{
    // Computed by hand from Wilson's formula with z = 1.959964.
    [Theory]
    [InlineData(10, 20, 0.5, 0.2993, 0.7007)]
    [InlineData(0, 20, 0, 0, 0.1611)]
    [InlineData(20, 20, 1, 0.8389, 1)]
    [InlineData(16.5, 30, 0.55, 0.3766, 0.7120)]
    [InlineData(1, 1, 1, 0.2065, 1)]
    public void The_interval_is_that_of_Wilson(double points, int answers, double value, double low, double high)
    {
        var index = FacilityIndex.Of(points, answers);
        Assert.Equal(answers, index.Answers);
        Assert.Equal(value, index.Value, 6);
        Assert.Equal(low, index.Low, 4);
        Assert.Equal(high, index.High, 4);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-0.1, 5)]
    [InlineData(5.1, 5)]
    public void Impossible_sums_are_refused(double points, int answers) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => FacilityIndex.Of(points, answers));
}
