using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Reports;
using KnbTraining.Learning.Tables;
using KnbTraining.TestKit;
using KnbTraining.UnitTests.Learning.Demo;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Reports;

/// <summary>Stated difficulty beside the facility index: over the demo against counts made by hand, and over answers that are known.</summary>
[Trait("Database", "Each")]
[Collection(DemoRoom.Readers)]
public sealed class DifficultyTests(DemoRoom demo)
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData("admin")]
    [InlineData("manager")]
    public async Task Families_and_levels_equal_a_count_over_first_presentations_of_the_scope(string userName)
    {
        var viewer = await demo.SignedInAsync(userName);
        await using var db = demo.Room.Open();
        var attempts = await db.Attempts.Include(attempt => attempt.Items).ThenInclude(item => item.Family).ToListAsync(None);
        var units = await db.People.Select(person => new { person.Id, person.Unit.Path }).ToDictionaryAsync(person => person.Id, person => person.Path, None);
        var bank = EditionSample.Edition.ItemsOn(demo.Today);
        var expected = attempts
            .Where(attempt => attempt.Ordinal == 1 && attempt.State == AttemptState.Graded && units[attempt.PersonId].StartsWith(viewer.ScopePath!, StringComparison.Ordinal))
            .SelectMany(attempt => attempt.Items.Select(item => (attempt.PersonId, attempt.Number, Item: item)))
            .GroupBy(asked => (asked.PersonId, asked.Item.FamilyKey))
            .Select(own => own.OrderBy(asked => asked.Number).ThenBy(asked => asked.Item.Position).First().Item)
            .GroupBy(item => item.Family.FamilyId)
            .ToDictionary(family => family.Key, family => (Answers: family.Count(), Points: family.Sum(item => item.Score!.Value)));

        var report = await demo.Room.Get<DifficultyQueries>().ReadAsync(viewer, demo.Today, None);

        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), report.Families.Select(family => family.FamilyId).Order(StringComparer.Ordinal));
        Assert.All(report.Families, family =>
        {
            var (answers, points) = expected[family.FamilyId];
            Assert.Equal(answers, family.Answers);
            Assert.Equal(bank.LevelOf(family.FamilyId), family.Level);
            Assert.Equal(answers >= DifficultyQueries.Enough, family.Facility is not null);
            Assert.True(family.Facility is null || Math.Abs(family.Facility.Value - (points / answers)) < 1e-9);
        });
        Assert.Equal(report.Families.Sum(family => family.Answers), report.Levels.Sum(level => level.Answers));
        Assert.Equal(report.Families.Count, report.Levels.Sum(level => level.Families));
        Assert.All(report.Levels.Where(level => level.Facility is not null), level =>
        {
            var own = report.Families.Where(family => (int)Math.Round(family.Level, MidpointRounding.AwayFromZero) == level.Level).ToArray();
            Assert.Equal(own.Sum(family => expected[family.FamilyId].Points) / level.Answers, level.Facility!.Value, 9);
        });
        Assert.Equal(report.Families.OrderByDescending(family => family.Level).Select(family => family.Level), report.Families.Select(family => family.Level));
    }

    [Fact]
    public async Task Who_knows_everything_earns_one_and_who_leaves_all_blank_nothing_and_later_attempts_do_not_count()
    {
        await using var room = await LearningRoom.OpenAsync();
        var editor = await room.AddAsync(new PersonBuilder().With(Role.Editor));
        var first = await room.AddLearnerAsync();
        await room.SitAsync(first, right: 0, AttemptMode.Practice);
        await room.SitAsync(first);
        var blank = await ReadAsync(room, editor);
        Assert.All(blank.Families, family => Assert.Equal((1, null), (family.Answers, family.Facility)));
        Assert.Equal((0, null, OrderAgreement.Unknown), (blank.Compared, blank.Tau, blank.Agreement));

        for (var i = 0; i < 24; i++)
        {
            await room.SitAsync(await room.AddAsync(new PersonBuilder().Named($"Person {i}")), right: i < 12 ? int.MaxValue : 0);
        }

        var report = await ReadAsync(room, editor);
        var level = report.Levels.MaxBy(level => level.Answers)!;
        Assert.InRange(level.Facility!.Value, 0.2, 0.8);
        Assert.InRange(level.Facility.Low, 0, level.Facility.Value);
        Assert.InRange(level.Facility.High, level.Facility.Value, 1);
        Assert.Equal(12.0 / 25, report.Families.Sum(family => family.Answers) is var all && all > 0 ? (double)await FullAsync(room) / all : 0, 1);
    }

    [Fact]
    public async Task Who_has_no_scope_and_works_on_no_content_sees_the_own_answers_only_as_counts()
    {
        var employee = await demo.SignedInAsync("employee");
        var report = await demo.Room.Get<DifficultyQueries>().ReadAsync(employee, demo.Today, None);
        Assert.All(report.Families, family => Assert.Equal((1, null), (family.Answers, family.Facility)));
    }

    [Fact]
    public async Task The_export_has_the_families_with_three_decimals_and_nothing_where_answers_are_few()
    {
        var admin = await demo.SignedInAsync("admin");
        var report = await demo.Room.Get<DifficultyQueries>().ReadAsync(admin, demo.Today, None);
        var lines = (await demo.Room.CsvAsync(ExportedReport.Difficulty, admin, demo.Today)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("\uFEFFAs of,Item family,Stated difficulty,Answers (n),Facility index,\"95 % interval, from\",\"95 % interval, to\"", lines[0]);
        Assert.Equal(report.Families.Count, lines.Length - 1);
        Assert.All(report.Families.Zip(lines.Skip(1)), pair =>
        {
            var cells = pair.Second.Split(',');
            Assert.Equal(pair.First.FamilyId, cells[1]);
            Assert.Equal(pair.First.Facility is null, cells[4].Length == 0);
        });
    }

    private static Task<DifficultyReport> ReadAsync(LearningRoom room, Viewer viewer) =>
        room.Get<DifficultyQueries>().ReadAsync(viewer, new DateOnly(2026, 3, 2), None);

    /// <summary>Distinct families that each person answered fully in the first attempt.</summary>
    private static async Task<int> FullAsync(LearningRoom room)
    {
        await using var db = room.Open();
        var attempts = await db.Attempts.Where(attempt => attempt.Ordinal == 1).Include(attempt => attempt.Items).ToListAsync(None);
        return attempts.Sum(attempt => attempt.Items.Where(item => item.Score == 1).Select(item => item.FamilyKey).Distinct().Count());
    }
}
