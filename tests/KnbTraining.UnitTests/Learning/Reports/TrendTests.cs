using KnbTraining.Learning.Reports;
using KnbTraining.UnitTests.Learning.Demo;

namespace KnbTraining.UnitTests.Learning.Reports;

[Trait("Database", "Each")]
[Collection(DemoRoom.Readers)]
public sealed class TrendTests(DemoRoom demo)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public void The_days_are_the_last_of_eleven_months_and_today()
    {
        var days = TrendQueries.DaysOf(new DateOnly(2028, 3, 31));
        Assert.Equal((12, new DateOnly(2027, 4, 30), new DateOnly(2028, 2, 29), new DateOnly(2028, 3, 31)), (days.Count, days[0], days[^2], days[^1]));
        Assert.Equal([new DateOnly(2028, 2, 29), new DateOnly(2028, 3, 1)], TrendQueries.DaysOf(new DateOnly(2028, 3, 1)).TakeLast(2));
    }

    [Theory]
    [InlineData("admin", 0, null)]
    [InlineData("admin", 200, null)]
    [InlineData("admin", 400, null)]
    [InlineData("manager", 0, TestKit.EditionSample.Course)]
    public async Task Each_month_tells_the_figures_of_its_last_day(string userName, int ahead, string? course)
    {
        var viewer = await demo.SignedInAsync(userName);
        var trend = await demo.Room.Get<TrendQueries>().FindAsync(viewer, demo.Today.AddDays(ahead), course, null, None);

        Assert.Contains(trend, point => point.Overdue > 0);
        foreach (var point in trend)
        {
            var list = await demo.Room.Get<ComplianceQueries>().ListAsync(viewer, new ComplianceFilter(point.Day) { CourseId = course }, null, "en", None);
            var valid = list.Rows.Count(row => row.State != ComplianceState.Away && row.ValidUntil >= point.Day);
            Assert.Equal((list.Required, valid, list.Of(ComplianceState.Overdue)), (point.Required, point.Valid, point.Overdue));
        }
    }

    [Fact]
    public async Task A_unit_counts_its_people_and_whoever_sees_nobody_else_only_themselves()
    {
        var (admin, unit) = (await demo.SignedInAsync("admin"), await demo.UnitAsync("Testing Laboratory"));
        var all = await demo.Room.Get<TrendQueries>().FindAsync(admin, demo.Today, null, null, None);
        var some = await demo.Room.Get<TrendQueries>().FindAsync(admin, demo.Today, null, unit.Id, None);
        var list = await demo.Room.Get<ComplianceQueries>().ListAsync(admin, new ComplianceFilter(demo.Today) { UnitId = unit.Id }, null, "en", None);
        Assert.Equal(list.Required, some[^1].Required);
        Assert.InRange(some[^1].Required, 1, all[^1].Required - 1);
        Assert.InRange((await demo.Room.Get<TrendQueries>().FindAsync(await demo.SignedInAsync("employee"), demo.Today, null, null, None))[^1].Required, 0, 5);
    }
}
