using KnbTraining.Learning.Exchange.Bundles;

namespace KnbTraining.UnitTests.Learning.Exchange.Bundles;

public sealed class BundleComparisonTests
{
    /// <summary>Here and there as they are now, what it was here (newest first) and at the publisher before, what becomes of it, and what both began from.</summary>
    [Theory]
    [InlineData("-", "B", "", "", BundleFate.Added, "-")]
    [InlineData("-", "B", "", "A", BundleFate.Added, "-")]
    [InlineData("A", "B", "A", "A", BundleFate.Changed, "A")]
    [InlineData("A", "C", "A", "AB", BundleFate.Changed, "A")]
    [InlineData("B", "A", "BA", "AB", BundleFate.Changed, "B")]
    [InlineData("A", "-", "A", "A", BundleFate.Retired, "A")]
    [InlineData("X", "B", "XA", "A", BundleFate.BothChanged, "A")]
    [InlineData("X", "C", "XBA", "AB", BundleFate.BothChanged, "B")]
    [InlineData("X", "B", "X", "A", BundleFate.BothChanged, "-")]
    [InlineData("X", "B", "X", "", BundleFate.BothChanged, "-")]
    [InlineData("A", "B", "AABBAA", "A", BundleFate.BothChanged, "B")]
    [InlineData("X", "-", "XA", "A", BundleFate.RetiredThere, "A")]
    [InlineData("-", "B", "A", "A", BundleFate.RetiredHere, "A")]
    [InlineData("X", "-", "X", "", BundleFate.OnlyHere, "-")]
    [InlineData("X", "B", "XBA", "A", BundleFate.NewerHere, "B")]
    [InlineData("C", "B", "CBA", "A", BundleFate.NewerHere, "B")]
    [InlineData("-", "A", "A", "", BundleFate.GoneHere, "A")]
    public void What_both_sides_had_before_decides_who_changed_a_document(string here, string there, string before, string earlier, BundleFate fate, string began)
    {
        var difference = Assert.Single(BundleComparison.Of(Now(here), Now(there), Had(before), Had(earlier)));
        Assert.Equal(new BundleDifference("a", fate, began == "-" ? null : began, here == "-" ? null : here), difference);

        // What nobody has to decide has no choice, and what somebody has to is not taken on the publisher's word alone where it would undo work here.
        Assert.Equal(difference.IsConflict, difference.Choices.Count > 0);
        Assert.True(!difference.IsConflict || !difference.IsTaken(BundleChoice.Ours));
        Assert.True(!difference.IsConflict || difference.IsTaken(BundleChoice.Theirs));
    }

    [Fact]
    public void What_is_the_same_on_both_sides_is_no_difference() => Assert.Empty(BundleComparison.Of(Now("A"), Now("A"), Had("AB"), Had("C")));

    private static Dictionary<string, string> Now(string hash) => hash == "-" ? [] : new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = hash };

    private static ILookup<string, string> Had(string hashes) => hashes.ToLookup(_ => "a", hash => hash.ToString(), StringComparer.Ordinal);
}
