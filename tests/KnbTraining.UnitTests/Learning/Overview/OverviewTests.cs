using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Backups;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Overview;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Settings;
using KnbTraining.TestKit;

namespace KnbTraining.UnitTests.Learning.Overview;

[Trait("Database", "Each")]
public sealed class OverviewTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_new_house_is_told_what_is_to_be_set_up_and_a_furnished_one_that_all_is_done_until_the_newest_backup_is_a_week_old()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        Assert.Equal(Enum.GetValues<SetupTask>(), await OpenAsync(room, admin));
        await room.AddUnitAsync("North", await room.RootAsync());

        await room.AddAsync(new PersonBuilder().Named("Second").With(Role.Administrator).Managing(await room.RootAsync()));
        await room.Get<AssignmentService>().AssignAsync(admin, "who-protects-state-secrets", new AssignmentAudience(), 30, None);
        var settings = await room.Get<SettingsStore>().CurrentAsync(None);
        var decided = await room.Get<SettingsService>().UpdateAsync(
            admin,
            SettingsForm.From(settings) with { Names = Localized.Of("A", "А", "А"), SecurityContact = "Room 4", PublicAddress = "https://training.example", WithoutMail = true },
            settings.Version,
            None);
        Assert.True(decided.Ok, $"{decided}");
        Assert.Equal([SetupTask.Backup], await OpenAsync(room, admin));

        await RecordBackupAsync(room);
        var house = (await room.Get<OverviewQueries>().FindAsync(admin, None)).Value!;
        Assert.True(house.IsSetUp);
        Assert.Equal(room.Clock.GetUtcNow(), house.NewestBackup);
        Assert.Equal((0, new RunningLists(0, 0, 0)), (house.Missing.Count, house.Running));
        room.Clock.Advance(TimeSpan.FromDays(OverviewQueries.BackupDays) - TimeSpan.FromMinutes(1));
        Assert.Empty(await OpenAsync(room, admin));
        room.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal([SetupTask.Backup], await OpenAsync(room, admin));
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

    private static async Task<IEnumerable<SetupTask>> OpenAsync(LearningRoom room, Viewer admin) =>
        (await room.Get<OverviewQueries>().FindAsync(admin, None)).Value!.Steps.Where(step => !step.IsDone).Select(step => step.Task);

    private static async Task RecordBackupAsync(LearningRoom room)
    {
        var recorded = await room.Get<LearningStore>().WriteAsync<Done>(
            write =>
            {
                write.Record(Actor.Application, new BackupMade(room.Clock.GetUtcNow(), Digest.Parse(new string('a', 64))));
                return Task.FromResult<Result<Done>>(new Done());
            },
            None);
        Assert.True(recorded.Ok, $"{recorded}");
    }
}
