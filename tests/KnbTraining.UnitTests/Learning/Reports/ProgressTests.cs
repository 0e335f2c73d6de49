using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Reports;
using KnbTraining.Learning.Tables;
using KnbTraining.TestKit;

namespace KnbTraining.UnitTests.Learning.Reports;

/// <summary>The borders of each state: the last good day and the first bad one.</summary>
[Trait("Database", "Each")]
public sealed class ProgressTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DateOnly Day = new(2026, 3, 2);

    [Theory]
    [InlineData(-1, CycleState.Overdue)]
    [InlineData(0, CycleState.DueSoon)]
    [InlineData(14, CycleState.DueSoon)]
    [InlineData(15, CycleState.Due)]
    public async Task An_open_cycle_counts_by_its_due_date(int dueInDays, CycleState state)
    {
        Assert.Equal(state, await StateAsync(Open(Day.AddDays(-60), Day.AddDays(dueInDays))));
    }

    [Theory]
    [InlineData(0, CycleState.Done)]
    [InlineData(-1, CycleState.Overdue)]
    public async Task A_completion_counts_up_to_and_including_its_last_day(int validInDays, CycleState state)
    {
        Assert.Equal(state, await StateAsync(Completed(Day.AddDays(-300), Day.AddDays(validInDays))));
    }

    [Theory]
    [InlineData(15, CycleState.Done)]
    [InlineData(14, CycleState.DueSoon)]
    public async Task While_a_renewal_is_not_due_soon_the_completion_before_it_counts(int daysLeft, CycleState state)
    {
        var last = Day.AddDays(daysLeft);

        Assert.Equal(state, await StateAsync(Completed(Day.AddDays(-300), last), Open(Day.AddDays(-5), last)));
    }

    [Fact]
    public async Task A_cycle_opened_later_or_a_completion_made_later_is_not_seen_on_the_day()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().With(Role.Administrator));
        await AddAsync(room, admin, Open(Day.AddDays(1), Day.AddDays(10)));
        var late = await room.AddLearnerAsync();
        await AddAsync(room, late, id =>
        {
            var cycle = Cycle.Create(id, EditionSample.Course, null, Day.AddDays(-40), Day.AddDays(-5));
            cycle.Complete(Day.AddDays(1), Day.AddDays(300), Guid.NewGuid());
            return cycle;
        });

        var row = Assert.Single(await room.Get<ProgressQueries>().ByUnitAsync(admin, Day, "en", None));

        Assert.Equal((1, 0, 1), (row.Required, row.Done, row.Overdue));
        var next = Assert.Single(await room.Get<ProgressQueries>().ByUnitAsync(admin, Day.AddDays(1), "en", None));
        Assert.Equal((2, 1, 1, 0), (next.Required, next.Done, next.DueSoon, next.Overdue));
    }

    [Fact]
    public async Task Inactive_people_are_not_counted()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().With(Role.Administrator));
        await AddAsync(room, await room.AddAsync(new PersonBuilder().Inactive()), Open(Day, Day));

        Assert.Empty(await room.Get<ProgressQueries>().ByUnitAsync(admin, Day, "en", None));
    }

    [Fact]
    public async Task A_csv_is_quoted_guarded_and_headed_in_the_language_of_the_viewer()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().With(Role.Administrator));
        var unit = await room.AddUnitAsync("=HYPERLINK(\"http://example.org\",\"x\")", await room.RootAsync());
        foreach (var name in new[] { "@SUM(A1)", "+7 Ivanov", "-1", " =1+1", "Smith, John", "Line\r\nbreak", "＝A1" })
        {
            await AddAsync(room, await room.AddAsync(new PersonBuilder().In(unit).Named(name)), Open(Day, Day));
        }

        var people = await room.CsvAsync(ExportedReport.People, admin, Day, "kk", unit.Id, EditionSample.Course);
        var units = await room.CsvAsync(ExportedReport.Progress, admin, Day, "ru");

        Assert.StartsWith("\uFEFFЕсептік күн;Аты-жөні;Бөлімше;Күйі;", people, StringComparison.Ordinal);
        Assert.StartsWith("\uFEFFПо состоянию на;Уровень;Подразделение;Курс;Должны пройти;", units, StringComparison.Ordinal);
        foreach (var cell in new[] { ";'@SUM(A1);", ";'+7 Ivanov;", ";'-1;", ";'=1+1;", ";\"Smith, John\";", ";\"Line\r\nbreak\";", ";'＝A1;" })
        {
            Assert.Contains(cell, people, StringComparison.Ordinal);
        }

        Assert.Contains("2026-03-02;2;\"'=HYPERLINK(\"\"http://example.org\"\",\"\"x\"\")\";Работа с государственными секретами;7;0;7;0\r\n", units, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_was_on_leave_or_had_a_waiver_on_the_day_is_not_counted()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().With(Role.Administrator));
        var learner = await room.AddLearnerAsync();
        await AddAsync(room, learner, Open(Day.AddDays(-20), Day.AddDays(-1)));
        await AddAsync(room, await room.AddLearnerAsync(), Open(Day.AddDays(-20), Day.AddDays(-1)));
        var progress = room.Get<ProgressQueries>();
        Assert.Equal((2, 2), Counted(await progress.ByUnitAsync(admin, Day, "en", None)));

        Assert.True((await room.Get<LearningStore>().WriteAsync<bool>(
            async write =>
            {
                var record = (await CourseRecord.ReadAsync(write.Db, EditionSample.Course, [learner.PersonId], None))[learner.PersonId];
                record.Add(record.Latest!, new CycleEvent(1, 0, CycleEventKind.Waived, Day, Day.AddDays(24), Day.AddDays(10)));
                write.Record(Actor.Application, new PersonActivated(learner.PersonId), record.Settle()!);
                return true;
            },
            None)).Ok);

        Assert.Equal((1, 1), Counted(await progress.ByUnitAsync(admin, Day, "en", None)));
        Assert.Equal((2, 0), Counted(await progress.ByUnitAsync(admin, Day.AddDays(-1), "en", None)));
        Assert.Equal((2, 1), Counted(await progress.ByUnitAsync(admin, Day.AddDays(11), "en", None)));

        static (int Required, int Overdue) Counted(IReadOnlyList<UnitProgress> rows) => (rows.Single().Required, rows.Single().Overdue);
    }

    [Fact]
    public async Task A_page_has_the_most_pressing_first_and_counts_everybody()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().With(Role.Administrator));
        var unit = await room.AddUnitAsync("North", await room.RootAsync());
        var people = new List<Viewer>();
        for (var i = 0; i < ProgressQueries.PageSize + 12; i++)
        {
            people.Add(await room.AddAsync(new PersonBuilder().In(unit).Named($"{(char)('z' - (i % 26))} {i:000}")));
        }

        // Three who are late, four who soon will be, and the others later.
        foreach (var (some, due) in new[] { (people[10..13], 1), (people[20..24], 9), ([.. people[..10], .. people[13..20]], 60), (people[24..70], 60), (people[70..], 60) })
        {
            Assert.True((await room.Get<CycleActs>().AssignAsync(admin, [.. some.Select(person => person.PersonId)], EditionSample.Course, due, None)).Ok);
        }

        var progress = room.Get<ProgressQueries>();
        var day = Day.AddDays(2);
        var (first, second) = (await progress.ListAsync(admin, unit.Id, EditionSample.Course, day, 1, None), await progress.ListAsync(admin, unit.Id, EditionSample.Course, day, 7, None));
        var all = await progress.PeopleAsync(admin, unit.Id, EditionSample.Course, day, None);

        Assert.Equal(all.OrderBy(person => person.State switch { CycleState.Overdue => 0, CycleState.DueSoon => 1, _ => 2 }), [.. first.People, .. second.People]);
        Assert.Equal((ProgressQueries.PageSize, 12, 2, 2), (first.People.Count, second.People.Count, second.Page, first.PageCount));
        Assert.Equal([(CycleState.Overdue, 3), (CycleState.DueSoon, 4), (CycleState.Due, 105)], first.Counts.OrderBy(count => count.Value).Select(count => (count.Key, count.Value)));
        Assert.Equal([.. first.People.Take(5).Select(person => person.PersonId)], (await progress.DueAsync(admin, unit.Id, EditionSample.Course, day, 5, None)).Select(person => person.Id));
    }

    private static async Task<CycleState> StateAsync(params Func<Guid, Cycle>[] cycles)
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().With(Role.Administrator));
        var learner = await room.AddLearnerAsync();
        foreach (var cycle in cycles)
        {
            await AddAsync(room, learner, cycle);
        }

        var row = Assert.Single(await room.Get<ProgressQueries>().ByUnitAsync(admin, Day, "en", None));
        var person = Assert.Single(await room.Get<ProgressQueries>().PeopleAsync(admin, row.UnitId, row.CourseId, Day, None));
        var list = await room.Get<ProgressQueries>().ListAsync(admin, row.UnitId, row.CourseId, Day, 1, None);
        Assert.Equal((person, person.State), (Assert.Single(list.People), Assert.Single(list.Counts).Key));
        Assert.Equal(person.State is CycleState.Overdue or CycleState.DueSoon ? 1 : 0, (await room.Get<ProgressQueries>().DueAsync(admin, row.UnitId, row.CourseId, Day, 10, None)).Count);
        Assert.Equal(1, row.Required);
        Assert.Equal(
            (person.State == CycleState.Done ? 1 : 0, person.State == CycleState.DueSoon ? 1 : 0, person.State == CycleState.Overdue ? 1 : 0),
            (row.Done, row.DueSoon, row.Overdue));
        return person.State;
    }

    private static async Task AddAsync(LearningRoom room, Viewer person, Func<Guid, Cycle> cycle)
    {
        await using var db = room.Open();
        if (!db.AssignmentRules.Any())
        {
            db.AssignmentRules.Add(AssignmentRule.Create(EditionSample.Course, new AssignmentAudience(), RenewalTerms.Usual(30), person.PersonId, LearningRoom.Start));
            await db.SaveChangesAsync();
        }

        var added = cycle(person.PersonId);
        db.Cycles.Add(added);
        db.Entry(added).Property(row => row.RuleId).CurrentValue = db.AssignmentRules.Single().Id;
        await db.SaveChangesAsync();
        await room.Get<CycleUpgrade>().EnsureAsync(None);
    }

    private static Func<Guid, Cycle> Open(DateOnly openedOn, DateOnly dueOn) => id => Cycle.Create(id, EditionSample.Course, null, openedOn < dueOn ? openedOn : dueOn, dueOn);

    private static Func<Guid, Cycle> Completed(DateOnly on, DateOnly validUntil) => id =>
    {
        var cycle = Cycle.Create(id, EditionSample.Course, null, on, on);
        cycle.Complete(on, validUntil, Guid.NewGuid());
        return cycle;
    };
}
