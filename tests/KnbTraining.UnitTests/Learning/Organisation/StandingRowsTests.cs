using KnbTraining.Learning;
using KnbTraining.Learning.Accounts;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using KnbTraining.UnitTests.Learning.Accounts;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Organisation;

[Trait("Database", "Each")]
public sealed class StandingRowsTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private static readonly DateOnly Today = new(2026, 3, 2);

    [Fact]
    public async Task Who_was_what_on_a_day_is_answered_as_known_now_and_as_known_then()
    {
        await using var room = await LearningRoom.OpenAsync();
        var root = await room.RootAsync();
        var (archive, depot) = (await room.AddUnitAsync("Archive", root), await room.AddUnitAsync("Depot", root));
        var id = (await room.AddAsync(new PersonBuilder().In(archive).Since(Today.AddDays(-60)))).PersonId;

        // Told today: it was the depot since a month ago, and there is a leave behind.
        await room.ChangeAsync(id, new StandingParts(UnitId: depot.Id), Today.AddDays(-30));
        var moved = (await room.LinesAsync())[^1].Number;
        await room.ChangeAsync(id, new StandingParts(Employment: Employment.OnLeave), Today.AddDays(-20), Today.AddDays(-10));

        await using var db = room.Open();
        async Task<(Guid, Employment)?> OnAsync(int days, long? knownAt = null) =>
            await db.StandingOn(Today.AddDays(days), knownAt).Where(row => row.PersonId == id).Select(row => ((Guid, Employment)?)new(row.UnitId, row.Employment)).SingleOrDefaultAsync(None);
        Assert.Equal((archive.Id, Employment.Active), await OnAsync(-31));
        Assert.Equal((depot.Id, Employment.Active), await OnAsync(-30));
        Assert.Equal((depot.Id, Employment.OnLeave), await OnAsync(-10));
        Assert.Equal((depot.Id, Employment.Active), await OnAsync(-9));
        Assert.Equal((archive.Id, Employment.Active), await OnAsync(0, moved - 1));
        Assert.Equal((depot.Id, Employment.Active), await OnAsync(-15, moved));
        Assert.Null(await OnAsync(-61));
        Assert.Equal([id], await db.StandingOn(Today).InUnitOn(db, Today, depot.Path).Select(row => row.PersonId).ToListAsync(None));
        Assert.Empty(await db.StandingOn(Today).InUnitOn(db, Today, archive.Path).ToListAsync(None));
        var person = await db.People.SingleAsync(found => found.Id == id, None);
        Assert.Equal(new StandingValues(depot.Id, HolderStatus.Current, Capacity.Employee), person.StandingToday);
        Assert.DoesNotContain(await db.Standings.ToListAsync(None), row => row.SeqIn == long.MaxValue || row.SeqOut == long.MaxValue);
    }

    [Fact]
    public async Task What_was_planned_begins_on_its_day_and_who_has_left_is_out_at_once()
    {
        await using var accounts = await AccountRoom.OpenAsync();
        var (room, id) = (accounts.Room, accounts.Person);
        var entered = (await accounts.SignInAsync(AccountRoom.UserName, AccountRoom.Password)).Value!;
        var mark = SessionBook.MarkOf(entered.Session.Id);
        await room.ChangeAsync(id, new StandingParts(Employment: Employment.Left), Today.AddDays(1));
        var sweep = room.Get<StandingSweep>();
        await sweep.RoundAsync(None);
        Assert.Empty(await room.FactsAsync<StandingBegan>());
        Assert.False(room.Get<EndedSessions>().Has(mark));

        room.Clock.Advance(TimeSpan.FromDays(1));
        await sweep.RoundAsync(None);
        await sweep.RoundAsync(None);

        var began = Assert.Single(await room.FactsAsync<StandingBegan>());
        Assert.Equal((id, Today.AddDays(1), Employment.Active, Employment.Left), (began.PersonId, began.Day, began.Before.Employment, began.After.Employment));
        Assert.Equal(id, Assert.Single(await room.FactsAsync<PersonDeactivated>()).PersonId);
        Assert.True(room.Get<EndedSessions>().Has(mark));
        Assert.Equal(Refusal.NotAllowed, (await accounts.SignInAsync(AccountRoom.UserName, AccountRoom.Password)).Refused);
        await using var db = room.Open();
        Assert.DoesNotContain(await db.AccountSessions.ToListAsync(None), session => session.EndedAt is null);
    }
}
