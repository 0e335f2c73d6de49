using KnbTraining.Content.Courses;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Items;
using KnbTraining.Content.Items.Studies;
using KnbTraining.Rules;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content;

/// <summary>What a test-wise person who knows nothing of the law earns in the exams as they are given out.</summary>
public sealed class GuessStudyTests
{
    private const int Forms = 300;

    private const int FormsUnderPlan = 2400;

    private const int Count = 40_000;

    // A habit that fits the options of one or two generators is judged there.
    private const int Several = 5;

    private const string UnderPlan = " if adopted";

    private const double MostSilentStatements = 0.36;

    private static readonly Lazy<Item[]> Asked = new(() =>
        [.. ShippedContent.Edition.Courses.Values.SelectMany(course => FormStudy.Items(ShippedContent.Items, course, Forms))]);

    private static readonly Lazy<IReadOnlyList<GuessResult>> Exams = new(() => GuessStudy.Run(ShippedContent.Items, 1, Asked.Value));

    private static readonly Lazy<IReadOnlyList<GuessResult>> Pool = new(() => GuessStudy.Run(ShippedContent.Items, 1, ItemRun.From(ShippedContent.Items, 1).Take(Count)));

    public static TheoryData<string> Languages => [.. KnbTraining.Content.Text.Languages.All];

    [Theory]
    [MemberData(nameof(Languages))]
    public void No_trick_pays_in_exams(string language) =>
        Assert.All(Exams.Value.Where(result => result.Language == language), result => Assert.False(result.Pays, result.ToString()));

    [Theory]
    [MemberData(nameof(Languages))]
    public void No_trick_pays_on_all_families_in_turn(string language) =>
        Assert.All(Pool.Value.Where(result => result.Language == language), result => Assert.False(result.Pays, result.ToString()));

    [Fact]
    public void About_a_third_of_the_statements_in_exams_are_about_silences()
    {
        var statements = Asked.Value
            .Where(item => item.Family.Generator == "mutated-statement")
            .ToArray();
        Assert.InRange(statements.Count(item => item.Verdict!.Liability == Liability.NotCovered) / (double)statements.Length, 0.2, MostSilentStatements);
    }

    [Fact]
    public void If_adopted_does_not_tell_the_answer_in_exams()
    {
        var items = ShippedContent.Items;
        var asked = ShippedContent.Edition.Courses.Values
            .Where(course => course.Exam.Parts.Any(part => part.Families.Any(family => family.EndsWith("-planned", StringComparison.Ordinal) && family.StartsWith("verdict.", StringComparison.Ordinal))))
            .SelectMany(course => FormStudy.Items(items, course, FormsUnderPlan))
            .Where(item => item.Law.IfAdopted);
        var results = GuessStudy.Run(items, 1, asked).Where(result => result.Language == "en" && result.Strategy.EndsWith(UnderPlan, StringComparison.Ordinal)).ToArray();

        Assert.Contains(results, result => result is { Generator: "verdict", Strategy: "always 'administrative' if adopted", Items: > 300 });
        Assert.Contains(results, result => result is { Generator: "mutated-statement", Strategy: "believes only 'administrative' if adopted", Items: > 300 });
        Assert.All(results, result => Assert.True(!result.Pays, result.ToString()));
    }

    [Fact]
    public void If_adopted_has_more_than_one_answer_in_each_family_about_a_plan()
    {
        var items = ShippedContent.Items;
        var families = items.Families.Where(family => family.Generator == "verdict" && items.Edition.Rules[family.Rule].Rule.Status == RuleStatus.Proposed).ToArray();
        Assert.NotEmpty(families);
        Assert.All(families, family =>
        {
            var keys = Enumerable.Range(0, 300).Select(i => items.Create(family.Id, unchecked((uint)i * 2654435761u)).Options.First(option => option.Correct).Id).CountBy(id => id).ToDictionary(StringComparer.Ordinal);
            Assert.Equal(["administrative", "criminal", "not-covered"], keys.Keys.Order(StringComparer.Ordinal));
            Assert.All(keys.Values, count => Assert.InRange(count, 60, 150));
        });
    }

    // The little that each generator leaves evens out.
    [Theory]
    [MemberData(nameof(Languages))]
    public void Over_whole_exams_no_trick_earns_more_than_a_fiftieth_above_chance(string language) => Assert.All(
        Exams.Value.Where(result => result.Language == language).GroupBy(result => result.Strategy).Where(strategy => strategy.Count() >= Several),
        strategy =>
        {
            var items = strategy.Sum(result => result.Items);
            var gain = strategy.Sum(result => result.Gain * result.Items) / items;
            var error = Math.Sqrt(strategy.Sum(result => Math.Pow(result.StandardError * result.Items, 2))) / items;
            Assert.True(gain < Math.Max(0.02, 2 * error), $"{strategy.Key} in {language} earns {gain:0.000} above chance over {items} items, standard error {error:0.000}.");
        });

    [Theory]
    [InlineData(9, 0.69, 0.25, 0.144, true)]
    [InlineData(9, 0.67, 0.25, 0.144, false)]
    [InlineData(20_000, 0.30, 0.25, 0.003, false)]
    [InlineData(20_000, 0.31, 0.25, 0.003, true)]
    [InlineData(20_000, 0.10, 0.25, 0.003, false)]
    public void A_trick_pays_beyond_three_standard_errors_and_the_margin(int count, double score, double chance, double error, bool pays) =>
        Assert.Equal(pays, new GuessResult("verdict", "en", "longest option", count, score, chance, error).Pays);

    [Fact]
    public void The_standard_error_is_that_of_blind_guessing()
    {
        var items = ShippedContent.Items;
        var result = Assert.Single(GuessStudy.Run(items, 1, Enumerable.Range(0, 400).Select(i => items.Create("contrast.former-holder-disclosure", (uint)i))), result => result is { Language: "en", Strategy: "always first" });
        Assert.Equal(Math.Sqrt(1.0 / 3 * (2.0 / 3) / 400), result.StandardError, 6);
    }

    [Fact]
    public void Ticking_everything_earns_nothing() =>
        Assert.All(Exams.Value.Where(result => result.Strategy == "everything"), result => Assert.Equal(0, result.Score));

    [Fact]
    public void A_pool_that_gives_its_keys_away_is_noticed()
    {
        // Only items whose key is the longest option are left.
        var items = ShippedContent.Items;
        var pool = ItemRun.From(items, 3).Take(4000).Where(item => item.Kind == QuestionKind.SingleChoice).Where(item =>
        {
            var text = items.Render(item, "en");
            var longest = text.Options.MaxBy(option => option.Text.Length)!;
            return item.Options.First(option => option.Id == longest.Id).Correct && text.Options.Count(option => option.Text.Length == longest.Text.Length) == 1;
        });
        var results = GuessStudy.Run(items, 3, pool).Where(result => result is { Language: "en", Strategy: "longest option" }).ToArray();
        Assert.NotEmpty(results);
        Assert.All(results, result => Assert.Equal(1, result.Score));
    }
}
