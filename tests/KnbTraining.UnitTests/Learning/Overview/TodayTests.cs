using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Overview;
using KnbTraining.Learning.Reports;
using KnbTraining.TestKit;

namespace KnbTraining.UnitTests.Learning.Overview;

[Trait("Database", "Each")]
public sealed class TodayTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_manager_is_told_of_the_own_people_what_is_overdue_due_soon_and_about_to_end_and_each_number_is_that_of_its_list()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (root, start) = (await room.RootAsync(), room.Get<LocalCalendar>().Today);
        var (north, south) = (await room.AddUnitAsync("North", root), await room.AddUnitAsync("South", root));
        var below = await room.AddUnitAsync("Archive", north);
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        var manager = await room.AddAsync(new PersonBuilder().Named("Manager").Holding(HolderStatus.None).Managing(north));
        var done = await room.AddAsync(new PersonBuilder().Named("Done").In(north));
        for (var i = 1; i <= 6; i++)
        {
            await room.AddAsync(new PersonBuilder().Named($"Late {i}").In(below));
        }

        var away = await room.AddAsync(new PersonBuilder().Named("Away").In(north));
        await room.AddAsync(new PersonBuilder().Named("Elsewhere").In(south));
        await room.Get<AssignmentService>().AssignAsync(admin, EditionSample.Course, new AssignmentAudience(HolderStatus.Current), 30, None);
        await room.SitAsync(done);
        Assert.True((await room.Get<StandingService>().ActAsync(admin, away.PersonId, new StandingForm { Act = StandingAct.Leave, Day = start }, None)).Ok);

        var queries = room.Get<TodayQueries>();
        var first = await queries.FindAsync(manager, "en", None);
        Assert.Equal(8, first.People);
        Assert.Empty(first.Needs);

        // Until when a pass counts is asked of the report.
        var report = await room.Get<ProgressQueries>().PeopleAsync(admin, root.Id, EditionSample.Course, start, None);
        var until = report.Single(row => row.PersonId == done.PersonId).ValidUntil!.Value;
        foreach (var (day, expected) in new (DateOnly Day, (Need Need, int Total, int Days)[] Needs)[]
        {
            (start.AddDays(29), [(Need.DueSoon, 6, 1)]),
            (start.AddDays(30), [(Need.DueSoon, 6, 0)]),
            (start.AddDays(31), [(Need.Overdue, 6, 1)]),
            (until, [(Need.Overdue, 6, until.DayNumber - start.DayNumber - 30), (Need.EndsSoon, 1, 0)]),
            (until.AddDays(1), [(Need.Overdue, 7, until.DayNumber - start.DayNumber - 29)]),
        })
        {
            room.Clock.Advance(TimeSpan.FromDays(day.DayNumber - room.Get<LocalCalendar>().Today.DayNumber));
            var today = await queries.FindAsync(manager, "en", None);
            Assert.Equal(expected, today.Needs.Select(need => (need.Need, need.Total, need.First[0].Days)));
            Assert.All(today.Needs, need => Assert.Equal(Math.Min(need.Total, TodayQueries.MostNamed), need.First.Count));
            foreach (var need in today.Needs)
            {
                var list = await queries.ListAsync(manager, need.Need, 1, "en", None);
                Assert.Equal((need.Total, need.Total), (list.Total, list.Rows.Count));
                Assert.Equal(need.First, list.Rows.Take(TodayQueries.MostNamed));
            }
        }

        var late = await queries.ListAsync(manager, Need.Overdue, 99, "en", None);
        Assert.Equal((1, 1), (late.Page, late.PageCount));
        Assert.Equal(["Late 1", "Late 2", "Late 3", "Late 4", "Late 5", "Late 6", "Done"], late.Rows.Select(row => row.Name));
        Assert.Equal(("Archive", EditionSample.Edition.Courses[EditionSample.Course].Title["en"]), (late.Rows[0].UnitName, late.Rows[0].CourseTitle));
        var asked = await room.Get<RequirementQueries>().ListOverdueAsync(manager, EditionSample.Course, until.AddDays(1), null, None);
        Assert.Equal(asked.Select(row => row.PersonId).Order(), late.Rows.Select(row => row.PersonId).Order());

        // Who answers for no unit is told of nobody.
        var nobody = await queries.FindAsync(done, "en", None);
        Assert.Equal(0, nobody.People);
        Assert.Empty(nobody.Needs);
    }
}
