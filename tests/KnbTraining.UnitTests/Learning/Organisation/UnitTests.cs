using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace KnbTraining.UnitTests.Learning.Organisation;

[Trait("Database", "Each")]
public sealed class UnitTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private static readonly DateOnly Today = new(2026, 3, 2);

    [Fact]
    public async Task A_unit_that_is_moved_takes_its_subtree_its_manager_and_its_assignments_along_and_earlier_days_stay_as_they_were()
    {
        await using var room = await LearningRoom.OpenAsync();
        var root = await room.RootAsync();
        var (north, south) = (await room.AddUnitAsync("North", root), await room.AddUnitAsync("South", root));
        var laboratory = await room.AddUnitAsync("Laboratory", north);
        var group = await room.AddUnitAsync("Group", laboratory);
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").With(Role.Administrator));
        var manager = await room.AddAsync(new PersonBuilder().Named("Manager").Managing(laboratory));
        var member = await room.AddAsync(new PersonBuilder().Named("Member").In(group).Since(Today.AddDays(-90)));
        var assigned = await room.Get<AssignmentService>().AssignAsync(admin, EditionSample.Course, new AssignmentAudience(UnitPath: laboratory.Path), 30, None);
        Assert.True(assigned.Ok, $"{assigned}");

        Assert.Equal("", await SaidAsync(room.Get<UnitService>().MoveAsync(admin, laboratory.Id, south.Id, Today.AddDays(-10), 0, None)));

        await using var db = room.Open();
        var units = await db.Units.ToDictionaryAsync(unit => unit.Id, None);
        Assert.Equal((south.Path + "0001/", south.Path + "0001/0001/"), (units[laboratory.Id].Path, units[group.Id].Path));
        async Task<string> BelowAsync(int days, Unit upper, long? knownAt = null) => string.Join(' ', await db.StandingOn(Today.AddDays(days), knownAt)
            .InUnitOn(db, Today.AddDays(days), units[upper.Id].Path).Join(db.People, row => row.PersonId, person => person.Id, (row, person) => person.Name).ToListAsync(None));
        Assert.Equal(("Member", "", "Member"), (await BelowAsync(-11, north), await BelowAsync(-11, south), await BelowAsync(-11, laboratory)));
        Assert.Equal(("", "Member", "Member"), (await BelowAsync(-10, north), await BelowAsync(-10, south), await BelowAsync(-10, laboratory)));
        Assert.Equal(units[laboratory.Id].Path, (await db.AssignmentRules.SingleAsync(None)).UnitPath);
        Assert.Contains(member.PersonId, await db.People.InUnit(units[laboratory.Id].Path).Select(person => person.Id).ToListAsync(None));
        Assert.Contains((await room.Get<PeopleQueries>().ListAsync(manager with { ScopePath = units[laboratory.Id].Path }, null, null, false, None)).People, person => person.Id == member.PersonId);

        // A path is given once: the next unit below North does not get the one that is free now.
        var next = await room.Get<UnitService>().AddAsync(admin, new UnitNames(Kk: "Мұрағат"), north.Id, null, None);
        Assert.Equal(north.Path + "0002/", (await db.Units.SingleAsync(unit => unit.Id == next.Value, None)).Path);
        Assert.Equal(Refusal.Conflict, (await room.Get<UnitService>().MoveAsync(admin, laboratory.Id, north.Id, Today, 0, None)).Refused);
        Assert.Equal("Parent: own-subtree", await SaidAsync(room.Get<UnitService>().MoveAsync(admin, laboratory.Id, group.Id, Today, 1, None)));
        Assert.Equal("Day: before-last-change", await SaidAsync(room.Get<UnitService>().MoveAsync(admin, laboratory.Id, north.Id, Today.AddDays(-11), 1, None)));
        Assert.Equal("Day: lies-ahead", await SaidAsync(room.Get<UnitService>().MoveAsync(admin, laboratory.Id, north.Id, Today.AddDays(1), 1, None)));
    }

    [Fact]
    public async Task Names_are_kept_by_language_and_day_and_no_two_open_units_beside_each_other_share_one()
    {
        await using var room = await LearningRoom.OpenAsync();
        var root = await room.RootAsync();
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").With(Role.Administrator));
        var (service, queries) = (room.Get<UnitService>(), room.Get<PeopleQueries>());
        var archive = (await service.AddAsync(admin, new UnitNames(Ru: " Архив ", En: "Archive"), root.Id, null, None)).Value;

        Assert.Equal("NameKk: required", await SaidAsync(service.AddAsync(admin, new UnitNames(" "), root.Id, null, None)));
        Assert.Equal("NameKk: name-taken\nNameEn: name-taken", await SaidAsync(service.AddAsync(admin, new UnitNames("АРХИВ", null, "archive"), root.Id, null, None)));
        Assert.Equal("", await SaidAsync(service.AddAsync(admin, new UnitNames(Ru: "Архив"), archive, null, None)));
        Assert.Equal("", await SaidAsync(service.RenameAsync(admin, archive, new UnitNames(Kk: "Мұрағат", Ru: "Архив"), Today, 0, None)));

        Assert.Equal(["Мұрағат", "Архив", "Мұрағат"], [await NamedAsync("en"), await NamedAsync("ru"), await NamedAsync("kk")]);
        async Task<string> NamedAsync(string language) => (await queries.UnitsAsync(admin with { Language = language }, None)).Single(unit => unit.Id == archive).Name;
        await using var db = room.Open();
        Assert.Equal(
            [(Unit.Always, Today.AddDays(-1), "Архив", "Archive"), (Today, null, "Мұрағат", null)],
            (await db.UnitVersions.Where(version => version.UnitId == archive && version.SeqOut == null).OrderBy(version => version.From).ToListAsync(None))
                .Select(version => (version.From, version.Until, version.Name, version.NameEn)));
        var renamed = Assert.Single(await room.FactsAsync<UnitRenamed>());
        Assert.Equal(("Архив", "Мұрағат"), (await room.TextAsync(renamed.Before.NameRu), await room.TextAsync(renamed.After.NameKk)));
    }

    // The same by SQL as by Unit.NameIn, whatever names a unit has.
    [Fact]
    public async Task Lists_name_a_unit_in_the_language_of_the_reader()
    {
        await using var room = await LearningRoom.OpenAsync();
        var root = await room.RootAsync();
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").With(Role.Administrator));
        UnitNames[] all = [new("Мұрағат", "Архив", "Archive"), new(Ru: "Склад"), new("Кітапхана", En: "Library"), new(En: "Depot")];
        foreach (var names in all)
        {
            var unit = (await room.Get<UnitService>().AddAsync(admin, names, root.Id, null, None)).Value;
            await using var db = room.Open();
            await room.AddAsync(new PersonBuilder().Named(names.First).In(await db.Units.SingleAsync(found => found.Id == unit, None)));
        }

        foreach (var language in new[] { "kk", "ru", "en", "" })
        {
            var listed = (await room.Get<PeopleQueries>().ListAsync(admin with { Language = language }, null, null, false, None)).People.Where(person => person.Id != admin.PersonId);
            await using var db = room.Open();
            var units = await db.Units.ToDictionaryAsync(unit => unit.Id, None);
            Assert.Equal(all.Length, listed.Count());
            Assert.All(listed, person => Assert.Equal(units[person.UnitId].NameIn(language), person.UnitName));
        }
    }

    [Fact]
    public async Task A_unit_is_closed_when_it_is_empty_and_merging_empties_it()
    {
        await using var room = await LearningRoom.OpenAsync();
        var root = await room.RootAsync();
        var (archive, depot) = (await room.AddUnitAsync("Archive", root), await room.AddUnitAsync("Depot", root));
        var shelf = await room.AddUnitAsync("Shelf", archive);
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").With(Role.Administrator));
        var id = (await room.AddAsync(new PersonBuilder().Named("Member").In(archive).Since(Today.AddDays(-90)))).PersonId;
        var planned = (await room.AddAsync(new PersonBuilder().Named("Planned").Since(Today.AddDays(-90)))).PersonId;
        await room.AddAsync(new PersonBuilder().Named("Gone").In(archive).Inactive());
        await room.ChangeAsync(planned, new StandingParts(UnitId: archive.Id), Today.AddDays(30));
        var service = room.Get<UnitService>();

        var use = Assert.IsType<UnitInUse>((await service.CloseAsync(admin, archive.Id, Today, 0, None)).Refused);
        Assert.Equal((2, "Member Planned", "Shelf"), (use.People, string.Join(' ', use.Names), string.Join(' ', use.Units)));
        Assert.Equal("Parent: whole-organisation", await SaidAsync(service.CloseAsync(admin, root.Id, Today, 0, None)));
        Assert.Equal("Parent: own-subtree", await SaidAsync(service.MergeAsync(admin, archive.Id, shelf.Id, Today, 0, None)));
        Assert.Empty(await room.FactsAsync<UnitClosed>());

        Assert.Equal("", await SaidAsync(service.MergeAsync(admin, archive.Id, depot.Id, Today.AddDays(-5), 0, None)));
        await SweepAsync(room);

        await using var db = room.Open();
        async Task<Guid> OnAsync(Guid person, int days) => (await db.StandingOn(Today.AddDays(days)).SingleAsync(row => row.PersonId == person, None)).UnitId;
        Assert.Equal((archive.Id, depot.Id), (await OnAsync(id, -6), await OnAsync(id, -5)));
        Assert.Equal((root.Id, depot.Id), (await OnAsync(planned, 29), await OnAsync(planned, 30)));
        Assert.Equal(Today.AddDays(-5), (await db.Units.SingleAsync(unit => unit.Id == archive.Id, None)).ClosedOn);
        Assert.StartsWith(depot.Path, (await db.Units.SingleAsync(unit => unit.Id == shelf.Id, None)).Path, StringComparison.Ordinal);
        Assert.Equal(new UnitMerged(archive.Id, depot.Id, Today.AddDays(-5), 2), Assert.Single(await room.FactsAsync<UnitMerged>()));
        Assert.DoesNotContain(await room.Get<PeopleQueries>().UnitsAsync(admin, None), unit => unit.Id == archive.Id);
        Assert.Equal("UnitId: not-there-then", await SaidAsync(room.Get<StandingService>().ActAsync(admin, id, new StandingForm { Day = Today, UnitId = archive.Id }, None)));
        Assert.Equal(Refusal.Finished, (await service.CloseAsync(admin, archive.Id, Today, 1, None)).Refused);
        Assert.Equal("", await SaidAsync(service.AddAsync(admin, new UnitNames(En: "Archive"), root.Id, null, None)));
        Assert.DoesNotContain(await db.UnitVersions.ToListAsync(None), version => version.SeqIn == long.MaxValue || version.SeqOut == long.MaxValue);
    }

    [Fact]
    public async Task A_large_unit_is_merged_in_parts_that_survive_a_kill_and_nothing_else_changes_it_meanwhile()
    {
        await using var room = await LearningRoom.OpenAsync();
        var root = await room.RootAsync();
        var (archive, depot) = (await room.AddUnitAsync("Archive", root), await room.AddUnitAsync("Depot", root));
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").With(Role.Administrator));
        const int Many = UnitMerging.AtOnce + 2;
        for (var i = 0; i < Many; i++)
        {
            await room.AddAsync(new PersonBuilder().Named($"Member {i}").In(archive).Since(Today.AddDays(-90)));
        }

        var service = room.Get<UnitService>();
        Assert.Equal("", await SaidAsync(service.MergeAsync(admin, archive.Id, depot.Id, Today, 0, None)));
        Assert.True((await room.Get<UnitMerging>().GoOnAsync(archive.Id, None)).Value);
        await room.KillAndRestartAsync();
        service = room.Get<UnitService>();
        Assert.Equal(Many - UnitMerging.AtOnce, await InArchiveAsync());

        // Both stay as they are until it has ended, and who comes meanwhile goes on too.
        Assert.Equal("Parent: being-merged", await SaidAsync(service.RenameAsync(admin, archive.Id, new UnitNames(En: "Other"), Today, 1, None)));
        Assert.Equal("Parent: being-merged", await SaidAsync(service.CloseAsync(admin, archive.Id, Today, 1, None)));
        Assert.Equal("Parent: being-merged", await SaidAsync(service.CloseAsync(admin, depot.Id, Today, 0, None)));
        Assert.Equal("Parent: being-merged", await SaidAsync(service.MergeAsync(admin, depot.Id, root.Id, Today, 0, None)));
        Assert.Equal("Parent: being-merged", await SaidAsync(service.AddAsync(admin, new UnitNames(En: "Below"), archive.Id, null, None)));
        Assert.Equal("Parent: being-merged", await SaidAsync(service.MoveAsync(admin, depot.Id, archive.Id, Today, 0, None)));
        Assert.Equal(depot.Id, (await room.Get<PeopleQueries>().UnitsAsync(admin, None)).Single(unit => unit.Id == archive.Id).MergesInto);
        await room.AddAsync(new PersonBuilder().Named("Late").In(archive).Since(Today));
        await SweepAsync(room);

        Assert.Equal(0, await InArchiveAsync());
        Assert.Equal(new UnitMerged(archive.Id, depot.Id, Today, Many + 1), Assert.Single(await room.FactsAsync<UnitMerged>()));
        Assert.Equal(admin.PersonId, (await room.LinesAsync()).Last(line => line.Fact is UnitClosed).Actor.PersonId);
        Assert.Equal(Many + 1, (await room.FactsAsync<StandingChanged>()).Count);
        Assert.Equal(Many + 1, Assert.IsType<UnitInUse>((await service.CloseAsync(admin, depot.Id, Today, 0, None)).Refused).People);

        async Task<int> InArchiveAsync()
        {
            await using var db = room.Open();
            return await db.StandingOn(Today).CountAsync(row => row.UnitId == archive.Id, None);
        }
    }

    private static Task SweepAsync(LearningRoom room) =>
        ((UnitMergeSweep)room.Get<IEnumerable<IHostedService>>().Single(service => service is UnitMergeSweep)).RoundAsync(None);

    private static async Task<string> SaidAsync<T>(Task<Result<T>> act)
    {
        var result = await act;
        return result.Ok ? "" : result.Findings.Any ? result.Findings.ToString() : $"{result.Refused}";
    }
}
