using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Background;
using KnbTraining.Learning.Evidence;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Notices;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace KnbTraining.UnitTests.Learning.Assignments;

/// <summary>Acts that concern more people than one transaction takes.</summary>
[Trait("Database", "Each")]
public sealed class CycleListTests
{
    private const string Course = EditionSample.Course;
    private const int Many = CycleListPart.MostPeople + CycleLists.PartSize + 1;
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly AssignmentAudience Holders = new(HolderStatus.Current);

    [Fact]
    public async Task A_server_that_is_killed_between_two_parts_goes_on_where_it_was_and_gives_everybody_the_course_once()
    {
        await using var house = await House.OpenAsync(Many);
        Assert.Equal(Many, (await house.Service.AssignAsync(house.Admin, Course, Holders, 30, None)).Value);
        Assert.Empty(await house.CyclesAsync());
        var list = Assert.Single(await house.Lists.ListRunningAsync(None));

        Assert.True((await house.Lists.ApplyPartAsync(list.Id, None)).Value);
        Assert.Equal(new ListProgress(CycleListUse.Open, CycleLists.FirstPartSize, Many), await house.ProgressAsync());
        await house.Room.KillAndRestartAsync();
        Assert.Equal(CycleLists.FirstPartSize, (await house.CyclesAsync()).Count);
        await house.SweepAsync();

        var cycles = await house.CyclesAsync();
        Assert.Equal(house.People.Order(), cycles.Select(cycle => cycle.PersonId).Order());
        Assert.Equal([(Today, Today.AddDays(30))], cycles.Select(cycle => (cycle.OpenedOn, cycle.DueOn)).Distinct());
        Assert.Null(await house.ProgressAsync());
        Assert.Equal(0, (await house.Service.ApplyRuleAsync(cycles[0].RuleId!.Value, None)).Value);

        // Each is told of it once; notices follow the parts.
        await house.TellAsync();
        await house.Room.KillAndRestartAsync();
        await house.TellAsync();
        await using (var told = house.Room.Open())
        {
            Assert.Equal(house.People.Order(), (await told.Notices.Where(notice => notice.Kind == NoticeKind.Assigned).Select(notice => notice.PersonId).ToListAsync(None)).Order());
        }

        // One fact for the act, one for its list and one for the end of that; nothing for each person.
        var facts = (await house.Room.LinesAsync()).Where(line => line.Fact is AssignmentMade or CyclesListed or CyclesApplied or CycleOpened).ToArray();
        Assert.Equal([typeof(AssignmentMade), typeof(CyclesListed), typeof(CyclesApplied)], facts.Select(line => line.Fact.GetType()));
        var (listed, applied) = ((CyclesListed)facts[1].Fact, (CyclesApplied)facts[2].Fact);
        Assert.Equal((0, Many, Many, 0, 0), (((AssignmentMade)facts[0].Fact).Opened, listed.Count, applied.Done, applied.LeftOut, applied.NotReached));
        Assert.Equal([facts[1].Number], cycles.Select(cycle => cycle.OpenedBy!.Value).Distinct());
        await using var db = house.Room.Open();
        var parts = await db.CycleListParts.OrderBy(part => part.Number).ToListAsync(None);
        Assert.Equal((listed.People, applied.Outcome), (Digest.OfAll(parts.Select(part => part.People)), Digest.OfAll(parts.Select(part => part.Outcome!))));
        Assert.Equal(string.Concat(parts.Select(part => part.People)).Split('\n').SkipLast(1).Select(Guid.Parse).Order(), house.People.Order());
        Assert.True((await house.Room.Get<LedgerCheck>().RunAsync(None)).Fits);
    }

    [Fact]
    public async Task A_part_costs_no_more_the_more_people_and_courses_there_are()
    {
        await using var house = await House.OpenAsync(Many, DatabaseKind.Sqlite);
        await house.Service.AssignAsync(house.Admin, Course, Holders, 30, None);
        var list = Assert.Single(await house.Lists.ListRunningAsync(None));
        house.Room.Plans.Listen();
        Assert.True((await house.Lists.ApplyPartAsync(list.Id, None)).Value);

        var growing = await house.Room.Plans.GrowingAsync(house.Room.DatabaseFile, new HashSet<string> { "AssignmentRules", "AssignmentRuleVersions", "Units", "CycleLists" });
        Assert.True(growing.Count == 0, string.Join("\n\n", growing));
    }

    [Fact]
    public async Task A_part_that_cannot_be_written_leaves_nothing_behind_and_is_tried_again()
    {
        await using var house = await House.OpenAsync(Many);
        await house.Service.AssignAsync(house.Admin, Course, Holders, 30, None);
        var list = Assert.Single(await house.Lists.ListRunningAsync(None));
        await house.Lists.ApplyPartAsync(list.Id, None);

        house.Room.MakeReadOnly(true);
        Assert.Equal(Refusal.StorageUnavailable, (await house.Lists.ApplyPartAsync(list.Id, None)).Refused);
        house.Room.MakeReadOnly(false);

        Assert.Equal(CycleLists.FirstPartSize, (await house.CyclesAsync()).Count);
        await house.SweepAsync();
        Assert.Equal(Many, (await house.CyclesAsync()).Count);
    }

    [Fact]
    public async Task Whoever_changes_while_waiting_gets_what_they_are_asked_for_when_their_turn_comes()
    {
        await using var house = await House.OpenAsync(Many);
        await house.Service.AssignAsync(house.Admin, Course, Holders, 30, None);
        var access = house.Room.Get<KnbTraining.Learning.Accounts.AccessService>();
        var root = await house.Room.RootAsync();
        PersonForm FormOf(string user, HolderStatus status) => new() { Name = user, UserName = user, UnitId = root.Id, HolderStatus = status };
        async Task<Guid> AddAsync(string user, HolderStatus status) => (await house.Room.Get<PeopleService>().AddAsync(house.Admin, FormOf(user, status), None)).Value!.Id;

        // Who joins has the course at once, and the list does not know them.
        var newcomer = await AddAsync("newcomer", HolderStatus.Current);
        var (left, moved) = (house.People[^1], house.People[^2]);
        Assert.True((await access.SetActiveAsync(house.Admin, left, false, None)).Ok);
        await using (var change = house.Room.Open())
        {
            await change.People.Where(person => person.Id == moved).ExecuteUpdateAsync(set => set.SetProperty(person => person.HolderStatus, HolderStatus.Former), None);
        }

        await house.SweepAsync();

        var cycles = (await house.CyclesAsync()).ToLookup(cycle => cycle.PersonId);
        Assert.Equal((1, 0, 0), (cycles[newcomer].Count(), cycles[left].Count(), cycles[moved].Count()));
        Assert.Equal(Many - 2, (await house.Room.FactsAsync<CyclesApplied>()).Single().Done);
        await using var db = house.Room.Open();
        var outcomes = string.Concat(await db.CycleListParts.OrderBy(part => part.Number).Select(part => part.Outcome).ToListAsync(None));
        Assert.Contains($$"""{"left":"not-meant","personId":"{{left}}"}""" + "\n", outcomes, StringComparison.Ordinal);

        // Whoever comes back is given the course as everybody is who comes in.
        Assert.True((await access.SetActiveAsync(house.Admin, left, true, None)).Ok);
        Assert.Single(await house.CyclesAsync(), cycle => cycle.PersonId == left);
    }

    [Fact]
    public async Task A_change_of_the_assignment_takes_over_those_who_are_still_waiting()
    {
        await using var house = await House.OpenAsync(Many);
        var rule = await house.AssignAsync(Holders);
        await house.Lists.ApplyPartAsync((await house.Lists.ListRunningAsync(None)).Single().Id, None);

        var changed = await house.Service.ChangeAsync(house.Admin, rule.Id, rule.Version, Holders, RenewalTerms.Usual(10), None);
        Assert.Equal(Many - CycleLists.FirstPartSize, changed.Value);
        await house.SweepAsync();

        var cycles = await house.CyclesAsync();
        Assert.Equal(house.People.Order(), cycles.Select(cycle => cycle.PersonId).Order());
        Assert.Equal((CycleLists.FirstPartSize, Many - CycleLists.FirstPartSize), (cycles.Count(cycle => cycle.DueOn == Today.AddDays(30)), cycles.Count(cycle => cycle.DueOn == Today.AddDays(10))));
        Assert.Equal(
            [(CycleLists.FirstPartSize, Many - CycleLists.FirstPartSize), (Many - CycleLists.FirstPartSize, 0)],
            (await house.Room.FactsAsync<CyclesApplied>()).Select(applied => (applied.Done, applied.NotReached)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_assignment_that_ends_while_people_are_waiting_gives_them_nothing(bool withdraw)
    {
        await using var house = await House.OpenAsync(Many);
        var rule = await house.AssignAsync(Holders);
        await house.Lists.ApplyPartAsync((await house.Lists.ListRunningAsync(None)).Single().Id, None);

        var ended = await house.Service.EndAsync(house.Admin, rule.Id, rule.Version, withdraw, None);
        await house.SweepAsync();

        Assert.Equal(withdraw ? CycleLists.FirstPartSize : 0, ended.Value);
        Assert.Equal(CycleLists.FirstPartSize, (await house.CyclesAsync()).Count(cycle => cycle.WithdrawnOn == (withdraw ? Today : null)));
        Assert.Equal(Many - CycleLists.FirstPartSize, Assert.Single(await house.Room.FactsAsync<CyclesApplied>()).NotReached);
    }

    [Fact]
    public async Task What_is_taken_back_from_many_stays_with_those_for_whom_another_assignment_begins_to_ask_meanwhile()
    {
        await using var house = await House.OpenAsync(Many);
        var rule = await house.AssignAsync(Holders);
        await house.SweepAsync();

        Assert.Equal(Many, (await house.Service.EndAsync(house.Admin, rule.Id, rule.Version, true, None)).Value);
        var list = (await house.Lists.ListRunningAsync(None)).Single();
        Assert.True((await house.Lists.ApplyPartAsync(list.Id, None)).Value);
        Assert.Equal(CycleLists.PartSize, (await house.Service.AssignAsync(house.Admin, Course, Holders with { Capacity = Capacity.Employee }, 20, None)).Value);
        await house.SweepAsync();

        var cycles = await house.CyclesAsync();
        Assert.Equal(house.People.Order(), cycles.Where(cycle => cycle.WithdrawnOn is null).Select(cycle => cycle.PersonId).Order());
        var listed = (await house.Room.LinesAsync()).Single(line => line.Fact is CyclesListed { Use: CycleListUse.Withdraw });
        Assert.Equal([listed.Number], cycles.Where(cycle => cycle.WithdrawnOn is not null).Select(cycle => cycle.WithdrawnBy!.Value).Distinct());
        Assert.Equal(
            (CycleLists.PartSize, Many - CycleLists.PartSize),
            (await house.Room.FactsAsync<CyclesApplied>()).Where(applied => applied.Use == CycleListUse.Withdraw).Select(applied => (applied.Done, applied.LeftOut)).Single());
    }

    [Fact]
    public async Task What_was_opened_while_the_list_of_an_end_was_being_made_is_taken_back_too()
    {
        await using var house = await House.OpenAsync(Many);
        var rule = await house.AssignAsync(Holders);
        await house.SweepAsync();
        await house.Service.EndAsync(house.Admin, rule.Id, rule.Version, true, None);

        // As if another process had opened it between the reading of the list and the end.
        var late = await house.Room.AddLearnerAsync();
        await using (var db = house.Room.Open())
        {
            db.Cycles.Add(Cycle.Create(late.PersonId, Course, rule.Id, Today, Today));
            await db.SaveChangesAsync(None);
        }

        await house.SweepAsync();

        Assert.DoesNotContain(await house.CyclesAsync(), cycle => cycle.WithdrawnOn is null);
        Assert.Equal(late.PersonId, Assert.Single(await house.Room.FactsAsync<CycleWithdrawn>()).PersonId);
    }

    [Fact]
    public async Task Two_assignments_of_a_course_that_are_made_at_once_list_everybody_once()
    {
        await using var house = await House.OpenAsync(Many);
        ProposedAssignment[] both = [new(Course, [Holders, new AssignmentAudience(Capacity: Capacity.Employee)], 30)];

        Assert.Equal(Many, (await house.Service.AssignAllAsync(house.Admin, both, None)).Value);
        await house.SweepAsync();

        Assert.Equal(house.People.Order(), (await house.CyclesAsync()).Select(cycle => cycle.PersonId).Order());
        Assert.Single(await house.Room.FactsAsync<CyclesListed>());
    }

    [Fact]
    public async Task Renewals_of_many_are_listed_once_however_often_the_sweep_looks()
    {
        await using var house = await House.OpenAsync(Many);
        await using (var db = house.Room.Open())
        {
            db.AssignmentRules.Add(AssignmentRule.Create(Course, Holders, RenewalTerms.Usual(30), house.Admin.PersonId, LearningRoom.Start));
            await db.SaveChangesAsync(None);
        }

        Assert.Equal(Many, (await house.Service.ApplyRulesAsync(None)).Value);
        Assert.Equal(0, (await house.Service.ApplyRulesAsync(None)).Value);
        await house.SweepAsync();

        Assert.Equal(house.People.Order(), (await house.CyclesAsync()).Select(cycle => cycle.PersonId).Order());
        Assert.Equal(Actor.Application, (await house.Room.LinesAsync()).Single(line => line.Fact is CyclesListed).Actor);
    }

    [Fact]
    public async Task A_list_that_somebody_spoiled_does_not_hold_the_others_up()
    {
        await using var house = await House.OpenAsync(Many);
        await house.Service.AssignAsync(house.Admin, "for-heads", Holders, 30, None);
        var spoiled = Assert.Single(await house.Lists.ListRunningAsync(None));
        await house.Service.AssignAsync(house.Admin, Course, Holders, 30, None);
        await using (var db = house.Room.Open())
        {
            await db.CycleListParts.Where(part => part.ListId == spoiled.Id).ExecuteUpdateAsync(set => set.SetProperty(part => part.People, "nonsense"), None);
        }

        await house.SweepAsync();

        Assert.Equal(Many, (await house.CyclesAsync()).Count(cycle => cycle.CourseId == Course));
        Assert.Equal([$"list {spoiled.Id}"], house.Room.Get<BackgroundTroubles>().All.Select(trouble => trouble.Piece));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("UPDATE CycleListParts SET People = replace(People, '1', '2') WHERE Number = 1", CycleListFault.People)]
    [InlineData("UPDATE CycleListParts SET Outcome = replace(Outcome, '2026', '2027') WHERE Number = 0", CycleListFault.Outcome)]
    [InlineData("DELETE FROM CycleListParts", CycleListFault.Missing)]
    [InlineData("UPDATE Cycles SET DueOn = '2027-01-01'", CycleListFault.Cycles)]
    [InlineData("UPDATE Cycles SET OpenedBy = NULL", CycleListFault.Cycles)]
    public async Task What_was_sealed_of_a_list_is_made_again_from_what_is_stored(string? sql, CycleListFault? fault)
    {
        await using var house = await House.OpenAsync(Many);
        await house.Service.AssignAsync(house.Admin, Course, Holders, 30, None);
        await house.SweepAsync();
        if (sql is not null)
        {
            await house.Room.ExecuteAsync(sql);
        }

        var broken = await house.Room.Get<CycleListCheck>().RunAsync(None);

        Assert.Equal(fault, broken.Select(one => (CycleListFault?)one.Fault).FirstOrDefault());
    }

    [Fact]
    public async Task The_timeline_of_a_person_tells_of_the_list_that_they_stood_in()
    {
        await using var house = await House.OpenAsync(Many);
        await house.Service.AssignAsync(house.Admin, Course, Holders, 30, None);
        await house.SweepAsync();
        var stranger = await house.Room.AddAsync(new PersonBuilder().Named("Stranger").Holding(HolderStatus.None));
        var queries = house.Room.Get<LedgerQueries>();

        Assert.Equal(["cycles.listed"], (await queries.TimelineAsync(house.Admin, house.People[7], None)).Entries.Select(entry => entry.Kind));
        Assert.Empty((await queries.TimelineAsync(house.Admin, stranger.PersonId, None)).Entries);
        Assert.Contains("cycles.listed", (await queries.ListAsync(house.Admin, new LedgerFilter { Name = "person 7" }, 1, None)).Entries.Select(entry => entry.Kind));
        Assert.Empty((await queries.ListAsync(house.Admin, new LedgerFilter { Name = "stranger" }, 1, None)).Entries);
    }

    [Fact]
    public async Task A_few_get_the_course_in_the_act_itself_each_with_a_fact()
    {
        await using var house = await House.OpenAsync(CycleLists.MostAtOnce);

        Assert.Equal(CycleLists.MostAtOnce, (await house.Service.AssignAsync(house.Admin, Course, Holders, 30, None)).Value);

        Assert.Equal(CycleLists.MostAtOnce, (await house.CyclesAsync()).Count(cycle => cycle.OpenedBy is null));
        Assert.Equal(CycleLists.MostAtOnce, (await house.Room.FactsAsync<CycleOpened>()).Count);
        Assert.Empty(await house.Room.FactsAsync<CyclesListed>());
        await using var db = house.Room.Open();
        Assert.Equal(house.People.Order(), (await db.Notices.Select(notice => notice.PersonId).ToListAsync(None)).Order());
    }

    /// <summary>A room with one administrator, who is in no audience, and many people who hold clearance.</summary>
    private sealed record House(LearningRoom Room, Viewer Admin, Guid[] People) : IAsyncDisposable
    {
        public AssignmentService Service => Room.Get<AssignmentService>();

        public CycleLists Lists => Room.Get<CycleLists>();

        public static async Task<House> OpenAsync(int count, DatabaseKind? on = null)
        {
            var room = await LearningRoom.OpenAsync(on);
            var admin = await room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).As(Capacity.Head).With(Role.Administrator));
            var root = await room.RootAsync();
            Person[] people = [.. Enumerable.Range(0, count).Select(i => new PersonBuilder().Named($"Person {i}").Build(root, LearningRoom.Start.AddSeconds(i)))];
            await using var db = room.Open();
            db.People.AddRange(people);
            await db.SaveChangesAsync(None);
            return new House(room, admin, [.. people.Select(person => person.Id)]);
        }

        public async Task<AssignmentRow> AssignAsync(AssignmentAudience audience)
        {
            Assert.True((await Service.AssignAsync(Admin, Course, audience, 30, None)).Ok);
            return (await Room.Get<AssignmentRuleQueries>().ListAsync(Admin, "en", None)).Single();
        }

        public async Task<List<Cycle>> CyclesAsync()
        {
            await using var db = Room.Open();
            return await db.Cycles.ToListAsync(None);
        }

        public async Task<ListProgress?> ProgressAsync() => (await Room.Get<AssignmentRuleQueries>().ListAsync(Admin, "en", None)).Single().Progress;

        public Task SweepAsync() => Room.Get<IEnumerable<IHostedService>>().OfType<CycleListSweep>().Single().RoundAsync(None);

        public async Task TellAsync()
        {
            var round = Room.Get<NoticeRound>();
            Assert.Null(await round.FindAsync(round.Subjects.Single(subject => subject.Kinds.Count == 0), None));
        }

        public ValueTask DisposeAsync() => Room.DisposeAsync();
    }
}
