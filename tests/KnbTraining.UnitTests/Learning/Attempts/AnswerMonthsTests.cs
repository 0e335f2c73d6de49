using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Reports;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Attempts;

/// <summary>The sums of the months, held against a count over the items, and the reports that read them against the days.</summary>
[Trait("Database", "Each")]
public sealed class AnswerMonthsTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task The_sums_of_the_months_equal_a_count_over_the_items_and_follow_the_tree()
    {
        await using var room = await LearningRoom.OpenAsync();
        var tree = await SampleAsync(room);
        await HoldAsync(room);

        await MoveAsync(room, tree.Lower, tree.Other);
        await HoldAsync(room);
        await SitAsync(room, tree.Lower, right: 2);
        await HoldAsync(room);

        await MoveAsync(room, tree.Lower, tree.Upper);
        await HoldAsync(room);
    }

    [Fact]
    public async Task What_was_summed_by_days_alone_is_added_at_the_next_start_once_or_by_the_next_grading()
    {
        await using var room = await LearningRoom.OpenAsync();
        var tree = await SampleAsync(room);
        var expected = await SumsAsync(room);
        await ForgetAsync(room);

        await room.InitialiseAsync();
        await room.InitialiseAsync();

        Assert.Equal(expected, await SumsAsync(room));

        await ForgetAsync(room);
        await SitAsync(room, tree.Lower, right: 1);
        await room.InitialiseAsync();
        await HoldAsync(room);

        await ForgetAsync(room);
        await MoveAsync(room, tree.Lower, tree.Other);
        await room.InitialiseAsync();
        await HoldAsync(room);
    }

    [Fact]
    public async Task A_merge_brings_the_units_below_into_other_sums()
    {
        await using var room = await LearningRoom.OpenAsync();
        var tree = await SampleAsync(room);
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").With(Role.Administrator));

        var version = await VersionAsync(room, tree.Upper);
        Assert.True((await room.Get<UnitService>().MergeAsync(admin, tree.Upper.Id, tree.Other.Id, room.Get<KnbTraining.Learning.LocalCalendar>().Today, version, None)).Ok);

        await HoldAsync(room);
    }

    [Fact]
    public async Task Reports_of_any_days_say_the_same_from_months_and_days_as_from_items()
    {
        await using var room = await LearningRoom.OpenAsync();
        var tree = await SampleAsync(room);
        var all = await room.AddAsync(new PersonBuilder().Named("Auditor").With(Role.Auditor));
        var upper = await room.AddAsync(new PersonBuilder().Named("Head").Managing(tree.Upper));
        DateOnly[] days = [DateOnly.MinValue, new(2026, 3, 1), new(2026, 3, 2), new(2026, 3, 9), new(2026, 3, 31), new(2026, 4, 1), new(2026, 4, 8), new(2026, 4, 30), new(2026, 5, 20), DateOnly.MaxValue];
        var items = await ItemsAsync(room);
        foreach (var (viewer, units) in new[] { (all, (Guid[])[tree.Root.Id, tree.Upper.Id, tree.Lower.Id, tree.Other.Id]), (upper, [tree.Upper.Id, tree.Lower.Id]) })
        {
            foreach (var filter in days.SelectMany(from => days.Where(to => to >= from).Select(to => new AnswerFilter(from, to))))
            {
                var meant = items.Where(item => units.Contains(item.UnitId) && item.Day >= filter.From && item.Day <= filter.To).ToList();
                var map = await room.Get<WeaknessQueries>().FindAsync(viewer, filter, 1, "en", None);
                Assert.Equal(
                    meant.GroupBy(item => item.RuleId).Select(rule => RowOf(rule.Key, rule)).Order(StringComparer.Ordinal),
                    map.Rules.Select(rule => RowOf(rule)).Order(StringComparer.Ordinal));

                // Below the top of the scope: the columns are the top itself, with its own people, and what lies right below it.
                var columns = meant.GroupBy(item => viewer == all && item.UnitId == tree.Lower.Id ? tree.Upper.Id : item.UnitId).ToDictionary(unit => unit.Key, unit => unit.Count());
                Assert.Equal(columns.OrderBy(unit => unit.Key), map.Units.ToDictionary(unit => unit.Id, unit => unit.Answers).OrderBy(unit => unit.Key));
            }
        }

        Assert.Equal(3, items.Select(item => item.Day.Month).Distinct().Count());
    }

    private static string RowOf(WeaknessRule rule) =>
        $"{rule.RuleId} {rule.All.Answers} {rule.All.Missed} {rule.All.Sure} {string.Join(' ', rule.Behind.Select(each => $"{each.Id} {each.Answers} {each.Sure}"))}";

    // Small figures are not shown.
    private static string RowOf(string rule, IEnumerable<Answer> answers)
    {
        var all = answers.ToList();
        var behind = all.Where(item => item.Misconception.Length > 0).GroupBy(item => item.Misconception)
            .Select(own => (own.Key, Count: own.Count(), Sure: own.Count(item => item is { Score: < 1, Sure: true })))
            .Where(own => own.Count >= WeaknessMap.Enough)
            .OrderByDescending(own => own.Count).ThenBy(own => own.Key, StringComparer.Ordinal).Take(WeaknessQueries.MostBehind);
        var (answered, missed, sure) = all.Count < WeaknessMap.Enough ? ((int?)null, 0, 0)
            : (all.Count, all.Count(item => item.Score < 1), all.Count(item => item is { Score: < 1, Sure: true }));
        return $"{rule} {answered} {missed} {sure} {string.Join(' ', behind.Select(each => $"{each.Key} {each.Count} {each.Sure}"))}";
    }

    // Root, with Upper (with Lower below it) and Other; people of each answer in three months.
    private static async Task<Tree> SampleAsync(LearningRoom room)
    {
        var root = await room.RootAsync();
        var upper = await room.AddUnitAsync("Upper", root);
        var tree = new Tree(root, upper, await room.AddUnitAsync("Lower", upper), await room.AddUnitAsync("Other", root));
        for (var month = 0; month < 3; month++)
        {
            foreach (var unit in (Unit[])[tree.Root, tree.Lower, tree.Upper, tree.Other])
            {
                await SitAsync(room, unit, right: 3 * month);
            }

            room.Clock.Advance(TimeSpan.FromDays(month == 0 ? 37 : 42));
        }

        return tree;
    }

    private static async Task SitAsync(LearningRoom room, Unit unit, int right)
    {
        var learner = await room.AddLearnerAsync();
        await using (var db = room.Open())
        {
            await db.People.Where(person => person.Id == learner.PersonId).ExecuteUpdateAsync(update => update.SetProperty(person => person.UnitId, unit.Id), None);
        }

        var service = room.Get<AttemptService>();
        for (var sitting = 0; sitting < 2; sitting++)
        {
            var id = await room.StartAsync(learner, AttemptMode.Practice);
            foreach (var (position, key) in (await room.KeysAsync(id)).Where(entry => entry.Key > 2))
            {
                Assert.True((await service.StateCertaintyAsync(learner, id, position, position % 2 == 0 ? Certainty.High : Certainty.Low, Guid.CreateVersion7(), None)).Ok);
                Assert.True((await service.AnswerAsync(learner, id, position, position <= right + 2 ? key : await room.WrongAsync(id, position), Guid.CreateVersion7(), None)).Ok);
            }

            Assert.True((await service.SubmitAsync(learner, id, None)).Ok);
        }
    }

    private static async Task MoveAsync(LearningRoom room, Unit unit, Unit to)
    {
        var admin = await room.AddAsync(new PersonBuilder().Named("Admin").With(Role.Administrator));
        var moved = await room.Get<UnitService>().MoveAsync(admin, unit.Id, to.Id, room.Get<KnbTraining.Learning.LocalCalendar>().Today, await VersionAsync(room, unit), None);
        Assert.True(moved.Ok, $"{moved}");
    }

    private static async Task<int> VersionAsync(LearningRoom room, Unit unit)
    {
        await using var db = room.Open();
        return await db.Units.Where(found => found.Id == unit.Id).Select(found => found.Version).SingleAsync(None);
    }

    private static async Task ForgetAsync(LearningRoom room)
    {
        await room.ExecuteAsync("DELETE FROM AnswerMonths");
        await room.ExecuteAsync("DELETE FROM SummedUnits");
    }

    private static async Task HoldAsync(LearningRoom room)
    {
        await using var db = room.Open();
        var units = await db.Units.ToListAsync(None);
        var expected = (await ItemsAsync(room))
            .SelectMany(item => units.Where(unit => units.Single(own => own.Id == item.UnitId).Path.StartsWith(unit.Path, StringComparison.Ordinal)), (item, unit) => (item, unit))
            .SelectMany(each => new[] { "", each.item.Misconception }.Distinct(), (each, misconception) => (each.item, each.unit, misconception))
            .GroupBy(each => (each.unit.Id, each.misconception, new DateOnly(each.item.Day.Year, each.item.Day.Month, 1), each.item.FamilyKey))
            .Select(same => new Sum(
                same.Key.Id,
                same.Key.misconception,
                same.Key.Item3,
                same.Key.FamilyKey,
                same.Count(),
                same.Count(each => each.item.Score < 1),
                same.Count(each => each.item is { Score: < 1, Sure: true }),
                same.Count(each => each.item.IsFirst),
                Math.Round(same.Sum(each => each.item.IsFirst ? each.item.Score : 0), 6)))
            .OrderBy(sum => sum.ToString(), StringComparer.Ordinal)
            .ToList();
        Assert.Contains(expected, sum => sum.Misconception.Length > 0);
        Assert.Contains(expected, sum => sum.Sure > 0);
        Assert.Equal(expected, await SumsAsync(room));
    }

    private static async Task<IReadOnlyList<Sum>> SumsAsync(LearningRoom room)
    {
        await using var db = room.Open();
        return [.. (await db.AnswerMonths.ToListAsync(None))
            .Select(sum => new Sum(
                sum.UnitId, sum.Misconception, sum.Month, sum.FamilyKey, sum.Answers, sum.Missed, sum.Sure, sum.FirstAnswers, Math.Round(Math.Abs(sum.FirstPoints), 6)))
            .OrderBy(sum => sum.ToString(), StringComparer.Ordinal)];
    }

    private static async Task<IReadOnlyList<Answer>> ItemsAsync(LearningRoom room)
    {
        await using var db = room.Open();
        var items = await db.Attempts
            .Where(attempt => attempt.State == AttemptState.Graded && attempt.Ordinal == 1)
            .SelectMany(attempt => attempt.Items, (attempt, item) => new
            {
                attempt.UnitId, attempt.SubmittedAt, item.FamilyKey, item.Family.RuleId, item.Misconception, item.Score, item.Certainty, item.IsFirst,
            })
            .ToListAsync(None);
        return [.. items.Select(item => new Answer(
            item.UnitId!.Value,
            DateOnly.FromDateTime(item.SubmittedAt!.Value.UtcDateTime.AddHours(5)),
            item.FamilyKey,
            item.RuleId,
            item.Misconception ?? "",
            item.Score!.Value,
            item.Certainty == Certainty.High,
            item.IsFirst == true))];
    }

    private sealed record Tree(Unit Root, Unit Upper, Unit Lower, Unit Other);

    private sealed record Answer(Guid UnitId, DateOnly Day, int FamilyKey, string RuleId, string Misconception, double Score, bool Sure, bool IsFirst);

    private sealed record Sum(
        Guid UnitId, string Misconception, DateOnly Month, int FamilyKey, int Answers, int Missed, int Sure, int FirstAnswers, double FirstPoints);
}
