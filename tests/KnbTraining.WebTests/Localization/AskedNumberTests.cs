using KnbTraining.Web.Localization;

namespace KnbTraining.WebTests.Localization;

public sealed class AskedNumberTests
{
    [Fact]
    public void What_is_no_page_is_the_first_and_what_is_too_far_is_held_back()
    {
        (string? Asked, int Page)[] cases = [(null, 1), ("", 1), ("x", 1), ("-1", 1), ("0", 1), ("1.5", 1), ("7", 7), ("1000001", 1_000_000), ("99999999999", 1)];
        foreach (var (asked, page) in cases)
        {
            Assert.Equal(page, AskedNumber.Page(asked));
        }
    }

    [Fact]
    public void What_is_no_id_is_nobody_s()
    {
        var id = Guid.CreateVersion7();
        Assert.Equal(id, AskedNumber.Id(id.ToString()));
        Assert.Null(AskedNumber.Id("xyz"));
        Assert.Null(AskedNumber.Id(null));
    }
}
