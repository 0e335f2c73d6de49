using KnbTraining.Learning;
using KnbTraining.Learning.Accounts;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Organisation;

[Trait("Database", "Each")]
public sealed class PeopleTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_manager_sees_the_own_subtree_and_nobody_else()
    {
        await using var room = await LearningRoom.OpenAsync();
        var root = await room.RootAsync();
        var north = await room.AddUnitAsync("North", root);
        var lab = await room.AddUnitAsync("Laboratory", north);
        var south = await room.AddUnitAsync("South", root);
        await room.AddAsync(new PersonBuilder().Named("A in the laboratory").In(lab));
        await room.AddAsync(new PersonBuilder().Named("B in the north").In(north));
        var stranger = await room.AddAsync(new PersonBuilder().Named("C in the south").In(south));
        var manager = await room.AddAsync(new PersonBuilder().Named("D the manager").In(south).Managing(north));
        var queries = room.Get<PeopleQueries>();

        var people = (await queries.ListAsync(manager, null, null, false, None)).People;

        Assert.Equal(["A in the laboratory", "B in the north", "D the manager"], people.Select(person => person.Name));
        Assert.Equal(Refusal.NotFound, (await queries.FindAsync(manager, stranger.PersonId, None)).Refused);
        Assert.Equal([north.Path, lab.Path], (await queries.UnitsAsync(manager, None)).Select(unit => unit.Path));
        Assert.DoesNotContain((await queries.ListAsync(manager, null, south.Id, false, None)).People, person => person.Id != manager.PersonId);
    }

    [Fact]
    public async Task Scope_is_part_of_the_query_that_reaches_the_database()
    {
        await using var room = await LearningRoom.OpenAsync();
        var root = await room.RootAsync();
        var manager = await room.AddAsync(new PersonBuilder().Managing(await room.AddUnitAsync("North", root)));
        var head = await room.AddAsync(new PersonBuilder().Managing(root));
        var learner = await room.AddLearnerAsync();
        await using var db = room.Open();

        Assert.Contains("\"Path\" LIKE", db.People.InScope(manager).ToQueryString(), StringComparison.Ordinal);

        // Whoever manages the root sees everybody, and the database need not compare a path for each.
        Assert.DoesNotContain("WHERE", db.People.InScope(head).ToQueryString(), StringComparison.Ordinal);
        Assert.Contains("WHERE p.Id = ", db.People.InScope(learner).ToQueryString().Replace("\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_learner_sees_only_themselves()
    {
        await using var room = await LearningRoom.OpenAsync();
        await room.AddAsync(new PersonBuilder().Named("Somebody Else"));
        var learner = await room.AddLearnerAsync();

        Assert.Equal([learner.PersonId], (await room.Get<PeopleQueries>().ListAsync(learner, null, null, true, None)).People.Select(person => person.Id));
        Assert.Empty(await room.Get<PeopleQueries>().UnitsAsync(learner, None));
    }

    [Theory]
    [InlineData("әйгерім")]
    [InlineData("ӘЙГЕ")]
    [InlineData("СЕЙІТОВА")]
    public async Task A_search_finds_kazakh_names_in_any_case(string search)
    {
        await using var room = await LearningRoom.OpenAsync();
        var auditor = await room.AddAsync(new PersonBuilder().Named("Auditor").With(Role.Auditor));
        await room.AddAsync(new PersonBuilder().Named("Әйгерім Сейітова"));

        Assert.Single((await room.Get<PeopleQueries>().ListAsync(auditor, search, null, false, None)).People);
    }

    [Fact]
    public async Task People_are_listed_in_the_order_and_with_the_role_that_is_asked_for()
    {
        await using var room = await LearningRoom.OpenAsync();
        var root = await room.RootAsync();
        var (south, north) = (await room.AddUnitAsync("South", root), await room.AddUnitAsync("North", root));
        await room.AddAsync(new PersonBuilder().Named("B").In(south).Numbered("09").With(Role.Editor));
        room.Clock.Advance(TimeSpan.FromMinutes(1));
        await room.AddAsync(new PersonBuilder().Named("A").In(north));
        room.Clock.Advance(TimeSpan.FromMinutes(1));
        await room.AddAsync(new PersonBuilder().Named("C").In(south).Numbered("1"));
        var auditor = await room.AddAsync(new PersonBuilder().Named("D").In(root).With(Role.Auditor));

        Assert.Equal("ABCD", await NamesAsync(new PeopleFilter()));
        Assert.Equal("BCAD", await NamesAsync(new PeopleFilter { Order = PeopleOrder.Number }));
        Assert.Equal("DBCA", await NamesAsync(new PeopleFilter { Order = PeopleOrder.Unit }));
        Assert.Equal("CDAB", await NamesAsync(new PeopleFilter { Order = PeopleOrder.Newest }));
        Assert.Equal("B", await NamesAsync(new PeopleFilter { Role = Role.Editor }));

        async Task<string> NamesAsync(PeopleFilter filter) =>
            string.Concat((await room.Get<PeopleQueries>().PageAsync(auditor, filter, 1, None)).People.Select(person => person.Name));
    }

    [Fact]
    public async Task Inactive_people_are_listed_only_when_asked_for()
    {
        await using var room = await LearningRoom.OpenAsync();
        var auditor = await room.AddAsync(new PersonBuilder().Named("Auditor").With(Role.Auditor));
        await room.AddAsync(new PersonBuilder().Inactive());
        var queries = room.Get<PeopleQueries>();

        Assert.Single((await queries.ListAsync(auditor, null, null, false, None)).People);
        Assert.Equal(2, (await queries.ListAsync(auditor, null, null, true, None)).Total);
    }

    [Fact]
    public async Task A_personnel_number_keeps_its_zeros_is_found_and_belongs_to_one_person()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (admin, form) = (await AdminAsync(room), await FormAsync(room));
        var (service, queries) = (room.Get<PeopleService>(), room.Get<PeopleQueries>());
        var id = (await service.AddAsync(admin, form with { PersonnelNumber = " 00К-42 " }, None)).Value!.Id;

        Assert.Equal("00К-42", (await queries.FindAsync(admin, id, None)).Value!.PersonnelNumber);
        Assert.Equal([id], (await queries.ListAsync(admin, "00к-42", null, false, None)).People.Select(person => person.Id));
        Assert.Equal("PersonnelNumber: number-taken", (await service.AddAsync(admin, form with { UserName = "other", PersonnelNumber = "00К-42" }, None)).Findings.ToString());
        Assert.True((await service.UpdateAsync(admin, id, form with { PersonnelNumber = null }, await room.VersionOfAsync(id), None)).Ok);
        Assert.Equal(PersonField.PersonnelNumber, Assert.Single(Assert.Single(await room.FactsAsync<PersonChanged>()).Changes).Field);
        Assert.True((await service.AddAsync(admin, form with { UserName = "other", PersonnelNumber = "00К-42" }, None)).Ok);
    }

    [Fact]
    public async Task An_added_person_can_sign_in_with_the_temporary_password_and_is_a_viewer()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (admin, form) = (await AdminAsync(room), await FormAsync(room));

        var added = await room.Get<PeopleService>().AddAsync(admin, form with { Roles = [Role.Auditor] }, None);

        Assert.True(added.Ok, $"{added}");
        var users = room.Get<UserManager<AppUser>>();
        var user = await users.FindByNameAsync("b.serikov");
        Assert.NotNull(user);
        Assert.True(user.MustChangePassword);
        Assert.True(await users.CheckPasswordAsync(user, added.Value!.TemporaryPassword));
        var viewer = await room.Get<PeopleQueries>().FindViewerAsync(user.Id, None);
        Assert.Equal((added.Value.Id, "/"), (viewer!.PersonId, viewer.ScopePath));
        Assert.Equal([Role.Learner, Role.Auditor], viewer.Roles.Order());
    }

    [Fact]
    public async Task An_inactive_person_is_no_viewer()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (admin, form) = (await AdminAsync(room), await FormAsync(room));
        var added = await room.Get<PeopleService>().AddAsync(admin, form, None);
        var user = await room.Get<UserManager<AppUser>>().FindByNameAsync(form.UserName);

        Assert.True((await room.Get<AccessService>().SetActiveAsync(admin, added.Value!.Id, false, None)).Ok);

        Assert.Null(await room.Get<PeopleQueries>().FindViewerAsync(user!.Id, None));
    }

    [Fact]
    public async Task Every_wrong_field_of_a_form_is_named_at_once()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await AdminAsync(room);

        var result = await room.Get<PeopleService>().AddAsync(
            admin, new PersonForm { Name = " ", UserName = "a b", Email = "nowhere", Language = "de", Roles = [Role.Manager] }, None);

        Assert.Equal(RefusalKind.Invalid, result.Refused?.Kind);
        Assert.Equal(
            ["Name: required", "UserName: invalid", "Email: invalid", "Language: unknown", "UnitId: required", "ManagedUnitId: required"],
            result.Findings.ToString().Split('\n'));
    }

    [Fact]
    public async Task A_user_name_is_taken_whatever_its_case_but_not_by_its_owner()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (admin, form) = (await AdminAsync(room), await FormAsync(room));
        var service = room.Get<PeopleService>();
        var added = await service.AddAsync(admin, form, None);

        Assert.Equal("UserName: taken", (await service.AddAsync(admin, form with { UserName = "B.SERIKOV" }, None)).Findings.ToString());
        Assert.True((await service.UpdateAsync(admin, added.Value!.Id, form with { Name = "Bolat Serikov" }, await room.VersionOfAsync(added.Value.Id), None)).Ok);
    }

    [Fact]
    public async Task Nobody_but_an_administrator_changes_people()
    {
        await using var room = await LearningRoom.OpenAsync();
        var form = await FormAsync(room);
        var manager = await room.AddAsync(new PersonBuilder().Managing(await room.RootAsync()));
        var service = room.Get<PeopleService>();

        Assert.Equal(Refusal.NotAllowed, (await service.AddAsync(manager, form, None)).Refused);
        Assert.Equal(Refusal.NotAllowed, (await service.UpdateAsync(manager, manager.PersonId, form, 0, None)).Refused);
        Assert.Equal(Refusal.NotAllowed, (await room.Get<AccessService>().SetActiveAsync(manager, manager.PersonId, false, None)).Refused);
        Assert.Equal(Refusal.NotAllowed, (await room.Get<AccessService>().ResetPasswordAsync(manager, manager.PersonId, None)).Refused);
        Assert.Equal(Refusal.NotAllowed, (await room.Get<UnitService>().AddAsync(manager, new UnitNames(En: "New"), form.UnitId, null, None)).Refused);
    }

    [Fact]
    public async Task An_administrator_cannot_lock_themselves_out()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (admin, form) = (await AdminAsync(room), await FormAsync(room));
        var added = await room.Get<PeopleService>().AddAsync(admin, form with { Roles = [Role.Administrator] }, None);
        var self = admin with { PersonId = added.Value!.Id };

        Assert.Equal(RefusalKind.Invalid, (await room.Get<AccessService>().SetActiveAsync(self, self.PersonId, false, None)).Refused?.Kind);
        Assert.Equal(RefusalKind.Invalid, (await room.Get<PeopleService>().UpdateAsync(self, self.PersonId, form, await room.VersionOfAsync(self.PersonId), None)).Refused?.Kind);
    }

    [Fact]
    public async Task A_reset_password_ends_all_sessions()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (admin, form) = (await AdminAsync(room), await FormAsync(room));
        var added = await room.Get<PeopleService>().AddAsync(admin, form, None);
        await using var db = room.Open();
        var stamp = (await db.Users.AsNoTracking().SingleAsync(None)).SecurityStamp;

        var reset = await room.Get<AccessService>().ResetPasswordAsync(admin, added.Value!.Id, None);

        Assert.NotEqual(added.Value.TemporaryPassword, reset.Value);
        Assert.NotEqual(stamp, (await db.Users.AsNoTracking().SingleAsync(None)).SecurityStamp);
    }

    [Fact]
    public async Task Units_added_below_one_parent_have_paths_of_their_own()
    {
        await using var room = await LearningRoom.OpenAsync();
        var (admin, root) = (await AdminAsync(room), await room.RootAsync());
        await room.Get<UnitService>().AddAsync(admin, new UnitNames(En: "North"), root.Id, null, None);
        await room.Get<UnitService>().AddAsync(admin, new UnitNames(En: "South"), root.Id, null, None);

        Assert.Equal(["/0001/", "/0001/0001/", "/0001/0002/"], (await room.Get<PeopleQueries>().UnitsAsync(admin, None)).Select(unit => unit.Path));
    }

    private static Task<Viewer> AdminAsync(LearningRoom room) => room.AddAsync(new PersonBuilder().Named("Admin").With(Role.Administrator));

    private static async Task<PersonForm> FormAsync(LearningRoom room) =>
        new() { Name = "Bolat S.", UserName = "b.serikov", UnitId = (await room.RootAsync()).Id, HolderStatus = HolderStatus.Current };
}
