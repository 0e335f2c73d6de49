using KnbTraining.Learning;
using KnbTraining.Learning.Accounts;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Accounts;

[Trait("Database", "Each")]
public sealed class SlipTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Each_slip_lets_its_person_in_once_speaks_their_language_and_is_a_fact_of_theirs()
    {
        await using var accounts = await AccountRoom.OpenAsync();
        var room = accounts.Room;
        var archive = await room.AddUnitAsync("Archive", await room.RootAsync());
        Guid[] people = [await AddAsync(accounts, "one", archive.Id, "kk"), await AddAsync(accounts, "two", archive.Id, "ru")];
        await ForgetAsync(room, people);
        var told = new List<int>();

        var list = await room.Get<SlipQueries>().OfUnitAsync(accounts.Admin, archive.Id, None);
        var made = await Service(room).MakeAsync(accounts.Admin, people, false, count => { lock (told) { told.Add(count); } }, None);

        Assert.Equal(2, list.Waiting);
        Assert.Equal([AccountState.NoPassword, AccountState.NoPassword], list.People.Select(person => person.State));
        Assert.Equal((0, null), (made.Value!.LeftOut, made.Value.Stopped));
        Assert.Equal([1, 2], told.Order());
        Assert.Equal([("one", "kk", "Archive"), ("two", "ru", "Archive")], made.Value.Slips.Select(slip => (slip.UserName, slip.Language, slip.UnitName)).Order());
        Assert.All(made.Value.Slips, slip => Assert.Equal(LearningRoom.Start + TemporaryPassword.Validity, slip.Until));
        Assert.Equal(2, made.Value.Slips.Select(slip => slip.Password).Distinct().Count());
        foreach (var slip in made.Value.Slips)
        {
            var entered = await accounts.SignInAsync(slip.UserName, slip.Password.ToUpperInvariant());
            Assert.True(entered.Value!.User.MustChangePassword);
        }

        Assert.Equal(people.Order(), (await room.FactsAsync<PasswordReset>()).Select(fact => fact.PersonId).Order());
        Assert.All(await room.FactsAsync<PasswordReset>(), fact => Assert.Equal(fact.PersonId, fact.AboutPerson()));
    }

    [Fact]
    public async Task A_password_that_works_is_taken_away_from_one_person_alone_and_only_where_somebody_says_so()
    {
        await using var accounts = await AccountRoom.OpenAsync();
        var other = await AddAsync(accounts, "other", (await accounts.Room.RootAsync()).Id);
        var service = Service(accounts.Room);

        Assert.Equal(1, (await service.MakeAsync(accounts.Admin, [accounts.Person], false, null, None)).Value!.LeftOut);
        var both = (await service.MakeAsync(accounts.Admin, [accounts.Person, other], true, null, None)).Value!;
        Assert.Equal([other], both.Slips.Select(slip => slip.PersonId));
        Assert.Equal(1, both.LeftOut);
        Assert.True((await accounts.SignInAsync(AccountRoom.UserName, AccountRoom.Password)).Ok);

        var slip = Assert.Single((await service.MakeAsync(accounts.Admin, [accounts.Person], true, null, None)).Value!.Slips);
        Assert.Equal(Refusal.NotAllowed, (await accounts.SignInAsync(AccountRoom.UserName, AccountRoom.Password)).Refused);
        Assert.True((await accounts.SignInAsync(AccountRoom.UserName, slip.Password)).Ok);
    }

    [Fact]
    public async Task A_temporary_password_lets_somebody_in_until_its_end_and_not_at_it()
    {
        await using var accounts = await AccountRoom.OpenAsync();
        var person = await AddAsync(accounts, "late", (await accounts.Room.RootAsync()).Id);
        var slip = Assert.Single((await Service(accounts.Room).MakeAsync(accounts.Admin, [person], false, null, None)).Value!.Slips);

        accounts.Room.Clock.Advance(TemporaryPassword.Validity - TimeSpan.FromSeconds(1));
        Assert.True((await accounts.SignInAsync("late", slip.Password)).Ok);
        accounts.Room.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(Refusal.NotAllowed, (await accounts.SignInAsync("late", slip.Password)).Refused);
        Assert.True((await accounts.SignInAsync(AccountRoom.UserName, AccountRoom.Password)).Ok);
    }

    [Fact]
    public async Task What_was_handed_over_is_recorded_once_and_the_list_of_people_says_how_far_each_is()
    {
        await using var accounts = await AccountRoom.OpenAsync();
        var (room, root) = (accounts.Room, (await accounts.Room.RootAsync()).Id);
        Guid[] people = [await AddAsync(accounts, "none", root), await AddAsync(accounts, "made", root), await AddAsync(accounts, "given", root)];
        await ForgetAsync(room, people[..1]);
        var service = Service(room);

        Assert.Equal(1, (await service.HandOverAsync(accounts.Admin, [people[0], people[2], accounts.Person], None)).Value);
        Assert.Equal(0, (await service.HandOverAsync(accounts.Admin, [people[2]], None)).Value);

        Assert.Equal([new PasswordHandedOver(people[2])], await room.FactsAsync<PasswordHandedOver>());
        Assert.Equal(["given", "made", "none"], await NamesAsync(accounts, AccountState.NotSignedIn));
        Assert.Equal(["none"], await NamesAsync(accounts, AccountState.NoPassword));
        Assert.Equal(["made"], await NamesAsync(accounts, AccountState.NotHandedOver));
        Assert.Equal(["given"], await NamesAsync(accounts, AccountState.HandedOver));
        Assert.Equal(["Aru Sapa"], await NamesAsync(accounts, AccountState.SignedIn));

        // Another slip has to be handed over anew.
        Assert.True((await service.MakeAsync(accounts.Admin, [people[2]], false, null, None)).Ok);
        Assert.Equal(["given", "made"], await NamesAsync(accounts, AccountState.NotHandedOver));
    }

    [Fact]
    public async Task Whoever_left_while_the_hashes_were_computed_gets_no_slip()
    {
        await using var accounts = await AccountRoom.OpenAsync();
        var root = (await accounts.Room.RootAsync()).Id;
        Guid[] people = [await AddAsync(accounts, "stays", root), await AddAsync(accounts, "goes", root)];
        var left = 0;

        var made = await Service(accounts.Room).MakeAsync(
            accounts.Admin,
            people,
            false,
            _ =>
            {
                if (Interlocked.Exchange(ref left, 1) == 0)
                {
                    Assert.True(accounts.Room.Get<AccessService>().SetActiveAsync(accounts.Admin, people[1], false, None).GetAwaiter().GetResult().Ok);
                }
            },
            None);

        Assert.Equal([people[0]], made.Value!.Slips.Select(slip => slip.PersonId));
        Assert.Equal(1, made.Value.LeftOut);
        Assert.Equal([people[0]], (await accounts.Room.FactsAsync<PasswordReset>()).Select(fact => fact.PersonId));
    }

    [Fact]
    public async Task Nobody_but_an_administrator_makes_slips_or_says_that_they_were_handed_over()
    {
        await using var accounts = await AccountRoom.OpenAsync();
        var manager = await accounts.Room.AddAsync(new PersonBuilder().Managing(await accounts.Room.RootAsync()));
        var person = await AddAsync(accounts, "asked", (await accounts.Room.RootAsync()).Id);

        Assert.Equal(Refusal.NotAllowed, (await Service(accounts.Room).MakeAsync(manager, [person], false, null, None)).Refused);
        Assert.Equal(Refusal.NotAllowed, (await Service(accounts.Room).HandOverAsync(manager, [person], None)).Refused);
        await Assert.ThrowsAsync<InvalidOperationException>(() => accounts.Room.Get<SlipQueries>().FindAsync(manager, person, None));
        Assert.Empty(await accounts.Room.FactsAsync<PasswordReset>());
    }

    private static SlipService Service(LearningRoom room) => room.Get<SlipService>();

    private static async Task<Guid> AddAsync(AccountRoom accounts, string name, Guid unit, string language = "en")
    {
        var form = new PersonForm { Name = name, UserName = name, UnitId = unit, Language = language };
        return (await accounts.Room.Get<PeopleService>().AddAsync(accounts.Admin, form, None)).Value!.Id;
    }

    // As whoever was imported.
    private static async Task ForgetAsync(LearningRoom room, Guid[] people)
    {
        await using var db = room.Open();
        await db.Users.Where(user => people.Contains(user.PersonId)).ExecuteUpdateAsync(user => user.SetProperty(one => one.PasswordHash, (string?)null), None);
    }

    private static async Task<IEnumerable<string>> NamesAsync(AccountRoom accounts, AccountState state) =>
        (await accounts.Room.Get<PeopleQueries>().PageAsync(accounts.Admin, new PeopleFilter { Account = state }, 1, None)).People.Select(person => person.Name);
}
