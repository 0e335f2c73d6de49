using KnbTraining.Web.Features.Content.Editing;

namespace KnbTraining.WebTests.Features.Content;

public sealed class LineComparisonTests
{
    [Fact]
    public void A_comparison_marks_the_lines_that_only_one_text_has()
    {
        var (mine, theirs) = LineComparison.Of("a\nb\nc", "a\nx\ny\nc");
        Assert.Equal(["b"], mine.Where(line => line.Differs).Select(line => line.Text));
        Assert.Equal(["x", "y"], theirs.Where(line => line.Differs).Select(line => line.Text));
        Assert.Equal(["a", "b", "c"], mine.Select(line => line.Text));
    }

    [Theory]
    [InlineData(LineComparison.MostOrdered / 2)]
    [InlineData(5_000)]
    public void However_many_lines_differ_the_lines_that_are_left_are_the_same_in_both_texts(int changed)
    {
        // Every line of the middle is changed, and one is moved.
        var mine = Lines(i => i == 0 ? "moved" : $"mine {i}");
        var theirs = Lines(i => i == changed - 1 ? "moved" : $"theirs {i}");

        var (left, right) = LineComparison.Of(mine, theirs);

        var (same, other) = (left.Where(line => !line.Differs).Select(line => line.Text), right.Where(line => !line.Differs).Select(line => line.Text));
        Assert.Equal(same.Where(line => line != "moved"), other.Where(line => line != "moved"));
        Assert.Equal(["first", "second", "last"], same.Where(line => line != "moved"));
        Assert.InRange(left.Count(line => line.Differs), changed - 1, changed);

        string Lines(Func<int, string> line) => string.Join('\n', ["first", "second", .. Enumerable.Range(0, changed).Select(line), "last"]);
    }

    [Fact]
    public void Equal_lines_far_from_a_difference_are_left_out()
    {
        var (mine, _) = LineComparison.Of("1\n2\n3\n4\nmine\n6\n7\n8", "1\n2\n3\n4\n6\n7\n8");
        Assert.Equal([null, "4", "mine", "6", null], LineComparison.Near(mine, 1).Select(line => line?.Text));
        Assert.Equal([null], LineComparison.Near(LineComparison.Of("a\nb", "a\nb").Mine, 3));
    }
}
