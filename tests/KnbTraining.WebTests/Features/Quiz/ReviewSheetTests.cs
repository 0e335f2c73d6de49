using KnbTraining.Web.Features.Quiz;

namespace KnbTraining.WebTests.Features.Quiz;

public sealed class ReviewSheetTests
{
    [Fact]
    public void What_is_answered_in_part_counts_as_not_answered()
    {
        var sheet = ReviewSheet.Of(Attempts.View(complete: 3, partly: 1, open: 2));
        Assert.Equal((3, 3, 1), (sheet.Answered, sheet.Unanswered, sheet.Flagged));
        Assert.Equal(4, sheet.FirstUnanswered!.Position);
        Assert.Equal(ItemStanding.Partly, sheet.FirstUnanswered.Standing);
    }

    [Fact]
    public void Nothing_is_left_where_everything_is_answered()
    {
        var sheet = ReviewSheet.Of(Attempts.View(complete: 3, partly: 0, open: 0));
        Assert.Equal(0, sheet.Unanswered);
        Assert.Null(sheet.FirstUnanswered);
    }
}
