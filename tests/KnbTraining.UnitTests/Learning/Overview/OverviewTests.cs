using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Overview;
using KnbTraining.Learning.Settings;
using KnbTraining.TestKit;

namespace KnbTraining.UnitTests.Learning.Overview;

public sealed class OverviewTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_new_house_is_told_what_it_lacks_and_a_furnished_one_that_it_lacks_nothing()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        Assert.Equal([Lack.Assignments, Lack.People, Lack.SecondAdministrator, Lack.SecurityContact, Lack.PublicAddress], await LacksAsync(room, admin));

        await room.AddAsync(new PersonBuilder().Named("Second").With(Role.Administrator).Managing(await room.RootAsync()));
        await room.Get<AssignmentService>().AssignAsync(admin, "who-protects-state-secrets", new AssignmentAudience(), 30, None);
        var settings = await room.Get<SettingsStore>().CurrentAsync(None);
        var decided = await room.Get<SettingsService>().UpdateAsync(
            admin,
            SettingsForm.From(settings) with { Names = Localized.Of("A", "А", "А"), SecurityContact = "Room 4", PublicAddress = "https://training.example" },
            settings.Version,
            None);
        Assert.True(decided.Ok, $"{decided}");
        Assert.Empty(await LacksAsync(room, admin));
    }

    [Fact]
    public async Task People_without_a_course_and_units_without_a_manager_are_named()
    {
        await using var room = await LearningRoom.OpenAsync();
        var root = await room.RootAsync();
        var (north, south) = (await room.AddUnitAsync("North", root), await room.AddUnitAsync("South", root));
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").With(Role.Administrator));
        await room.AddAsync(new PersonBuilder().Named("Manager").In(north).Managing(north));
        await room.AddAsync(new PersonBuilder().Named("Candidate").In(south).Holding(HolderStatus.Candidate));
        await room.AddAsync(new PersonBuilder().Named("Gone").In(south).Holding(HolderStatus.Candidate).Inactive());
        await room.Get<AssignmentService>().AssignAsync(admin, EditionSample.Course, new AssignmentAudience(HolderStatus.Current), 30, None);

        var house = (await room.Get<OverviewQueries>().FindAsync(admin, None)).Value!;

        Assert.Equal((3, 1), (house.People, house.Assignments));
        var people = Assert.Single(house.Missing, missing => missing.Lack == Lack.PeopleWithoutCourse);
        Assert.Equal((1, "Candidate"), (people.Count, Assert.Single(people.Names)));
        var units = Assert.Single(house.Missing, missing => missing.Lack == Lack.UnitsWithoutManager);
        Assert.Equal((2, "Organisation, South"), (units.Count, string.Join(", ", units.Names)));
    }

    [Fact]
    public async Task Nobody_but_an_administrator_is_told()
    {
        await using var room = await LearningRoom.OpenAsync();
        var auditor = await room.AddAsync(new PersonBuilder().With(Role.Auditor));
        Assert.Equal(Refusal.NotAllowed, (await room.Get<OverviewQueries>().FindAsync(auditor, None)).Refused);
    }

    private static async Task<IEnumerable<Lack>> LacksAsync(LearningRoom room, Viewer admin) =>
        (await room.Get<OverviewQueries>().FindAsync(admin, None)).Value!.Missing.Select(missing => missing.Lack);
}
