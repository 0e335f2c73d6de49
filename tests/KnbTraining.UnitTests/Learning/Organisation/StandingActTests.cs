using KnbTraining.Learning;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Organisation;

[Trait("Database", "Each")]
public sealed class StandingActTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private static readonly DateOnly Today = new(2026, 3, 2);

    [Fact]
    public async Task Every_act_holds_from_its_day_and_every_undo_brings_back_what_held_before()
    {
        await using var room = await LearningRoom.OpenAsync();
        var root = await room.RootAsync();
        var (archive, depot) = (await room.AddUnitAsync("Archive", root), await room.AddUnitAsync("Depot", root));
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").With(Role.Administrator));
        var id = (await room.AddAsync(new PersonBuilder().In(archive).Since(Today.AddDays(-100)).Numbered("0042"))).PersonId;
        var service = room.Get<StandingService>();
        async Task ActAsync(StandingForm form) => Assert.Equal("", $"{(await service.ActAsync(admin, id, form with { Reason = "Order 7" }, None)).Refused}");
        async Task<StandingOverview> SeenAsync() => (await room.Get<StandingOverviewQueries>().FindAsync(admin, id, None)).Value!;
        async Task<string> DrawnAsync() => string.Join(' ', (await SeenAsync()).Periods.Select(period =>
            $"{period.From.DayNumber - Today.DayNumber}:{period.UnitName[0]}{(int)period.HolderStatus}{period.Capacity.ToString()[0]}{period.Employment.ToString()[0]}"));

        await ActAsync(new StandingForm { Act = StandingAct.Transfer, Day = Today.AddDays(-50), UnitId = depot.Id });
        await ActAsync(new StandingForm { Act = StandingAct.Clearance, Day = Today, HolderStatus = HolderStatus.Former });
        await ActAsync(new StandingForm { Act = StandingAct.Capacity, Day = Today.AddDays(10), Capacity = Capacity.Head });
        await ActAsync(new StandingForm { Act = StandingAct.Leave, Day = Today.AddDays(-20), Until = Today.AddDays(5) });
        Assert.Equal("-100:A2EA -50:D2EA -20:D2EO 0:D3EO 6:D3EA 10:D3HA", await DrawnAsync());
        await ActAsync(new StandingForm { Act = StandingAct.Return, Day = Today.AddDays(-5) });
        await ActAsync(new StandingForm { Act = StandingAct.Leaving, Day = Today.AddDays(-1) });
        Assert.Equal("-100:A2EA -50:D2EA -20:D2EO -5:D2EA 0:D3EL 10:D3HL", await DrawnAsync());
        Assert.Equal((false, Employment.Left), await PersonAsync(room, id));
        await ActAsync(new StandingForm { Act = StandingAct.Rehire, Day = Today, UnitId = archive.Id, HolderStatus = HolderStatus.Candidate, Capacity = Capacity.Employee });
        Assert.Equal("-100:A2EA -50:D2EA -20:D2EO -5:D2EA 0:A1EA 10:A1HA", await DrawnAsync());
        Assert.Equal((true, Employment.Active), await PersonAsync(room, id));

        // One after the other, in another order than they were told: what is left holds as if the undone had never been.
        async Task UndoAsync(Func<ToldChange, bool> which) =>
            Assert.True((await service.UndoAsync(admin, id, (await SeenAsync()).Changes.Single(change => !change.IsFirst && which(change)).Id, "An error", None)).Ok);
        await UndoAsync(change => change.Parts.UnitId == depot.Id);
        Assert.Equal("-100:A2EA -20:A2EO -5:A2EA 0:A1EA 10:A1HA", await DrawnAsync());
        await UndoAsync(change => change.Parts.IsWhole);
        Assert.Equal("-100:A2EA -20:A2EO -5:A2EA 0:A3EL 10:A3HL", await DrawnAsync());
        await UndoAsync(change => change.IsPlanned);
        await UndoAsync(change => change.Parts.Employment == Employment.Left);
        await UndoAsync(change => change.Parts.Employment == Employment.OnLeave);
        await UndoAsync(change => change.Parts.HolderStatus is not null);
        Assert.Equal("-100:A2EA", await DrawnAsync());

        var only = Assert.Single((await SeenAsync()).Changes);
        Assert.True(only.IsFirst);
        Assert.Equal(Refusal.NotFound, (await service.UndoAsync(admin, id, only.Id, "No", None)).Refused);
        Assert.Equal(6, (await room.FactsAsync<StandingUndone>()).Count);
    }

    [Fact]
    public async Task What_cannot_be_is_said_beside_its_field_and_nothing_is_stored()
    {
        await using var room = await LearningRoom.OpenAsync();
        var root = await room.RootAsync();
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").With(Role.Administrator).Since(Today.AddDays(-9)));
        var id = (await room.AddAsync(new PersonBuilder().Since(Today.AddDays(-9)))).PersonId;
        var service = room.Get<StandingService>();
        async Task<string> FoundAsync(StandingForm form, Guid? of = null) => (await service.ActAsync(admin, of ?? id, form, None)).Findings.ToString();
        var before = (await room.LinesAsync()).Count;

        Assert.Equal("Day: required\nUnitId: required", await FoundAsync(new StandingForm()));
        Assert.Equal("UnitId: nothing-changes", await FoundAsync(new StandingForm { Day = Today, UnitId = root.Id }));
        Assert.Equal("UnitId: not-there-then", await FoundAsync(new StandingForm { Day = Today, UnitId = Guid.NewGuid() }));
        Assert.Equal("Reason: required", await FoundAsync(new StandingForm { Act = StandingAct.Clearance, Day = Today.AddDays(-1), HolderStatus = HolderStatus.None }));
        Assert.Equal("Day: before-first-day\nReason: required", await FoundAsync(new StandingForm { Act = StandingAct.Capacity, Day = Today.AddDays(-10), Capacity = Capacity.Head }));
        Assert.Equal("Day: too-far-ahead", await FoundAsync(new StandingForm { Act = StandingAct.Capacity, Day = Today.AddDays(731), Capacity = Capacity.Head }));
        Assert.Equal("Until: ends-before-it-begins", await FoundAsync(new StandingForm { Act = StandingAct.Leave, Day = Today, Until = Today.AddDays(-1) }));
        Assert.Equal("Day: not-on-leave", await FoundAsync(new StandingForm { Act = StandingAct.Return, Day = Today }));
        Assert.Equal("Day: not-left", await FoundAsync(new StandingForm { Act = StandingAct.Rehire, Day = Today, UnitId = root.Id }));
        Assert.Equal("Day: self", await FoundAsync(new StandingForm { Act = StandingAct.Leaving, Day = Today }, admin.PersonId));
        Assert.Equal(Refusal.NotFound, (await service.ActAsync(admin, Guid.NewGuid(), new StandingForm { Day = Today, UnitId = root.Id }, None)).Refused);
        Assert.Equal(Refusal.NotAllowed, (await service.ActAsync(admin with { Roles = new HashSet<Role>() }, id, new StandingForm(), None)).Refused);
        Assert.Equal(before, (await room.LinesAsync()).Count);
    }

    private static async Task<(bool Active, Employment Employment)> PersonAsync(LearningRoom room, Guid id)
    {
        await using var db = room.Open();
        var person = await db.People.SingleAsync(found => found.Id == id, None);
        return (person.Active, person.Employment);
    }
}
