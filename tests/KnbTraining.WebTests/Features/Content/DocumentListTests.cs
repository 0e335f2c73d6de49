using KnbTraining.Learning.Editing;
using KnbTraining.Web.Features.Content;
using KnbTraining.Web.Features.Content.Editing;

namespace KnbTraining.WebTests.Features.Content;

public sealed class DocumentListTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_lesson_is_one_line_in_the_readers_language_with_the_drafts_of_all_three()
    {
        DocumentRow[] rows =
        [
            Row("lessons/travel/en.md", "Travel"),
            Row("lessons/travel/kk.md", "Travel") with { HasDraft = true, DraftBy = "A", DraftAt = Noon, FindingCount = 2 },
            Row("lessons/travel/ru.md", "Travel") with { HasDraft = true, DraftBy = "B", DraftAt = Noon.AddHours(1), FindingCount = 1 },
        ];
        var line = Assert.Single(DocumentList.Of(rows, "ru", null, draftsOnly: false));
        Assert.Equal("lessons/travel/ru.md", line.Path);
        Assert.Equal("B", line.DraftBy);
        Assert.Equal(3, line.FindingCount);
    }

    [Fact]
    public void Rules_stand_in_their_family() =>
        Assert.Equal("travel-approval", DocumentList.Of([Row("rules/travel-approval/a.yaml", "A")], "en", null, draftsOnly: false)[0].Group);

    [Theory]
    [InlineData("trip", 1)]
    [InlineData("TRIP head", 1)]
    [InlineData("approval", 2)]
    [InlineData("nothing", 0)]
    [InlineData("  ", 2)]
    public void All_words_of_a_search_must_stand_in_title_or_path(string search, int found)
    {
        DocumentRow[] rows = [Row("rules/travel-approval/a.yaml", "The head and the trip"), Row("rules/travel-approval/b.yaml", "Something else")];
        Assert.Equal(found, DocumentList.Of(rows, "en", search, draftsOnly: false).Count);
    }

    [Fact]
    public void Only_drafts_leaves_out_what_is_published() =>
        Assert.Empty(DocumentList.Of([Row("rules/travel-approval/a.yaml", "A")], "en", null, draftsOnly: true));

    [Fact]
    public void A_comparison_marks_the_lines_that_only_one_text_has()
    {
        var (mine, theirs) = LineComparison.Of("a\nb\nc", "a\nx\ny\nc");
        Assert.Equal(["b"], mine.Where(line => line.Differs).Select(line => line.Text));
        Assert.Equal(["x", "y"], theirs.Where(line => line.Differs).Select(line => line.Text));
        Assert.Equal(["a", "b", "c"], mine.Select(line => line.Text));
    }

    [Fact]
    public void Equal_lines_far_from_a_difference_are_left_out()
    {
        var (mine, _) = LineComparison.Of("1\n2\n3\n4\nmine\n6\n7\n8", "1\n2\n3\n4\n6\n7\n8");
        Assert.Equal([null, "4", "mine", "6", null], LineComparison.Near(mine, 1).Select(line => line?.Text));
        Assert.Equal([null], LineComparison.Near(LineComparison.Of("a\nb", "a\nb").Mine, 3));
    }

    private static DocumentRow Row(string path, string title) => new(path, DocumentPath.KindOf(path), title, false, null, null, 0);
}
