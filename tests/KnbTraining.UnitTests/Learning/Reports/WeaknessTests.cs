using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Reports;
using KnbTraining.TestKit;
using KnbTraining.UnitTests.Learning.Demo;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Reports;

/// <summary>Where people go wrong, over the demo, against counts made by hand over the items and across the borders of scope.</summary>
[Trait("Database", "Each")]
[Collection(DemoRoom.Readers)]
public sealed class WeaknessTests(DemoRoom demo)
{
    private static readonly CancellationToken None = CancellationToken.None;

    private static readonly Comparer<Belief> ByText = Comparer<Belief>.Create((one, other) => string.CompareOrdinal($"{one}", $"{other}"));

    private AnswerFilter Ever => new(DateOnly.MinValue, demo.Today);

    [Theory]
    [InlineData("admin", 1, false)]
    [InlineData("admin", 0, false)]
    [InlineData("manager", 1, false)]
    [InlineData("admin", 1, true)]
    [InlineData("admin", 2, true)]
    public async Task Each_cell_equals_a_count_over_first_attempts_and_few_answers_have_no_number(string userName, int level, bool partsOfMonths)
    {
        var viewer = await demo.SignedInAsync(userName);
        var items = await ItemsAsync(viewer);
        var filter = Ever;
        if (partsOfMonths)
        {
            DateOnly[] days = [.. items.Select(item => item.Day).Order()];
            filter = new AnswerFilter(days[days.Length / 8], days[^(days.Length / 8)]);
            items = items.FindAll(item => item.Day >= filter.From && item.Day <= filter.To);
        }

        await using var db = demo.Room.Open();
        var units = await db.Units.ToListAsync(None);
        var top = viewer.ScopePath == "/" ? "/0001/" : viewer.ScopePath!;

        var map = await demo.Room.Get<WeaknessQueries>().FindAsync(viewer, filter, level, "en", None);

        Assert.NotEmpty(map.Rules);
        Assert.Equal(items.Select(item => item.RuleId).Distinct().Order(), map.Rules.Select(rule => rule.RuleId).Order());
        foreach (var rule in map.Rules)
        {
            Assert.Equal(CellOf(items.Where(item => item.RuleId == rule.RuleId)), rule.All);
            for (var i = 0; i < map.Units.Count; i++)
            {
                // A unit of the last level counts everything below it; one above that level itself alone.
                var unit = units.Single(each => each.Id == map.Units[i].Id);
                var isLast = unit.Path.Count(c => c == '/') - top.Count(c => c == '/') == level;
                var own = items.Where(item => item.RuleId == rule.RuleId && (isLast ? item.Path.StartsWith(unit.Path, StringComparison.Ordinal) : item.Path == unit.Path));
                Assert.Equal(CellOf(own), rule.Cells[i]);
            }
        }

        Assert.Contains(map.Rules, rule => rule.Cells.Any(cell => cell.Answers is null) || level == 0);
        Assert.Equal(
            map.Rules.Where(rule => rule.All.IsShown).OrderByDescending(rule => rule.All.Share(false)).Select(rule => rule.All.Share(false)),
            map.Rules.TakeWhile(rule => rule.All.IsShown).Select(rule => rule.All.Share(false)));
    }

    [Fact]
    public async Task Days_are_counted_alike_for_few_columns_and_for_many()
    {
        await using var room = await LearningRoom.OpenAsync();
        var root = await room.RootAsync();
        var boss = await room.AddAsync(new PersonBuilder().Named("Boss").Managing(root));
        for (var i = 0; i < 14; i++)
        {
            await room.SitAsync(await room.AddAsync(new PersonBuilder().Named($"Person {i}").In(await room.AddUnitAsync($"Unit {i}", root))), right: i);
        }

        var today = room.Get<KnbTraining.Learning.LocalCalendar>().Today;
        var (weakness, filter) = (room.Get<WeaknessQueries>(), new AnswerFilter(today, today));
        var many = await weakness.FindAsync(boss, filter, 1, "en", None);
        var one = await weakness.FindAsync(boss, filter, 0, "en", None);

        Assert.Equal(14, many.Units.Count);
        Assert.Equal(one.Units.Single().Answers, many.Units.Sum(unit => unit.Answers));
        Assert.Equal(one.Rules.Select(rule => (rule.RuleId, rule.All)), many.Rules.Select(rule => (rule.RuleId, rule.All)));
        foreach (var unit in many.Units)
        {
            var own = await weakness.FindAsync(boss, filter with { UnitId = unit.Id }, 0, "en", None);
            Assert.Equal(unit.Answers, own.Units.Single().Answers);
            var place = many.Units.ToList().IndexOf(unit);
            Assert.Equal(
                own.Rules.Select(rule => (rule.RuleId, rule.All)).OrderBy(rule => rule.RuleId),
                many.Rules.Where(rule => rule.Cells[place].Answers != 0).Select(rule => (rule.RuleId, rule.Cells[place])).OrderBy(rule => rule.RuleId));
        }
    }

    [Fact]
    public async Task A_course_a_unit_and_a_time_leave_only_their_answers()
    {
        var admin = await demo.SignedInAsync("admin");
        var items = await ItemsAsync(admin);
        var unit = await demo.UnitAsync("Testing Laboratory");
        var from = items.Select(item => item.Day).Order().ElementAt(items.Count / 2);
        var weakness = demo.Room.Get<WeaknessQueries>();

        var map = await weakness.FindAsync(admin, Ever with { UnitId = unit.Id, From = from }, 1, "en", None);
        Assert.Equal(
            items.Where(item => item.Path.StartsWith(unit.Path, StringComparison.Ordinal) && item.Day >= from).Select(item => item.RuleId).Distinct().Order(),
            map.Rules.Select(rule => rule.RuleId).Order());

        var course = EditionSample.Edition.Courses["for-heads"];
        var bank = EditionSample.Edition.ItemsOn(demo.Today);
        var rules = course.Exam.Parts.SelectMany(part => part.Families).Select(family => bank.FindFamily(family)?.Rule).ToHashSet();
        var ofCourse = await weakness.FindAsync(admin, Ever with { Course = course.Id }, 1, "en", None);
        Assert.Equal(items.Select(item => item.RuleId).Where(rules.Contains).Distinct().Order(), ofCourse.Rules.Select(rule => rule.RuleId).Order());
        Assert.Empty((await weakness.FindAsync(admin, Ever with { Course = "no-such-course" }, 1, "en", None)).Rules);
        Assert.Empty((await weakness.FindAsync(admin, Ever with { To = demo.Today.AddYears(-5) }, 1, "en", None)).Rules);
    }

    [Fact]
    public async Task What_lies_behind_a_rule_and_what_is_believed_equal_a_count_of_the_misconceptions()
    {
        var admin = await demo.SignedInAsync("admin");
        var items = await ItemsAsync(admin);
        var expected = items.Where(item => item.Misconception is not null)
            .GroupBy(item => item.Misconception!)
            .Where(own => own.Count() >= WeaknessMap.Enough)
            .Select(own => (own.Key, own.Count(), own.Count(item => item.IsSure)))
            .Order()
            .ToArray();

        var held = await demo.Room.Get<MisconceptionQueries>().ListAsync(admin, Ever, null, 1, "en", None);
        var behind = await demo.Room.Get<WeaknessQueries>().BehindAsync(admin, Ever, "en", None);

        Assert.NotEmpty(expected);
        Assert.Equal(expected, held.Select(one => (one.Id, one.Answers, one.Sure)).Order());
        Assert.Equal(expected, behind.Select(one => (one.Id, one.Answers, one.Sure)).Order());
        Assert.All(held, one => Assert.Equal(EditionSample.Edition.Misconceptions[one.Id].Label["en"], one.Label));
        Assert.All(held, one => Assert.All(one.Units, unit => Assert.InRange(unit.Answers, WeaknessMap.Enough, one.Answers)));

        // A period is compared with one of the same length before it.
        var day = items.Max(item => item.Day);
        var filter = new AnswerFilter(ReportQuestion.FirstDay(day, 2), day);
        var before = items.Where(item => item.Misconception == held[0].Id && item.Day < filter.From && item.Day >= ReportQuestion.FirstDay(filter.From.AddDays(-1), 2));
        var now = (await demo.Room.Get<MisconceptionQueries>().ListAsync(admin, filter, 2, 1, "en", None)).FirstOrDefault(one => one.Id == held[0].Id);
        Assert.Equal(items.Count(item => item.Misconception == held[0].Id && item.Day >= filter.From) >= WeaknessMap.Enough, now is not null);
        Assert.True(now is null || now.Before == before.Count());
    }

    [Theory]
    [InlineData("admin")]
    [InlineData("manager")]
    [InlineData("employee")]
    public async Task People_behind_the_numbers_are_those_of_the_scope_with_what_they_believed(string userName)
    {
        var viewer = await demo.SignedInAsync(userName);
        var items = await ItemsAsync(viewer);
        var queries = demo.Room.Get<MistakenQueries>();

        var all = await queries.ListAsync(viewer, Ever, false, null, "en", None);
        var sure = await queries.ListAsync(viewer, Ever, true, 1, "en", None);

        Assert.Equal(
            items.Where(item => item.IsWrong).GroupBy(item => item.PersonId).Select(own => (own.Key, own.Count(), own.Count(item => item.IsSure), own.Max(item => item.Day))).Order(),
            all.People.Select(person => (person.PersonId, person.Missed, person.Sure, person.Last)).Order());
        Assert.Equal(items.Where(item => item.IsSure).Select(item => item.PersonId).Distinct().Order(), sure.People.Select(person => person.PersonId).Order());
        Assert.Equal(sure.People.Count, sure.Total);
        Assert.All(all.People, person => Assert.Equal((person.Missed, person.Sure), (person.Beliefs.Sum(one => one.Answers), person.Beliefs.Sum(one => one.Sure))));
        Assert.Equal(all.People.OrderByDescending(person => person.Sure).ThenByDescending(person => person.Missed).Select(person => (person.Sure, person.Missed)), all.People.Select(person => (person.Sure, person.Missed)));
        await using (var db = demo.Room.Open())
        {
            // Who is equal in both stands by name, on a page as in a file.
            var keys = await db.People.ToDictionaryAsync(person => person.Id, person => Convert.ToHexString(person.SortKey), None);
            Assert.Equal(
                all.People.OrderByDescending(person => person.Sure).ThenByDescending(person => person.Missed).ThenBy(person => keys[person.PersonId], StringComparer.Ordinal).Select(person => person.PersonId),
                all.People.Select(person => person.PersonId));
        }

        var page = await queries.ListAsync(viewer, Ever, false, 1, "en", None);
        Assert.Equal(
            all.People.Take(MistakenQueries.PageSize).Select(person => (person.PersonId, person.Name, person.UnitName, person.Missed, person.Sure, person.Last)),
            page.People.Select(person => (person.PersonId, person.Name, person.UnitName, person.Missed, person.Sure, person.Last)));
        Assert.Equal(all.People.Take(MistakenQueries.PageSize).SelectMany(person => person.Beliefs).Order(ByText), page.People.SelectMany(person => person.Beliefs).Order(ByText));
        Assert.Equal(userName == "employee", all.Total == 0);
        if (all.People.Count > 0)
        {
            var belief = all.People.SelectMany(person => person.Beliefs).First(one => one.Misconception is not null);
            var rule = await queries.ListAsync(viewer, Ever with { Rule = belief.RuleId }, false, 1, "en", None);
            Assert.Equal(items.Count(item => item.IsWrong && item.RuleId == belief.RuleId), rule.People.Sum(person => person.Missed));
        }
    }

    [Fact]
    public async Task A_file_names_nothing_that_the_edition_does_not_have()
    {
        var admin = await demo.SignedInAsync("admin");
        var asked = new ReportQuestion(demo.Today, "en");
        Assert.NotNull(await ReportSteps.FindTableAsync(demo.Room, ExportedReport.Weakness, admin, asked));
        foreach (var forged in (ReportQuestion[])[asked with { Rule = "x\ny" }, asked with { Course = "x" }, asked with { Misconception = "x" }, asked with { Choice = "x" }])
        {
            foreach (var report in (ExportedReport[])[ExportedReport.Weakness, ExportedReport.Mistaken, ExportedReport.Misconceptions])
            {
                Assert.Null(await ReportSteps.FindTableAsync(demo.Room, report, admin, forged));
            }
        }
    }

    private static WeaknessCell CellOf(IEnumerable<Asked> items)
    {
        var all = items.ToArray();
        return all.Length == 0 ? new(0, 0, 0)
            : all.Length < WeaknessMap.Enough ? new(null, 0, 0)
            : new(all.Length, all.Count(item => item.IsWrong), all.Count(item => item.IsSure));
    }

    // Nobody of the demo has moved since, so that the unit of an answer is the unit of its person.
    private async Task<List<Asked>> ItemsAsync(Viewer viewer)
    {
        await using var db = demo.Room.Open();
        var attempts = await db.Attempts.Include(attempt => attempt.Items).ThenInclude(item => item.Family).Where(attempt => attempt.Ordinal == 1 && attempt.State == AttemptState.Graded).ToListAsync(None);
        var paths = await db.Units.ToDictionaryAsync(unit => unit.Id, unit => unit.Path, None);
        var calendar = demo.Room.Get<KnbTraining.Learning.LocalCalendar>();
        return
        [
            .. from attempt in attempts
               let path = paths[attempt.UnitId!.Value]
               where viewer.ScopePath is { } scope && path.StartsWith(scope, StringComparison.Ordinal)
               from item in attempt.Items
               select new Asked(
                   attempt.PersonId,
                   path,
                   calendar.DateOf(attempt.SubmittedAt!.Value),
                   item.Family.RuleId,
                   item.Misconception,
                   item.Score < 1,
                   item.Score < 1 && item.Certainty == Certainty.High),
        ];
    }

    private sealed record Asked(Guid PersonId, string Path, DateOnly Day, string RuleId, string? Misconception, bool IsWrong, bool IsSure);
}
