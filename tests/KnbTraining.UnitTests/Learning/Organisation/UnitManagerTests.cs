using KnbTraining.Learning;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Organisation;

[Trait("Database", "Each")]
public sealed class UnitManagerTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private static readonly DateOnly Today = new(2026, 3, 2);

    [Fact]
    public async Task A_deputy_sees_what_the_manager_sees_on_the_days_of_it_and_on_no_other()
    {
        await using var room = await LearningRoom.OpenAsync();
        var root = await room.RootAsync();
        var (north, south) = (await room.AddUnitAsync("North", root), await room.AddUnitAsync("South", root));
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").With(Role.Administrator));
        await room.AddAsync(new PersonBuilder().Named("Northern").In(north));
        await room.AddAsync(new PersonBuilder().Named("Southern").In(south));
        var form = new PersonForm { Name = "Manager", UserName = "manager", UnitId = root.Id, Roles = [Role.Manager], ManagedUnitId = north.Id, PersonnelNumber = "007" };
        var id = (await room.Get<PeopleService>().AddAsync(admin, form, None)).Value!.Id;
        var account = await AccountAsync(room, id);
        var service = room.Get<UnitManagerService>();
        async Task<string> SeesAsync()
        {
            var viewer = (await room.Get<Rights>().FindAsync(account, None))!.Viewer;
            var people = (await room.Get<PeopleQueries>().ListAsync(viewer, null, null, false, None)).People.Select(person => person.Name).Except(["Manager"]);
            var units = (await room.Get<PeopleQueries>().UnitsAsync(viewer, None)).Select(unit => unit.Name);
            return $"{viewer.Is(Role.Manager)}: {string.Join(' ', people)} | {string.Join(' ', units)}";
        }

        Assert.Equal("True: Northern | North", await SeesAsync());
        Assert.Equal("Who: nobody-of-that-name", (await service.NameAsync(admin, south.Id, new UnitManagerForm { Who = "7", From = Today }, None)).Findings.ToString());
        var planned = new UnitManagerForm { Who = "007", IsDeputy = true, From = Today.AddDays(1), Until = Today.AddDays(2) };
        Assert.True((await service.NameAsync(admin, south.Id, planned, None)).Ok);
        Assert.Equal("Who: manages-already", (await service.NameAsync(admin, south.Id, planned with { Who = "MANAGER" }, None)).Findings.ToString());
        Assert.Equal("True: Northern | North", await SeesAsync());
        room.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal("True: Northern Southern | North South", await SeesAsync());
        room.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal("True: Northern | North", await SeesAsync());

        // The form of the person and the list of the unit say the same.
        var own = Assert.Single(await service.ListAsync(admin, None));
        Assert.Equal((north.Id, id, false, Today), (own.UnitId, own.PersonId, own.IsDeputy, own.From));
        Assert.True((await service.EndAsync(admin, own.Id, None)).Ok);
        Assert.Equal("False:  | ", await SeesAsync());
        Assert.Null((await room.Get<PeopleQueries>().FindAsync(admin, id, None)).Value!.ManagedUnitId);
        Assert.True((await room.Get<PeopleService>().UpdateAsync(admin, id, form with { ManagedUnitId = south.Id }, await room.VersionOfAsync(id), None)).Ok);
        Assert.Equal("True: Southern | South", await SeesAsync());

        await using var db = room.Open();
        Assert.Equal(
            [(north.Id, Today, Today.AddDays(2)), (south.Id, Today.AddDays(1), Today.AddDays(2)), (south.Id, Today.AddDays(3), null)],
            (await db.UnitManagers.Where(row => row.SeqOut == null).OrderBy(row => row.From).ToListAsync(None)).Select(row => (row.UnitId, row.From, row.Until)));
        Assert.Equal((2, 1), ((await room.FactsAsync<UnitManagerNamed>()).Count, (await room.FactsAsync<UnitManagerEnded>()).Count));
        Assert.DoesNotContain(await db.UnitManagers.ToListAsync(None), row => row.SeqIn == long.MaxValue || row.SeqOut == long.MaxValue);
    }

    [Fact]
    public async Task Whoever_manages_a_unit_that_is_closed_manages_it_no_more()
    {
        await using var room = await LearningRoom.OpenAsync();
        var depot = await room.AddUnitAsync("Depot", await room.RootAsync());
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").With(Role.Administrator));
        var manager = await room.AddAsync(new PersonBuilder().Named("Manager").Managing(depot).Since(Today.AddDays(-9)));

        Assert.True((await room.Get<UnitService>().CloseAsync(admin, depot.Id, Today, 0, None)).Ok);

        await using var db = room.Open();
        Assert.Equal(Today.AddDays(-1), (await db.UnitManagers.SingleAsync(row => row.SeqOut == null, None)).Until);
        var person = await db.People.Include(found => found.Roles).SingleAsync(found => found.Id == manager.PersonId, None);
        Assert.Equal((null, false), (person.ManagedUnitId, person.Roles.Any(held => held.Role == Role.Manager)));
    }

    private static async Task<Guid> AccountAsync(LearningRoom room, Guid person)
    {
        await using var db = room.Open();
        return await db.Users.Where(user => user.PersonId == person).Select(user => user.Id).SingleAsync(None);
    }
}
