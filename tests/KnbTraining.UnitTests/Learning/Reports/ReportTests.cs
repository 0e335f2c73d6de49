using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Reports;
using KnbTraining.Learning.Tables;
using KnbTraining.TestKit;
using KnbTraining.UnitTests.Learning.Demo;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Reports;

/// <summary>Reports over the demo, against counts made by hand and across the borders of scope.</summary>
[Trait("Database", "Each")]
[Collection(DemoRoom.Readers)]
public sealed class ReportTests(DemoRoom demo)
{
    private const string Course = TestKit.EditionSample.Course;
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData("admin", 0)]
    [InlineData("admin", 20)]
    [InlineData("admin", 60)]
    [InlineData("admin", -30)]
    [InlineData("admin", -500)]
    [InlineData("manager", 0)]
    [InlineData("manager", 45)]
    public async Task Progress_by_unit_equals_a_count_over_all_people(string userName, int daysAgo)
    {
        var viewer = await demo.SignedInAsync(userName);
        var asOf = demo.Today.AddDays(-daysAgo);

        var rows = await demo.Room.Get<ProgressQueries>().ByUnitAsync(viewer, asOf, "en", None);

        Assert.NotEmpty(rows);
        Assert.Equal(await RecountAsync(viewer.ScopePath!, asOf), rows.Select(row => (row.UnitName, row.CourseId, row.Required, row.Done, row.DueSoon, row.Overdue)).Order());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(-400)]
    public async Task The_people_behind_a_row_add_up_to_it(int daysAgo)
    {
        var admin = await demo.SignedInAsync("admin");
        var asOf = demo.Today.AddDays(-daysAgo);
        foreach (var row in await demo.Room.Get<ProgressQueries>().ByUnitAsync(admin, asOf, "en", None))
        {
            var people = await demo.Room.Get<ProgressQueries>().PeopleAsync(admin, row.UnitId, row.CourseId, asOf, None);

            Assert.Equal(
                (row.Required, row.Done, row.DueSoon, row.Overdue),
                (people.Count, Count(people, CycleState.Done), Count(people, CycleState.DueSoon), Count(people, CycleState.Overdue)));
        }
    }

    [Fact]
    public async Task Missed_rules_equal_a_count_over_first_attempts_of_the_scope()
    {
        await using var db = demo.Room.Open();
        var attempts = await db.Attempts.Include(attempt => attempt.Items).ThenInclude(item => item.Family).ToListAsync(None);
        var units = await db.People.Select(person => new { person.Id, person.Unit.Path }).ToDictionaryAsync(person => person.Id, person => person.Path, None);
        foreach (var userName in new[] { "admin", "manager" })
        {
            var viewer = await demo.SignedInAsync(userName);
            var expected = attempts
                .Where(attempt => units[attempt.PersonId].StartsWith(viewer.ScopePath!, StringComparison.Ordinal))
                .GroupBy(attempt => (attempt.PersonId, attempt.CourseId))
                .Select(own => own.MinBy(attempt => attempt.StartedAt)!)
                .SelectMany(attempt => attempt.Items)
                .GroupBy(item => item.Family.RuleId)
                .Select(rule => (rule.Key, rule.Count(), rule.Count(item => item.Score < 1), rule.Count(item => item.Score < 1 && item.Certainty == Certainty.High), rule.Count() < 20))
                .Order();

            var rows = await demo.Room.Get<MissedRulesQueries>().ListAsync(viewer, null, "kk", None);

            Assert.Equal(expected, rows.Select(row => (row.RuleId, row.Answers, row.Missed, row.Sure, row.Few)).Order());
            Assert.Contains(rows, row => row.Sure > 0);
            Assert.All(rows, row => Assert.Equal((int)Math.Round(row.Missed * 100.0 / row.Answers, MidpointRounding.AwayFromZero), row.Percent));
            Assert.Equal(TestKit.EditionSample.Edition.Rules[rows[0].RuleId].Statement["kk"], rows[0].Statement);
            Assert.Equal(TestKit.EditionSample.Edition.Rules[rows[0].RuleId].Title["kk"], rows[0].Title);
        }
    }

    [Fact]
    public async Task A_manager_sees_nobody_outside_the_own_subtree_even_with_foreign_ids()
    {
        var manager = await demo.SignedInAsync("manager");
        await using var db = demo.Room.Open();
        var foreign = await db.People.Where(person => !person.Unit.Path.StartsWith(manager.ScopePath!)).ToListAsync(None);
        var foreignNames = foreign.Select(person => person.Name).ToHashSet();
        foreach (var unit in await db.Units.ToListAsync(None))
        {
            var people = await demo.Room.Get<ProgressQueries>().PeopleAsync(manager, unit.Id, Course, demo.Today, None);
            Assert.DoesNotContain(people, person => foreignNames.Contains(person.Name));
            Assert.Equal(unit.Path == "/0001/" || unit.Path.StartsWith(manager.ScopePath!, StringComparison.Ordinal), people.Count > 0);
            var csv = await demo.Room.CsvAsync(ExportedReport.People, manager, demo.Today, unit: unit.Id, course: Course);
            Assert.DoesNotContain(foreignNames, name => csv.Contains(name, StringComparison.Ordinal));
        }

        Assert.Equal(
            ["Design Department", "Testing Laboratory"],
            (await demo.Room.Get<ProgressQueries>().ByUnitAsync(manager, demo.Today, "en", None)).Select(row => row.UnitName).Distinct());
        Assert.Null(await demo.Room.Get<ProgressQueries>().UnitNameAsync(manager, (await demo.UnitAsync("Archive and Records")).Id, None));
        Assert.Equal("Testing Laboratory", await demo.Room.Get<ProgressQueries>().UnitNameAsync(manager, (await demo.UnitAsync("Testing Laboratory")).Id, None));
        Assert.DoesNotContain("Archive", await demo.Room.CsvAsync(ExportedReport.Progress, manager, demo.Today), StringComparison.Ordinal);
        Assert.Empty(await demo.Room.Get<MissedRulesQueries>().ListAsync(manager, (await demo.UnitAsync("Archive and Records")).Id, "en", None));
        foreach (var person in foreign)
        {
            Assert.Equal(Refusal.NotFound, (await demo.Room.Get<TranscriptQueries>().FindAsync(manager, person.Id, "en", None)).Refused);
        }
    }

    [Fact]
    public async Task An_employee_sees_nobody_but_themselves()
    {
        var employee = await demo.SignedInAsync("employee");
        var root = await demo.UnitAsync("Aksai Instruments");
        await using var db = demo.Room.Open();

        Assert.Empty(await demo.Room.Get<ProgressQueries>().ByUnitAsync(employee, demo.Today, "en", None));
        Assert.Equal(employee.PersonId, Assert.Single(await demo.Room.Get<ProgressQueries>().PeopleAsync(employee, root.Id, Course, demo.Today, None)).PersonId);
        Assert.Empty(await demo.Room.Get<MissedRulesQueries>().ListAsync(employee, root.Id, "en", None));
        Assert.Empty(await demo.Room.Get<MissedRulesQueries>().ListAsync(employee, null, "en", None));
        Assert.True((await demo.Room.Get<TranscriptQueries>().FindAsync(employee, employee.PersonId, "en", None)).Ok);
        foreach (var id in await db.People.Where(person => person.Id != employee.PersonId).Select(person => person.Id).ToListAsync(None))
        {
            Assert.Equal(Refusal.NotFound, (await demo.Room.Get<TranscriptQueries>().FindAsync(employee, id, "en", None)).Refused);
        }
    }

    [Fact]
    public async Task A_transcript_shows_all_cycles_attempts_and_missed_rules_of_the_person()
    {
        var auditor = await demo.SignedInAsync("auditor");
        await using var db = demo.Room.Open();
        var busiest = await db.Attempts.GroupBy(attempt => attempt.PersonId).OrderByDescending(own => own.Count()).Select(own => own.Key).FirstAsync(None);
        var attempts = await db.Attempts.Include(attempt => attempt.Items).Where(attempt => attempt.PersonId == busiest).ToListAsync(None);

        var transcript = (await demo.Room.Get<TranscriptQueries>().FindAsync(auditor, busiest, "ru", None)).Value!;

        Assert.Equal(await db.Cycles.CountAsync(cycle => cycle.PersonId == busiest, None), transcript.Cycles.Count);
        Assert.Equal(attempts.OrderByDescending(attempt => attempt.StartedAt).Select(attempt => attempt.Id), transcript.Attempts.Select(attempt => attempt.Id));

        // Refreshers are listed, and do not count among the missed rules: they ask what is weak.
        Assert.Contains(attempts, attempt => attempt.Mode == AttemptMode.Refresher);
        Assert.Equal(attempts.Where(attempt => attempt.Mode != AttemptMode.Refresher).Sum(attempt => attempt.Items.Count), transcript.MissedRules.Sum(rule => rule.Answers));
        Assert.All(transcript.Cycles, cycle => Assert.Equal(TestKit.EditionSample.Edition.Courses[cycle.CourseId].Title["ru"], cycle.CourseTitle));
    }

    private static int Count(IEnumerable<PersonProgress> people, CycleState state) => people.Count(person => person.State == state);

    private async Task<List<(string Unit, string Course, int Required, int Done, int DueSoon, int Overdue)>> RecountAsync(string scope, DateOnly asOf)
    {
        await using var db = demo.Room.Open();
        var units = (await db.Units.ToListAsync(None)).Where(unit => unit.Path.StartsWith(scope, StringComparison.Ordinal)).ToArray();
        var people = await db.People.Include(person => person.Unit).Where(person => person.Active).ToListAsync(None);
        var cycles = (await db.Cycles.ToListAsync(None)).Where(cycle => cycle.OpenedOn <= asOf).ToLookup(cycle => (cycle.PersonId, cycle.CourseId));
        var rows = new List<(string Unit, string Course, int Required, int Done, int DueSoon, int Overdue)>();
        foreach (var unit in units)
        {
            foreach (var course in TestKit.EditionSample.Edition.Courses.Keys)
            {
                var states = people
                    .Where(person => person.Unit.Path.StartsWith(unit.Path, StringComparison.Ordinal) && cycles[(person.Id, course)].Any())
                    .Select(person => StateOf([.. cycles[(person.Id, course)]], asOf))
                    .ToArray();
                if (states.Length > 0)
                {
                    rows.Add((unit.Name, course, states.Length, states.Count(state => state == "done"), states.Count(state => state == "soon"), states.Count(state => state == "late")));
                }
            }
        }

        return [.. rows.Order()];
    }

    private static string StateOf(Cycle[] cycles, DateOnly asOf)
    {
        var open = Array.Find(cycles, cycle => cycle.CompletedOn is null || cycle.CompletedOn > asOf);
        var valid = Array.Exists(cycles, cycle => cycle.CompletedOn <= asOf && cycle.ValidUntil >= asOf);
        if (open is null)
        {
            return valid ? "done" : "late";
        }

        if (open.DueOn < asOf)
        {
            return "late";
        }

        return open.DueOn.DayNumber - asOf.DayNumber <= 14 ? "soon" : valid ? "done" : "due";
    }
}
