using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Reports;
using KnbTraining.TestKit;
using KnbTraining.UnitTests.Learning.Demo;

namespace KnbTraining.UnitTests.Learning.Reports;

[Trait("Database", "Each")]
[Collection(DemoRoom.Readers)]
public sealed class ComplianceTests(DemoRoom demo)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData("admin", 0)]
    [InlineData("admin", 25)]
    [InlineData("admin", -30)]
    [InlineData("admin", -500)]
    [InlineData("manager", 0)]
    public async Task Its_figures_are_those_of_the_progress_report(string userName, int daysAgo)
    {
        var (viewer, day) = (await demo.SignedInAsync(userName), demo.Today.AddDays(-daysAgo));
        var progress = await demo.Room.Get<ProgressQueries>().ByUnitAsync(viewer, day, "en", None);
        Assert.NotEmpty(progress);
        foreach (var row in progress)
        {
            var list = await ListAsync(viewer, new ComplianceFilter(day) { CourseId = row.CourseId, UnitId = row.UnitId });
            Assert.Equal(
                (row.Required, row.Done, row.DueSoon, row.Overdue),
                (list.Required, list.Of(ComplianceState.Done), list.Of(ComplianceState.DueSoon), list.Of(ComplianceState.Overdue)));

            var people = await demo.Room.Get<ProgressQueries>().PeopleAsync(viewer, row.UnitId, row.CourseId, day, None);
            Assert.Equal(
                people.Select(person => (person.PersonId, $"{(person.State == CycleState.Due ? "Later" : person.State)}", person.CompletedOn, person.ValidUntil)),
                list.Rows.Where(one => one.State != ComplianceState.Away).Select(one => (one.PersonId, $"{one.State}", one.CompletedOn, one.ValidUntil)));
        }
    }

    [Fact]
    public async Task A_state_a_clearance_and_a_unit_leave_only_their_people_and_the_counts_stay()
    {
        var admin = await demo.SignedInAsync("admin");
        var all = await ListAsync(admin, new ComplianceFilter(demo.Today));
        Assert.Equal(all.Total, all.Rows.Count);
        Assert.Equal(all.Counts, all.Rows.GroupBy(row => row.State).ToDictionary(state => state.Key, state => state.Count()));
        foreach (var state in Enum.GetValues<ComplianceState>())
        {
            var some = await ListAsync(admin, new ComplianceFilter(demo.Today) { State = state });
            Assert.Equal(all.Rows.Where(row => row.State == state), some.Rows);
            Assert.Equal(all.Counts, some.Counts);
        }

        Assert.Equal(
            all.Rows.Where(row => row.Holder == HolderStatus.Current),
            (await ListAsync(admin, new ComplianceFilter(demo.Today) { Holder = HolderStatus.Current })).Rows);
        Assert.All(all.Rows, row => Assert.Equal(
            row.State == ComplianceState.Overdue ? demo.Today.DayNumber - (row.DueOn ?? row.ValidUntil)!.Value.DayNumber : 0, row.DaysLate));
        Assert.Contains(all.Rows, row => row.DaysLate > 0);
    }

    [Fact]
    public async Task Each_order_holds_over_all_pages_and_no_row_is_twice_or_missing()
    {
        var admin = await demo.SignedInAsync("admin");
        foreach (var order in Enum.GetValues<ComplianceOrder>())
        {
            var filter = new ComplianceFilter(demo.Today) { Order = order };
            var all = (await ListAsync(admin, filter)).Rows;
            var paged = new List<ComplianceRow>();
            for (var page = 1; ; page++)
            {
                var part = await demo.Room.Get<ComplianceQueries>().ListAsync(admin, filter, page, "en", None);
                paged.AddRange(part.Rows);
                if (page == part.PageCount)
                {
                    break;
                }
            }

            Assert.Equal(all, paged);
        }

        var late = (await ListAsync(admin, new ComplianceFilter(demo.Today) { State = ComplianceState.Overdue, Order = ComplianceOrder.State })).Rows;
        Assert.Equal(late.Select(row => row.DaysLate).OrderDescending(), late.Select(row => row.DaysLate));
    }

    [Fact]
    public async Task The_file_has_the_columns_that_were_chosen_in_their_order()
    {
        var admin = await demo.SignedInAsync("admin");
        var asked = new ReportQuestion(demo.Today, "en");
        Assert.Equal(
            ["As of", "Name", "Unit", "Course", "State", "Due date", "Days late", "Valid until"], (await demo.Room.FindTableAsync(ExportedReport.Compliance, admin, asked))!.Headings);
        Assert.Equal(
            ["As of", "Name", "Personnel number", "State"],
            (await demo.Room.FindTableAsync(ExportedReport.Compliance, admin, asked with { Columns = ["state", "number", "nothing"], Choice = "overdue" }))!.Headings);
        Assert.Null(await demo.Room.FindTableAsync(ExportedReport.Compliance, admin, asked with { Choice = "Overdue" }));
        Assert.Null(await demo.Room.FindTableAsync(ExportedReport.Compliance, admin, asked with { Course = "x" }));
    }

    private Task<ComplianceList> ListAsync(Viewer viewer, ComplianceFilter filter) => demo.Room.Get<ComplianceQueries>().ListAsync(viewer, filter, null, "en", None);
}
