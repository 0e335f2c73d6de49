namespace KnbTraining.UnitTests.Architecture;

public sealed class LineLengthTests
{
    private const int Longest = 160;

    [Fact]
    public void Lines_of_razor_are_read_without_scrolling() =>
        Assert.Empty(Sources.Under("src", ".razor").LinesHolding(line => line.Length > Longest));
}
