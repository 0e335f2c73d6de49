using System.Globalization;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Reports;
using KnbTraining.Web.Features.Reports;

namespace KnbTraining.WebTests.Features.Reports;

public sealed class ProgressTableTests
{
    [Fact]
    public void Worst_first_goes_by_the_share_overdue_not_by_the_number()
    {
        var ordered = ProgressTable.Order([Unit("large", 100, overdue: 5), Unit("small", 4, overdue: 2), Unit("good", 10)], worstFirst: true);
        Assert.Equal(["small", "large", "good"], ordered.Select(line => line.Unit.UnitName));
    }

    [Fact]
    public void Equal_shares_overdue_go_by_the_share_due_soon_and_units_without_anybody_are_left_out()
    {
        var ordered = ProgressTable.Order([Unit("calm", 10), Unit("empty", 0), Unit("pressed", 10, soon: 3)], worstFirst: true);
        Assert.Equal(["pressed", "calm"], ordered.Select(line => line.Unit.UnitName));
    }

    [Fact]
    public void Without_worst_first_the_order_of_the_tree_stays()
    {
        var ordered = ProgressTable.Order([Unit("a", 1), Unit("b", 2, overdue: 2), Unit("c", 0)], worstFirst: false);
        Assert.Equal(["a", "b", "c"], ordered.Select(line => line.Unit.UnitName));
    }

    [Fact]
    public void Totals_count_the_topmost_units_only_because_these_count_their_subtrees()
    {
        var total = Assert.Single(ProgressTable.Totals([Unit("root", 10, overdue: 3), Unit("child", 6, overdue: 3) with { Depth = 1 }]));
        Assert.Equal((10, 3), (total.Required, total.Overdue));
    }

    [Fact]
    public void A_share_of_nobody_is_a_dash() => Assert.Equal("–", ProgressTable.Percent(new ProgressLine(Unit("empty", 0)).Share(0)));

    [Theory]
    [InlineData("en-GB", "50%")]
    [InlineData("ru-RU", "50 %")]
    public void A_share_is_written_as_the_language_writes_it(string culture, string expected)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            Assert.Equal(expected, ProgressTable.Percent(0.5).Replace('\u00a0', ' '));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void The_export_is_of_the_day_that_is_shown() =>
        Assert.Equal("admin/reports/progress.csv?asOf=2026-03-02", ReportAddress.Export(new DateOnly(2026, 3, 2), "csv"));

    private static UnitProgress Unit(string name, int required, int overdue = 0, int soon = 0) =>
        new(Guid.CreateVersion7(), name, 0, "course", "Course", required, 0, soon, overdue);
}
