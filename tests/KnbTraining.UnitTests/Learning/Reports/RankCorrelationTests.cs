using KnbTraining.Learning.Reports;

namespace KnbTraining.UnitTests.Learning.Reports;

public sealed class RankCorrelationTests
{
    [Theory]
    [InlineData(new double[] { 1, 2, 3, 4 }, new double[] { 10, 20, 30, 40 }, 1)]
    [InlineData(new double[] { 1, 2, 3, 4 }, new double[] { 4, 3, 2, 1 }, -1)]
    [InlineData(new double[] { 1, 2, 3, 4, 5 }, new double[] { 3, 1, 4, 2, 5 }, 0.4)]
    [InlineData(new double[] { 12, 2, 1, 12, 2 }, new double[] { 1, 4, 7, 1, 0 }, -0.471404521)]
    public void Tau_b_counts_pairs_in_the_same_and_in_the_other_order_and_ties(double[] x, double[] y, double tau) =>
        Assert.Equal(tau, RankCorrelation.TauB([.. x.Zip(y)])!.Value, 6);

    [Fact]
    public void Where_all_is_one_tie_there_is_no_order_to_agree_with()
    {
        Assert.Null(RankCorrelation.TauB([]));
        Assert.Null(RankCorrelation.TauB([(1, 2)]));
        Assert.Null(RankCorrelation.TauB([(1, 2), (1, 3), (1, 4)]));
    }
}
