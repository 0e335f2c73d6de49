using KnbTraining.Learning;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Assignments;

[Trait("Database", "Each")]
public sealed class CycleRowsTests
{
    private const int Histories = 24;
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task For_any_history_and_day_the_database_finds_what_the_function_says_as_it_was_known_then()
    {
        await using var room = await LearningRoom.OpenAsync();
        var people = new Dictionary<Guid, (CycleHistory Half, CycleHistory Whole)>();
        for (var seed = 1UL; seed <= Histories; seed++)
        {
            var history = CoursePlan.Of(new RandomNews(seed).News);
            if (history.Events.Count > 0)
            {
                var half = history.Events.Take(history.Events.Count / 2).ToArray();
                people.Add((await room.AddLearnerAsync()).PersonId, (new CycleHistory(half, history.Reasons), history));
            }
        }

        Assert.InRange(people.Count, Histories / 2, Histories);
        await StoreAsync(room, people, 1);
        await StoreAsync(room, people, 2);

        await using var db = room.Open();
        for (var day = RandomNews.First.AddDays(-1); day < RandomNews.First.AddDays(1400); day = day.AddDays(23))
        {
            Assert.Equal(people.ToDictionary(each => each.Key, each => Say(each.Value.Half.On(day))), await ReadAsync(db, people.Keys, day, 1));
            Assert.Equal(people.ToDictionary(each => each.Key, each => Say(each.Value.Whole.On(day))), await ReadAsync(db, people.Keys, day, 2));
        }
    }

    [Fact]
    public async Task What_is_opened_passed_and_ended_stands_in_events_with_the_number_of_its_fact_and_is_made_again_from_cycles_alone()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        var (first, second) = (await room.AddLearnerAsync(), await room.AddLearnerAsync());
        var service = room.Get<AssignmentService>();
        await service.AssignAsync(admin, EditionSample.Course, new AssignmentAudience(HolderStatus.Current), 30, None);
        await room.SitAsync(first);
        var today = room.Get<LocalCalendar>().Today;
        await using var db = room.Open();
        Assert.Equal([CycleEventKind.Opened, CycleEventKind.Completed], (await EventsAsync(db, first.PersonId)).Select(row => row.Kind));
        var reason = await db.CycleReasons.SingleAsync(row => row.PersonId == second.PersonId, None);
        var rule = await db.AssignmentRules.SingleAsync(None);
        Assert.Equal((rule.Id, 1, today, null), (reason.RuleId!.Value, reason.RuleVersion, reason.From, reason.Until));
        Assert.Equal([(RequirementState.Open, (DateOnly?)today.AddDays(30)), (RequirementState.Overdue, today.AddDays(30))], await SpansAsync(db, second.PersonId));

        // Every row carries the number of the fact that made it.
        var facts = await db.LedgerRows.ToDictionaryAsync(row => row.Number, row => row.Kind, None);
        Assert.All(await db.CycleEvents.ToListAsync(None), row => Assert.Equal(row.Kind == CycleEventKind.Opened ? "cycle.opened" : "cycle.completed", facts[row.Seq]));
        Assert.All(await db.CycleSpans.ToListAsync(None), row => Assert.StartsWith("cycle.", facts[row.SeqIn], StringComparison.Ordinal));
        Assert.Equal("assignment.made", facts[(await db.AssignmentRuleVersions.SingleAsync(None)).SeqIn]);

        room.Clock.Advance(TimeSpan.FromDays(3));
        Assert.True((await service.EndAsync(admin, rule.Id, 1, withdraw: true, None)).Ok);
        var told = await EventsAsync(db, second.PersonId);
        Assert.Equal((CycleEventKind.Ended, CycleEnd.RuleWithdrawn), (told[^1].Kind, told[^1].End!.Value));
        Assert.Equal(
            [(RequirementState.Open, (DateOnly?)today.AddDays(30)), (RequirementState.Ended, null)], await SpansAsync(db, second.PersonId));
        var version = await db.AssignmentRuleVersions.SingleAsync(row => row.SeqOut == null, None);
        Assert.Equal((today, today.AddDays(2)), (version.From, version.Until!.Value));

        // Who has passed is not asked again.
        Assert.Equal(RequirementState.Expired, (await SpansAsync(db, first.PersonId))[^1].State);
        Assert.Equal(1, (await room.Get<ReasonUpkeep>().ApplyAsync(rule.Id, None)).Value);
        Assert.Equal(RequirementState.NotRequired, (await SpansAsync(db, first.PersonId))[^1].State);
        Assert.Equal(today.AddDays(2), (await db.CycleReasons.AsNoTracking().SingleAsync(row => row.PersonId == first.PersonId && row.SeqOut == null, None)).Until);

        // As a database of the version before would be.
        var before = (await SpansAsync(db, first.PersonId)).Concat(await SpansAsync(db, second.PersonId)).ToArray();
        foreach (var table in new[] { "CycleSpans", "CycleReasons", "CycleEvents", "AssignmentRuleVersions" })
        {
            await room.ExecuteAsync($"DELETE FROM {table}");
        }

        await room.Get<CycleUpgrade>().EnsureAsync(None);
        Assert.Equal(before, (await SpansAsync(db, first.PersonId)).Concat(await SpansAsync(db, second.PersonId)));
        Assert.All(await db.CycleEvents.AsNoTracking().ToListAsync(None), row => Assert.Equal(0, row.Seq));
        Assert.Equal(today.AddDays(2), (await db.AssignmentRuleVersions.AsNoTracking().SingleAsync(None)).Until);
    }

    [Fact]
    public async Task A_transfer_ends_what_nobody_asks_for_any_more_and_a_leave_moves_the_due_day_until_it_is_undone()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").Holding(HolderStatus.None).With(Role.Administrator));
        var north = await room.AddUnitAsync("North", await room.RootAsync());
        var (moved, away) = (await room.AddAsync(new PersonBuilder().In(north)), await room.AddAsync(new PersonBuilder().In(north)));
        await room.Get<AssignmentService>().AssignAsync(admin, EditionSample.Course, new AssignmentAudience(UnitPath: north.Path), 30, None);
        room.Clock.Advance(TimeSpan.FromDays(3));
        var today = room.Get<LocalCalendar>().Today;
        var standing = room.Get<StandingService>();
        await using var db = room.Open();

        var transfer = new StandingForm { Act = StandingAct.Transfer, Day = today, UnitId = (await room.RootAsync()).Id };
        Assert.True((await standing.ActAsync(admin, moved.PersonId, transfer, None)).Ok);
        Assert.Equal((CycleEventKind.Ended, CycleEnd.NotMeant), (await EventsAsync(db, moved.PersonId))[^1] is var last ? (last.Kind, last.End!.Value) : default);
        Assert.Equal(today.AddDays(-1), (await db.CycleReasons.SingleAsync(row => row.PersonId == moved.PersonId && row.SeqOut == null, None)).Until);
        Assert.Equal(CycleEnd.NotMeant, Assert.Single(await room.FactsAsync<CycleEnded>()).Why);

        var leave = new StandingForm { Act = StandingAct.Leave, Day = today, Until = today.AddDays(40) };
        Assert.True((await standing.ActAsync(admin, away.PersonId, leave, None)).Ok);
        var back = today.AddDays(41 + 14);
        Assert.Equal(back, (await db.Cycles.AsNoTracking().SingleAsync(cycle => cycle.PersonId == away.PersonId, None)).DueOn);
        Assert.Equal(
            [
                (RequirementState.Open, (DateOnly?)today.AddDays(27)), (RequirementState.Suspended, back),
                (RequirementState.Open, back), (RequirementState.Overdue, back),
            ],
            await SpansAsync(db, away.PersonId));

        var change = await db.StandingChanges.SingleAsync(row => row.PersonId == away.PersonId && row.Employment == Employment.OnLeave, None);
        Assert.True((await standing.UndoAsync(admin, away.PersonId, change.Id, "Entered for somebody else", None)).Ok);
        Assert.Equal(CycleEventKind.Undone, (await EventsAsync(db, away.PersonId))[^1].Kind);
        Assert.Equal(
            [(RequirementState.Open, (DateOnly?)today.AddDays(27)), (RequirementState.Overdue, today.AddDays(27))], await SpansAsync(db, away.PersonId));
        Assert.Equal(today.AddDays(27), (await db.Cycles.AsNoTracking().SingleAsync(cycle => cycle.PersonId == away.PersonId, None)).DueOn);
    }

    private static async Task StoreAsync(LearningRoom room, Dictionary<Guid, (CycleHistory Half, CycleHistory Whole)> people, long number)
    {
        var stored = await room.Get<LearningStore>().WriteAsync<Done>(
            async write =>
            {
                if (number == 1)
                {
                    write.Db.Cycles.AddRange(people.SelectMany(person => CyclesOf(person.Key, person.Value.Whole)));
                    await write.Db.SaveChangesAsync(None);
                }

                foreach (var (person, record) in await CourseRecord.ReadAsync(write.Db, EditionSample.Course, people.Keys, None))
                {
                    var cycles = await write.Db.Cycles.Where(cycle => cycle.PersonId == person).OrderBy(cycle => cycle.OpenedOn).ThenBy(cycle => cycle.Id).ToListAsync(None);
                    var (half, whole) = people[person];
                    foreach (var told in number == 1 ? half.Events : whole.Events.Skip(half.Events.Count))
                    {
                        record.Add(cycles[told.Cycle - 1], told);
                    }

                    foreach (var reason in number == 1 ? whole.Reasons : [])
                    {
                        record.Add(AskingRule.ByHand, reason.From, reason.Until);
                    }

                    record.Settle()?.Invoke(number);
                }

                return new Done();
            },
            None);
        Assert.True(stored.Ok);
    }

    // Rows of cycles are for reading; here they give the numbers their ids, and one open cycle is enough.
    private static IEnumerable<Cycle> CyclesOf(Guid person, CycleHistory history)
    {
        foreach (var opened in history.Events.Where(each => each.Kind == CycleEventKind.Opened))
        {
            var cycle = Cycle.Create(person, EditionSample.Course, null, opened.Day, opened.Due ?? opened.Day);
            cycle.Withdraw(opened.Day);
            yield return cycle;
        }
    }

    private static async Task<Dictionary<Guid, string>> ReadAsync(LearningDbContext db, IEnumerable<Guid> people, DateOnly day, long known)
    {
        var rows = await db.CycleSpans.AsNoTracking()
            .Where(span => span.From <= day && (span.Until == null || span.Until >= day) && span.SeqIn <= known && (span.SeqOut == null || span.SeqOut > known))
            .ToListAsync(None);
        return people.ToDictionary(
            person => person,
            person => rows.SingleOrDefault(row => row.PersonId == person) is { } row ? Say(row.State, row.Due, row.ValidUntil, row.End) : Say(RequirementState.Scheduled, null, null, null));
    }

    private static string Say(RequirementSpan span) => Say(span.State, span.Due, span.ValidUntil, span.End);

    private static string Say(RequirementState state, DateOnly? due, DateOnly? validUntil, CycleEnd? end) => $"{state} {due:O} {validUntil:O} {end}";

    private static Task<List<CycleEventRow>> EventsAsync(LearningDbContext db, Guid person) => db.CycleEvents.AsNoTracking()
        .Where(row => db.Cycles.Any(cycle => cycle.Id == row.CycleId && cycle.PersonId == person))
        .OrderBy(row => row.Number)
        .ToListAsync(None);

    private static async Task<(RequirementState State, DateOnly? Due)[]> SpansAsync(LearningDbContext db, Guid person) =>
        [.. (await db.CycleSpans.AsNoTracking().Where(span => span.PersonId == person && span.SeqOut == null).OrderBy(span => span.From).ToListAsync(None)).Select(span => (span.State, span.Due))];
}
