using System.Reflection;
using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Organisation;

[Trait("Database", "Each")]
public sealed class StaleFormTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_form_that_was_read_before_a_change_is_refused_and_brings_no_role_back()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").With(Role.Administrator));
        var service = room.Get<PeopleService>();
        var form = new PersonForm { Name = "Bolat S.", UserName = "b.serikov", UnitId = (await room.RootAsync()).Id, Roles = [Role.Editor] };
        var id = (await service.AddAsync(admin, form, None)).Value!.Id;
        var read = await ReadAsync(room, admin, id);

        var demoted = await service.UpdateAsync(admin, id, form with { Roles = [] }, read.Version, None);
        var stale = await service.UpdateAsync(admin, id, form with { Name = "Bolat Serikov" }, read.Version, None);

        Assert.True(demoted.Ok, $"{demoted}");
        Assert.Equal(Refusal.Conflict, stale.Refused);
        var now = await ReadAsync(room, admin, id);
        Assert.Equal(("Bolat S.", demoted.Value), (now.Name, now.Version));
        Assert.Equal([Role.Learner], now.Roles);
    }

    [Fact]
    public async Task A_language_that_the_person_chose_is_not_brought_back_by_an_older_form()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").With(Role.Administrator));
        var form = new PersonForm { Name = "Bolat S.", UserName = "b.serikov", UnitId = (await room.RootAsync()).Id, Language = "en" };
        var id = (await room.Get<PeopleService>().AddAsync(admin, form, None)).Value!.Id;
        var read = await ReadAsync(room, admin, id);

        await room.Get<PeopleService>().SetLanguageAsync(admin with { PersonId = id }, "kk", None);

        Assert.Equal(Refusal.Conflict, (await room.Get<PeopleService>().UpdateAsync(admin, id, form, read.Version, None)).Refused);
        Assert.Equal("kk", (await ReadAsync(room, admin, id)).Language);
    }

    [Fact]
    public async Task A_row_that_another_process_changed_meanwhile_is_a_conflict_and_no_failure()
    {
        await using var room = await LearningRoom.OpenAsync();
        var person = await room.AddLearnerAsync();

        var result = await room.Get<LearningStore>().WriteAsync<Done>(
            async write =>
            {
                var db = write.Db;
                var read = await db.People.SingleAsync(found => found.Id == person.PersonId, None);
                await LearningRoom.ExecuteAsync(db, "UPDATE People SET Version = Version + 1");
                read.Speak("ru");
                return new Done();
            },
            None);

        Assert.Equal(Refusal.Conflict, result.Refused);
        Assert.Equal("en", (await ReadAsync(room, person, person.PersonId)).Language);
    }

    /// <summary>A new method that changes one of these and forgets to count is found here.</summary>
    [Fact]
    public void Every_change_of_what_a_form_shows_counts()
    {
        var now = LearningRoom.Start;
        var unit = Unit.Create("Archive", null, 1);
        var person = Person.Create("Aliya", new StandingValues(unit.Id, HolderStatus.None, Capacity.Employee), new DateOnly(2026, 3, 2), "en", now);
        var assignment = AssignmentRule.Create("course", new AssignmentAudience(), RenewalTerms.Usual(30), person.Id, now);
        var other = AssignmentRule.Create("course", new AssignmentAudience(UnitPath: "/0001/0001/"), RenewalTerms.Usual(30), person.Id, now);
        Dictionary<string, (Func<int> Version, Action Change)> changes = new(StringComparer.Ordinal)
        {
            ["Person.Describe"] = (() => person.Version, () => person.Describe("Aliya T.", "kk")),
            ["Person.Identify"] = (() => person.Version, () => person.Identify("007")),
            ["Person.Stand"] = (() => person.Version, () => person.Stand(new StandingValues(unit.Id, HolderStatus.Current, Capacity.Head))),
            ["Person.Speak"] = (() => person.Version, () => person.Speak("ru")),
            ["Person.Grant"] = (() => person.Version, () => person.Grant([Role.Editor], null)),
            ["Person.Allow"] = (() => person.Version, () => person.Allow(new ExamTime(25, false))),
            ["AssignmentRule.Change"] = (() => assignment.Version, () => assignment.Change(new AssignmentAudience(HolderStatus.Current), RenewalTerms.Usual(20))),
            ["AssignmentRule.End"] = (() => assignment.Version, () => assignment.End(person.Id, now)),
            ["AssignmentRule.FollowUnit"] = (() => other.Version, () => other.FollowUnit("/0001/0002/")),
            ["Unit.Rename"] = (() => unit.Version, () => unit.Rename(new UnitNames(En: "Registry"))),
            ["Unit.Merge"] = (() => unit.Version, () => unit.Merge(Guid.NewGuid(), new DateOnly(2026, 3, 2), Guid.NewGuid())),
            ["Unit.Move"] = (() => unit.Version, () => unit.Move(Guid.NewGuid(), "/0001/0002/")),
            ["Unit.Close"] = (() => unit.Version, () => unit.Close(new DateOnly(2026, 3, 2))),
        };

        // By which fact somebody became known no form shows.
        string[] noFields = ["Person.KnownBy", "Unit.KnownBy"];
        var all = new[] { typeof(Person), typeof(Unit), typeof(AssignmentRule) }.SelectMany(type => type
            .GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
            .Where(method => !method.IsSpecialName && method.ReturnType == typeof(void))
            .Select(method => $"{type.Name}.{method.Name}"));

        Assert.Equal(all.Except(noFields).Order(StringComparer.Ordinal), changes.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, (version, change)) in changes)
        {
            var before = version();
            change();
            Assert.True(version() > before, name);
        }
    }

    [Fact]
    public async Task Person_unit_and_assignment_have_a_version_that_the_database_compares()
    {
        await using var room = await LearningRoom.OpenAsync();
        await using var db = room.Open();

        Assert.All([typeof(Person), typeof(Unit), typeof(AssignmentRule)], type => Assert.True(db.Model.FindEntityType(type)!.FindProperty("Version")!.IsConcurrencyToken, type.Name));
    }

    private static async Task<PersonDetails> ReadAsync(LearningRoom room, Viewer viewer, Guid id) =>
        (await room.Get<PeopleQueries>().FindAsync(viewer, id, None)).Value!;
}
