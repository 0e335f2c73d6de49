using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Reports;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Reports;

[Trait("Database", "Each")]
public sealed class AccessTests
{
    private const string Course = EditionSample.Course;
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Who_held_a_clearance_without_the_course_is_listed_with_the_days_until_it_was_done()
    {
        await using var room = await LearningRoom.OpenAsync();
        var start = room.Get<LocalCalendar>().Today;
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        var root = await room.RootAsync();
        var (north, south) = (await room.AddUnitAsync("North", root), await room.AddUnitAsync("South", root));
        var done = await room.AddAsync(new PersonBuilder().Named("Done").In(north).Since(start.AddDays(-100)));
        var never = await room.AddAsync(new PersonBuilder().Named("Never").In(north).Since(start.AddDays(-100)));
        var candidate = await room.AddAsync(new PersonBuilder().Named("Candidate").In(south).Holding(HolderStatus.Candidate).Since(start.AddDays(-100)));
        await room.Get<AssignmentService>().AssignAsync(admin, Course, new AssignmentAudience(HolderStatus.Current), 30, None);
        room.Clock.Advance(TimeSpan.FromDays(10));
        await room.SitAsync(done);
        await room.ChangeAsync(candidate.PersonId, new StandingParts(HolderStatus: HolderStatus.Current));
        room.Clock.Advance(TimeSpan.FromDays(5));

        // Before the course was done both held a clearance without it; the candidate held none.
        var before = await ListAsync(start.AddDays(9));
        Assert.Equal([("Done", "North", start.AddDays(-100), 110), ("Never", "North", start.AddDays(-100), 110)], Rows(before));
        Assert.Equal((2, 2), (before.Held, before.Total));

        // On the day of access the candidate has held it for one day, five days later for six.
        Assert.Equal([("Candidate", "South", start.AddDays(10), 1), ("Never", "North", start.AddDays(-100), 111)], Rows(await ListAsync(start.AddDays(10))));
        var now = await ListAsync(start.AddDays(15));
        Assert.Equal([("Candidate", "South", start.AddDays(10), 6), ("Never", "North", start.AddDays(-100), 116)], Rows(now));
        Assert.Equal((3, 2), (now.Held, now.Total));
        Assert.Equal([("North", 1), ("South", 1)], now.Units.Select(unit => (unit.Name, unit.People)));
        Assert.Equal(["Candidate"], (await ListAsync(start.AddDays(15), unit: south.Id)).People.Select(row => row.Name));

        // A pass that has run out was done, and does not count any more.
        var later = start.AddYears(2);
        Assert.DoesNotContain(Rows(await ListAsync(later)), row => row.Name == "Done");
        var ranOut = Assert.Single((await ListAsync(later, valid: true)).People, row => row.Name == "Done");
        Assert.Equal(later.DayNumber - ranOut.ValidUntil!.Value.DayNumber, ranOut.Days);

        // Whoever manages South sees nobody of North; whoever manages nothing sees nobody but themselves.
        var manager = await room.AddAsync(new PersonBuilder().Named("Manager").Holding(HolderStatus.None).Managing(south));
        Assert.Equal(["Candidate"], (await ListAsync(start.AddDays(15), viewer: manager)).People.Select(row => row.Name));
        Assert.Equal(["Never"], (await ListAsync(start.AddDays(15), viewer: never)).People.Select(row => row.Name));

        Task<AccessList> ListAsync(DateOnly day, Viewer? viewer = null, bool valid = false, Guid? unit = null) =>
            room.Get<AccessQueries>().ListAsync(viewer ?? admin, new AccessFilter(Course, day, valid) { UnitId = unit }, 1, None);
    }

    [Fact]
    public async Task What_was_known_at_a_fact_is_told_as_it_was_known()
    {
        await using var room = await LearningRoom.OpenAsync();
        var start = room.Get<LocalCalendar>().Today;
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        var person = await room.AddAsync(new PersonBuilder().Named("Person").Holding(HolderStatus.Candidate).Since(start.AddDays(-50)));
        await room.Get<AssignmentService>().AssignAsync(admin, Course, new AssignmentAudience(HolderStatus.Former), 30, None);
        room.Clock.Advance(TimeSpan.FromDays(5));
        var known = await room.Get<KnownQueries>().LastOnAsync(start, None);
        await room.ChangeAsync(person.PersonId, new StandingParts(HolderStatus: HolderStatus.Current), start.AddDays(-10));
        var queries = room.Get<AccessQueries>();
        var filter = new AccessFilter(Course, start, false);

        Assert.Equal(11, Assert.Single((await queries.ListAsync(admin, filter, 1, None)).People).Days);
        Assert.Empty((await queries.ListAsync(admin, filter with { KnownAt = known }, 1, None)).People);
        Assert.Equal(start, await room.Get<KnownQueries>().DayOfAsync(known, None));
        await using var db = room.Open();
        Assert.True(known < await db.LedgerRows.MaxAsync(row => row.Number, None));
    }

    [Fact]
    public async Task A_clearance_that_was_given_back_and_given_anew_begins_anew()
    {
        await using var room = await LearningRoom.OpenAsync();
        var start = room.Get<LocalCalendar>().Today;
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        var person = await room.AddAsync(new PersonBuilder().Named("Person").Since(start.AddDays(-100)));
        await room.ChangeAsync(person.PersonId, new StandingParts(HolderStatus: HolderStatus.Former), start.AddDays(-60));
        await room.ChangeAsync(person.PersonId, new StandingParts(HolderStatus: HolderStatus.Current), start.AddDays(-20));
        var queries = room.Get<AccessQueries>();

        Assert.Equal(21, Assert.Single((await queries.ListAsync(admin, new AccessFilter(Course, start, false), 1, None)).People).Days);
        Assert.Empty((await queries.ListAsync(admin, new AccessFilter(Course, start.AddDays(-60), false), 1, None)).People);
        Assert.Equal(40, Assert.Single((await queries.ListAsync(admin, new AccessFilter(Course, start.AddDays(-61), false), 1, None)).People).Days);
    }

    private static IEnumerable<(string Name, string Unit, DateOnly Since, int Days)> Rows(AccessList list) => list.People.Select(row => (row.Name, row.UnitName, row.HeldSince, row.Days));
}
