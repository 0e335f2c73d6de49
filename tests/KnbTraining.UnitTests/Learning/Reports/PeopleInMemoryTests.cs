using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Reports;
using KnbTraining.TestKit;
using KnbTraining.UnitTests.Learning.Demo;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Reports;

[Trait("Database", "Each")]
[Collection(DemoRoom.Readers)]
public sealed class PeopleInMemoryTests(DemoRoom demo)
{
    private const string Course = EditionSample.Course;
    private static readonly CancellationToken None = CancellationToken.None;

    // What was known at the last fact is read from the database alone; it is what is known now.
    [Fact]
    public async Task Reports_from_memory_say_what_the_database_says()
    {
        long last;
        await using (var db = demo.Room.Open())
        {
            last = await db.LedgerRows.MaxAsync(row => row.Number, None);
        }

        var unit = await demo.UnitAsync("Testing Laboratory");
        var (compliance, access) = (demo.Room.Get<ComplianceQueries>(), demo.Room.Get<AccessQueries>());
        var compared = 0;
        foreach (var userName in new[] { "admin", "manager", "employee" })
        {
            var viewer = await demo.SignedInAsync(userName);
            foreach (var day in new[] { 0, 40, -45, -400 }.Select(demo.Today.AddDays))
            {
                foreach (var (filter, page) in Filters(day, unit.Id))
                {
                    var (one, other) = (await compliance.ListAsync(viewer, filter, page, "en", None), await compliance.ListAsync(viewer, filter with { KnownAt = last }, page, "en", None));
                    Assert.Equal(other.Counts, one.Counts);
                    Assert.Equal(other.Rows, one.Rows);
                    Assert.Equal((other.Total, other.Page, other.PageCount), (one.Total, one.Page, one.PageCount));
                    compared += one.Total;
                }

                foreach (var filter in new[] { new AccessFilter(Course, day, false), new AccessFilter(Course, day, true), new AccessFilter(Course, day, true) { UnitId = unit.Id } })
                {
                    var (one, other) = (await access.ListAsync(viewer, filter, 1, None), await access.ListAsync(viewer, filter with { KnownAt = last }, 1, None));
                    Assert.Equal(other.People, one.People);
                    Assert.Equal(other.Units, one.Units);
                    Assert.Equal((other.Held, other.Total, other.PageCount), (one.Held, one.Total, one.PageCount));
                    compared += one.Total;
                }
            }
        }

        Assert.True(compared > 500, $"{compared} rows");
    }

    [Fact]
    public async Task The_next_report_knows_whatever_was_done_since_on_another_server_too()
    {
        await using var room = await LearningRoom.OpenAsync();
        await using var beside = room.Database.Kind == DatabaseKind.PostgreSql ? await LearningRoom.OpenBesideAsync(room) : null;
        var there = beside ?? room;
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        var chief = await room.AddAsync(new PersonBuilder().Named("Chief").Holding(HolderStatus.None).With(Role.Administrator));
        var north = await room.AddUnitAsync("North", await room.RootAsync());
        var person = await room.AddAsync(new PersonBuilder().Named("Person").Since(new DateOnly(2026, 1, 10)));
        var day = room.Get<LocalCalendar>().Today;
        await CompareAsync(0);

        await room.Get<AssignmentService>().AssignAsync(admin, Course, new AssignmentAudience(HolderStatus.Current), 30, None);
        await CompareAsync(1);
        Guid cycle;
        await using (var db = room.Open())
        {
            cycle = await db.Cycles.Where(found => found.PersonId == person.PersonId).Select(found => found.Id).SingleAsync(None);
        }

        Assert.True((await room.Get<CycleActs>().ExtendAsync(admin, [cycle], day.AddDays(60), "Order 7", None)).Ok);
        await CompareAsync(1);
        Assert.True((await room.Get<WaiverService>().ProposeAsync(admin, [cycle], day.AddDays(90), chief.PersonId, "Order 8", None)).Ok);
        await CompareAsync(1);
        await room.ChangeAsync(person.PersonId, new StandingParts(UnitId: north.Id));
        await CompareAsync(1);
        await room.SitAsync(person);
        await CompareAsync(1);
        await room.AddAsync(new PersonBuilder().Named("Another").Since(day));
        await CompareAsync(1);
        await room.ChangeAsync(person.PersonId, new StandingParts(Employment: Employment.Left));
        await CompareAsync(0);

        async Task CompareAsync(int asked)
        {
            await using var db = there.Open();
            var last = await db.LedgerRows.MaxAsync(row => row.Number, None);
            foreach (var when in new[] { day, day.AddDays(45), day.AddDays(75) })
            {
                var filter = new ComplianceFilter(when);
                var (one, other) = (
                    await there.Get<ComplianceQueries>().ListAsync(admin, filter, 1, "en", None),
                    await there.Get<ComplianceQueries>().ListAsync(admin, filter with { KnownAt = last }, 1, "en", None));
                Assert.Equal(other.Rows, one.Rows);
                Assert.True(one.Total >= asked, $"{one.Total} on {when}");
            }
        }
    }

    private static IEnumerable<(ComplianceFilter Filter, int Page)> Filters(DateOnly day, Guid unit)
    {
        // Of all people the first page, one in the middle and the last.
        foreach (var order in Enum.GetValues<ComplianceOrder>())
        {
            yield return (new ComplianceFilter(day) { Order = order }, 1);
            yield return (new ComplianceFilter(day) { Order = order }, 2);
            yield return (new ComplianceFilter(day) { Order = order }, int.MaxValue);
        }

        foreach (var state in Enum.GetValues<ComplianceState>())
        {
            yield return (new ComplianceFilter(day) { State = state }, 1);
            yield return (new ComplianceFilter(day) { State = state, Order = ComplianceOrder.Due }, 1);
        }

        foreach (var holder in Enum.GetValues<HolderStatus>())
        {
            yield return (new ComplianceFilter(day) { Holder = holder, UnitId = unit }, 1);
        }

        yield return (new ComplianceFilter(day) { CourseId = Course }, 1);
    }
}
