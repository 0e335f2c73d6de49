using KnbTraining.Learning;
using KnbTraining.Learning.Accounts;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.TestKit;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Organisation;

[Trait("Database", "Each")]
public sealed class RightsTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_change_of_rights_counts_at_the_next_act_and_is_told_to_open_pages()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (admin, unit) = (await AdminAsync(room), await room.RootAsync());
        var (id, account, form) = await AddAsync(room, admin, "b.serikov", Role.Administrator);
        var (service, rights) = (room.Get<PeopleService>(), room.Get<Rights>());
        Assert.True((await rights.FindAsync(account, None))!.Viewer.Is(Role.Administrator));
        var told = 0;
        using var listening = rights.Listen(account, () => told++);

        Assert.True((await service.UpdateAsync(admin, id, form with { Roles = [Role.Manager], ManagedUnitId = unit.Id }, await room.VersionOfAsync(id), None)).Ok);
        var manager = (await rights.FindAsync(account, None))!.Viewer;
        Assert.Equal((false, true, unit.Path), (manager.Is(Role.Administrator), manager.Is(Role.Manager), manager.ScopePath));
        Assert.True((await service.UpdateAsync(admin, id, form with { Roles = [] }, await room.VersionOfAsync(id), None)).Ok);
        Assert.Null((await rights.FindAsync(account, None))!.Viewer.ScopePath);
        Assert.True((await room.Get<AccessService>().SetActiveAsync(admin, id, active: false, None)).Ok);
        Assert.Null(await rights.FindAsync(account, None));
        Assert.Equal(3, told);
    }

    [Fact]
    public async Task A_temporary_password_makes_the_duty_and_identity_s_own_store_ends_it()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (id, account, _) = await AddAsync(room, await AdminAsync(room), "b.serikov");
        var (rights, users) = (room.Get<Rights>(), room.Get<UserManager<AppUser>>());
        var password = (await room.Get<AccessService>().ResetPasswordAsync(await AdminAsync(room), id, None)).Value!;
        Assert.True((await rights.FindAsync(account, None))!.MustChangePassword);

        var user = (await users.FindByIdAsync(account.ToString()))!;
        user.PasswordChanged();
        Assert.True((await users.ChangePasswordAsync(user, password, "A calm long sentence 1")).Succeeded);

        Assert.False((await rights.FindAsync(account, None))!.MustChangePassword);
    }

    [Fact]
    public async Task What_was_rolled_back_changes_nothing_and_counts_nothing()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await AdminAsync(room);
        var (id, account, _) = await AddAsync(room, admin, "b.serikov", Role.Editor);
        var before = await VersionAsync(room);
        var known = await room.Get<Rights>().FindAsync(account, None);

        var refused = await room.Get<LearningStore>().WriteAsync<Done>(
            async write =>
            {
                var db = write.Db;
                (await db.People.Include(person => person.Roles).SingleAsync(person => person.Id == id, None)).Grant([], null);
                await db.SaveChangesAsync(None);
                return Refusal.NothingDue;
            },
            None);

        Assert.Equal(Refusal.NothingDue, refused.Refused);
        Assert.Equal(before, await VersionAsync(room));
        Assert.Same(known, await room.Get<Rights>().FindAsync(account, None));
    }

    [Fact]
    public async Task What_another_process_changed_is_seen_by_the_version_in_the_database()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await AdminAsync(room);
        var (id, account, _) = await AddAsync(room, admin, "b.serikov", Role.Administrator);
        var rights = room.Get<Rights>();
        await rights.CheckAsync(None);
        Assert.True((await rights.FindAsync(account, None))!.Viewer.Is(Role.Administrator));
        var told = 0;
        using var listening = rights.Listen(account, () => told++);

        // As another process does it: nobody here is told.
        await room.ExecuteAsync("DELETE FROM PersonRoles WHERE Role = {0}", (int)Role.Administrator);
        await room.ExecuteAsync("UPDATE RightsVersions SET Version = Version + 1");

        await rights.CheckAsync(None);

        Assert.Equal(1, told);
        Assert.False((await rights.FindAsync(account, None))!.Viewer.Is(Role.Administrator));
        await rights.CheckAsync(None);
        Assert.Equal(1, told);
    }

    /// <summary>A change of another process, hidden by one of our own that came after it.</summary>
    [Fact]
    public async Task A_change_of_our_own_does_not_hide_one_of_another_process()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await AdminAsync(room);
        var (_, account, _) = await AddAsync(room, admin, "b.serikov", Role.Administrator);
        var (other, _, form) = await AddAsync(room, admin, "d.testov");
        var rights = room.Get<Rights>();
        await rights.CheckAsync(None);
        Assert.True((await rights.FindAsync(account, None))!.Viewer.Is(Role.Administrator));
        await room.ExecuteAsync("DELETE FROM PersonRoles WHERE Role = {0}", (int)Role.Administrator);
        await room.ExecuteAsync("UPDATE RightsVersions SET Version = Version + 1");

        Assert.True((await room.Get<PeopleService>().UpdateAsync(admin, other, form with { UserName = "d.testov", Roles = [Role.Editor] }, await room.VersionOfAsync(other), None)).Ok);

        Assert.False((await rights.FindAsync(account, None))!.Viewer.Is(Role.Administrator));
    }

    [Fact]
    public async Task What_was_read_before_a_change_is_not_kept_after_it()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await AdminAsync(room);
        var (id, account, form) = await AddAsync(room, admin, "b.serikov", Role.Editor);
        var version = await room.VersionOfAsync(id);
        var taken = false;
        room.Reads.During("MustChangePassword", async () =>
            taken = (await room.Get<PeopleService>().UpdateAsync(admin, id, form with { Roles = [] }, version, None)).Ok);

        Assert.False((await room.Get<Rights>().FindAsync(account, None))!.Viewer.Is(Role.Editor));
        Assert.True(taken);
        Assert.False((await room.Get<Rights>().FindAsync(account, None))!.Viewer.Is(Role.Editor));
    }

    [Fact]
    public async Task A_change_of_one_person_forgets_nobody_else_also_while_the_version_is_compared()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await AdminAsync(room);
        var (_, account, _) = await AddAsync(room, admin, "b.serikov", Role.Editor);
        var (other, _, form) = await AddAsync(room, admin, "d.testov");
        var (rights, service) = (room.Get<Rights>(), room.Get<PeopleService>());
        await rights.CheckAsync(None);
        var known = await rights.FindAsync(account, None);
        Assert.True((await service.UpdateAsync(admin, other, form with { UserName = "d.testov", Roles = [Role.Editor] }, await room.VersionOfAsync(other), None)).Ok);
        Assert.Same(known, await rights.FindAsync(account, None));

        var version = await room.VersionOfAsync(other);
        var changed = false;
        room.Reads.During("RightsVersions", async () =>
            changed = (await service.UpdateAsync(admin, other, form with { UserName = "d.testov", Roles = [] }, version, None)).Ok);
        await rights.CheckAsync(None);

        Assert.True(changed);
        Assert.Same(known, await rights.FindAsync(account, None));
    }

    [Fact]
    public async Task An_act_asks_the_database_for_nothing_while_no_rights_change()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await AdminAsync(room);
        var (id, account, form) = await AddAsync(room, admin, "b.serikov");
        var known = await room.Get<Rights>().FindAsync(account, None);
        room.TakeDiskAway(true);
        Assert.Same(known, await room.Get<Rights>().FindAsync(account, None));
        room.TakeDiskAway(false);

        // A clearance is no right, and neither is a failed attempt to sign in.
        var before = await VersionAsync(room);
        await room.Get<PeopleService>().UpdateAsync(admin, id, form with { HolderStatus = HolderStatus.Former }, await room.VersionOfAsync(id), None);
        var users = room.Get<UserManager<AppUser>>();
        await users.AccessFailedAsync((await users.FindByIdAsync(account.ToString()))!);
        Assert.Equal(before, await VersionAsync(room));
        Assert.Same(known, await room.Get<Rights>().FindAsync(account, None));
    }

    [Fact]
    public async Task The_next_act_knows_a_new_name_and_a_new_language()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await AdminAsync(room);
        var (id, account, form) = await AddAsync(room, admin, "b.serikov");
        var viewer = (await room.Get<Rights>().FindAsync(account, None))!.Viewer;

        Assert.True((await room.Get<PeopleService>().SetLanguageAsync(viewer, "kk", None)).Ok);
        Assert.Equal("kk", (await room.Get<Rights>().FindAsync(account, None))!.Viewer.Language);
        Assert.True((await room.Get<PeopleService>().UpdateAsync(admin, id, form with { Name = "Bolat T.", Language = "kk" }, await room.VersionOfAsync(id), None)).Ok);
        Assert.Equal("Bolat T.", (await room.Get<Rights>().FindAsync(account, None))!.Viewer.Name);
    }

    [Fact]
    public async Task A_scope_that_moves_to_another_unit_moves_at_the_next_act()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await AdminAsync(room);
        var (north, south) = (await room.AddUnitAsync("North", await room.RootAsync()), await room.AddUnitAsync("South", await room.RootAsync()));
        var (id, account, form) = await AddAsync(room, admin, "b.serikov");
        foreach (var unit in new[] { north, south })
        {
            var managing = form with { Roles = [Role.Manager], ManagedUnitId = unit.Id };
            Assert.True((await room.Get<PeopleService>().UpdateAsync(admin, id, managing, await room.VersionOfAsync(id), None)).Ok);
            Assert.Equal(unit.Path, (await room.Get<Rights>().FindAsync(account, None))!.Viewer.ScopePath);
        }
    }

    [Fact]
    public async Task Two_saves_of_one_transaction_change_the_rights_of_both_people()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await AdminAsync(room);
        var before = await VersionAsync(room);
        var (first, second) = (await AddAsync(room, admin, "b.serikov", Role.Editor), await AddAsync(room, admin, "d.testov", Role.Editor));
        Assert.Equal(before, await VersionAsync(room));
        var rights = room.Get<Rights>();
        await rights.CheckAsync(None);
        Assert.True((await rights.FindAsync(first.Account, None))!.Viewer.Is(Role.Editor) && (await rights.FindAsync(second.Account, None))!.Viewer.Is(Role.Editor));

        var taken = await room.Get<LearningStore>().WriteAsync<Done>(
            async write =>
            {
                var db = write.Db;
                foreach (var id in new[] { first.Id, second.Id })
                {
                    (await db.People.Include(person => person.Roles).SingleAsync(person => person.Id == id, None)).Grant([], null);
                    await db.SaveChangesAsync(None);
                }

                return default(Done);
            },
            None);

        Assert.True(taken.Ok);
        Assert.False((await rights.FindAsync(first.Account, None))!.Viewer.Is(Role.Editor));
        Assert.False((await rights.FindAsync(second.Account, None))!.Viewer.Is(Role.Editor));
    }

    private static Task<Viewer> AdminAsync(LearningRoom room) => room.AddAsync(new PersonBuilder().Named("Admin").With(Role.Administrator));

    private static async Task<long> VersionAsync(LearningRoom room)
    {
        await using var db = room.Open();
        return await db.RightsVersions.Select(row => row.Version).SingleAsync(None);
    }

    private static async Task<(Guid Id, Guid Account, PersonForm Form)> AddAsync(LearningRoom room, Viewer admin, string userName, params Role[] roles)
    {
        var form = new PersonForm { Name = "Bolat S.", UserName = userName, UnitId = (await room.RootAsync()).Id, Roles = [.. roles] };
        var id = (await room.Get<PeopleService>().AddAsync(admin, form, None)).Value!.Id;
        await using var db = room.Open();
        return (id, await db.Users.Where(user => user.PersonId == id).Select(user => user.Id).SingleAsync(None), form);
    }
}
