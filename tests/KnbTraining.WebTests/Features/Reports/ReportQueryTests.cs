using KnbTraining.Learning.Organisation;
using KnbTraining.Web.Features.Reports;

namespace KnbTraining.WebTests.Features.Reports;

public sealed class ReportQueryTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Fact]
    public void An_address_gives_back_what_it_was_made_of()
    {
        var asked = new ReportQuery
        {
            AsOf = new DateOnly(2026, 2, 1),
            Months = null,
            Unit = Guid.CreateVersion7(),
            Course = "for-heads",
            Rule = "rule",
            Misconception = "approval-ignored",
            Holder = HolderStatus.Former,
            Choice = "all",
            KnownAt = 17,
            Order = "sure",
            Columns = "name.unit",
            Page = 3,
        };
        Assert.Equal(asked, ReportQuery.Read(new Uri("http://x/" + asked.On("admin/reports/sure"))));
        Assert.Equal("admin/reports/sure", new ReportQuery().On("admin/reports/sure"));
        Assert.DoesNotContain("page", asked.File("admin/reports/sure", "csv"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_meant_is_left_out()
    {
        var read = ReportQuery.Read(new Uri("http://x/y?asOf=2026-02-30&months=-1&unit=x&clearance=9&known=x&page=0&course="));
        Assert.Equal(new ReportQuery { IsDayUnread = true }, read);
        Assert.Equal("y", read.On("y"));
        Assert.Equal(ReportQuery.UsualMonths, ReportQuery.Read(new Uri("http://x/y?months=1201")).Months);
        Assert.Null(ReportQuery.Read(new Uri("http://x/y?months=0")).Months);
    }

    [Fact]
    public void A_time_ends_on_the_day_and_begins_so_many_months_before()
    {
        Assert.Equal(new DateOnly(2025, 3, 3), new ReportQuery().Question(Today, "en").From);
        Assert.Equal(new DateOnly(2026, 2, 3), new ReportQuery { Months = 1 }.Question(Today, "en").From);
        Assert.Equal(DateOnly.MinValue, new ReportQuery { Months = null }.Question(Today, "en").From);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.044, 0)]
    [InlineData(0.045, 1)]
    [InlineData(0.094, 1)]
    [InlineData(0.1, 2)]
    [InlineData(0.194, 2)]
    [InlineData(0.195, 3)]
    [InlineData(0.29, 3)]
    [InlineData(0.3, 4)]
    [InlineData(1, 4)]
    public void Numbers_that_are_shown_alike_have_one_colour(double share, int step) => Assert.Equal(step, HeatScale.StepOf(share));
}
