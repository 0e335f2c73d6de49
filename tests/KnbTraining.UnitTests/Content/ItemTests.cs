using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Items;
using KnbTraining.Content.Text;
using KnbTraining.Rules;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content;

/// <summary>Every family of the shipped content, over many variants.</summary>
public sealed partial class ItemTests
{
    private const int Variants = 60;

    private static readonly ConcurrentDictionary<string, Item[]> Made = new(StringComparer.Ordinal);

    private static ItemBank Items => ShippedContent.Items;

    private static IEnumerable<string> Families => Items.Families.Select(family => family.Id);

    [Fact]
    public void Each_generator_has_families_and_each_rule_with_a_verdict_is_asked()
    {
        Assert.Equal(
            [
                "authored", "body-task", "contrast", "counterfactual", "duty", "left-open", "mutated-statement",
                "standing", "term-meaning", "verdict", "verdict-table", "who-is-liable",
            ],
            Items.Families.Select(family => family.Generator).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.All(
            Items.Edition.Rules.Values.Where(rule => rule.Rule.Then.Liability is not null),
            rule => Assert.Contains(Items.Families, family => family.Rule == rule.Id && family.Generator is "verdict" or "standing" or "mutated-statement"));
    }

    [Fact]
    public void Every_variant_is_sound_and_its_wrong_options_are_wrong() => Each.Of(Families, family =>
    {
        foreach (var item in Some(family))
        {
            Assert.Equal(item.Options.Count, item.Options.Select(option => option.Id).Distinct(StringComparer.Ordinal).Count());
            Assert.InRange(item.Options.Count, 2, 16);
            Assert.Equal(family[(family.IndexOf('.', StringComparison.Ordinal) + 1)..], item.Family.Generator == "authored" ? family["authored.".Length..] : item.Rules[0]);
            Assert.NotEmpty(item.Citations);
            Assert.All(item.Rules, rule => Assert.Contains(rule, Items.Edition.Rules));
            Assert.All(item.Options, option =>
            {
                Assert.Equal(option.Correct, option.Misconception is null);
                Assert.True(option.Misconception is null || Items.Edition.Misconceptions.ContainsKey(option.Misconception));
            });
            if (item.Kind == QuestionKind.MultipleChoice)
            {
                Assert.InRange(item.Options.Count(option => option.Correct), 1, item.Options.Count - 1);
            }
            else
            {
                var groups = item.Kind == QuestionKind.Matching ? item.Options.GroupBy(option => option.Id.Split('=')[0]) : item.Options.GroupBy(_ => "");
                Assert.All(groups, group => Assert.Single(group, option => option.Correct));
            }

            Assert.InRange(Difficulty.Of(Items, item).Level, 1, 12);
            if (item.Family.Generator is "verdict" or "mutated-statement")
            {
                ProveVerdict(item, item.Verdict!);
            }
        }
    });

    [Fact]
    public void Every_variant_reads_cleanly_in_three_languages() => Each.Of(Families, family =>
    {
        foreach (var item in Some(family))
        {
            foreach (var language in Languages.All)
            {
                var text = Items.Render(item, language);
                var options = text.Options.Concat(text.Rows).Concat(text.Choices).ToArray();
                string[] all = [text.Case ?? text.Question, text.Question, .. options.Select(option => option.Text)];
                Assert.All(all, words =>
                {
                    Assert.False(string.IsNullOrWhiteSpace(words), $"{item.Id} {language}: empty");
                    Assert.DoesNotContain("{{", words, StringComparison.Ordinal);
                    Assert.DoesNotContain("}}", words, StringComparison.Ordinal);
                    Assert.DoesNotContain("%}", words, StringComparison.Ordinal);
                    Assert.False(Unclean().IsMatch(words), $"{item.Id} {language}: '{words}'");
                    Assert.False(Mixed().IsMatch(words), $"{item.Id} {language}: '{words}'");
                    Assert.False(language == Languages.English ? Cyrillic().IsMatch(words) : Latin().IsMatch(words), $"{item.Id} {language}: '{words}'");
                });
                Assert.Equal(text.Options.Count, text.Options.Select(option => option.Text).Distinct(StringComparer.Ordinal).Count());
                Assert.Equal(text.Choices.Count, text.Choices.Select(choice => choice.Text).Distinct(StringComparer.Ordinal).Count());
                Assert.Equal(text.Rows.Count, text.Rows.Select(row => row.Text).Distinct(StringComparer.Ordinal).Count());
                Assert.Equal(
                    item.Options.Select(option => option.Id),
                    item.Kind == QuestionKind.Matching ? text.Rows.SelectMany(row => text.Choices.Select(choice => $"{row.Id}={choice.Id}")) : text.Options.Select(option => option.Id));
            }
        }
    });

    [Fact]
    public void The_same_id_gives_the_same_item_and_words_also_in_a_second_edition_of_the_same_documents() => Each.Of(Families, family =>
    {
        foreach (var item in Some(family).Take(6))
        {
            Assert.True(Items.TryFind(item.Id, out var again));
            Assert.True(Second.Value.TryFind(item.Id, out var elsewhere));
            Assert.Equal(Json(Items, item), Json(Items, again));
            Assert.Equal(Json(Items, item), Json(Second.Value, elsewhere));
            Assert.Equal(item.Decision, elsewhere.Decision);
        }
    });

    [Fact]
    public void Each_family_about_one_case_tells_at_least_two_hundred_stories_in_each_language()
    {
        var families = Items.Families.Where(family => family.Generator is "verdict" or "contrast" or "counterfactual" or "duty" or "mutated-statement" or "standing").ToArray();
        Assert.NotEmpty(families);
        Assert.All(families, family =>
        {
            var stories = Languages.All.ToDictionary(language => language, _ => new HashSet<string>(StringComparer.Ordinal), StringComparer.Ordinal);
            for (var variant = 0u; variant < 1000 && stories.Values.Any(told => told.Count < 200); variant++)
            {
                var item = Items.Create(family.Id, unchecked(variant * 2654435761u));
                foreach (var (language, told) in stories)
                {
                    told.Add(Items.Render(item, language).Case!);
                }
            }

            Assert.All(stories.Values, told => Assert.InRange(told.Count, 200, 1000));
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("~1")]
    [InlineData("verdict.current-holder-disclosure")]
    [InlineData("verdict.current-holder-disclosure~")]
    [InlineData("verdict.current-holder-disclosure~xyz")]
    [InlineData("verdict.current-holder-disclosure~-1")]
    [InlineData("verdict.current-holder-disclosure~100000000")]
    [InlineData("verdict.current-holder-disclosure~A")]
    [InlineData("verdict.current-holder-disclosure~0a")]
    [InlineData("verdict.current-holder-disclosure~ a")]
    [InlineData("authored.planned-higher-fines~1")]
    [InlineData("verdict.ghost~1")]
    public void An_id_that_no_item_has_finds_nothing(string id)
    {
        Assert.False(Items.TryFind(id, out var item));
        Assert.Null(item);
    }

    [Theory]
    [InlineData("verdict.current-holder-disclosure~0")]
    [InlineData("verdict.current-holder-disclosure~ffffffff")]
    [InlineData("authored.planned-higher-fines~0")]
    public void The_first_and_the_last_variant_are_found(string id) => Assert.True(Items.TryFind(id, out _));

    [Fact]
    public void The_order_of_presentation_is_a_permutation_and_the_score_does_not_depend_on_it() => Each.Of(Families, family =>
    {
        foreach (var item in Some(family).Take(8))
        {
            string[] ids = item.Kind == QuestionKind.Matching
                ? [.. item.Options.Select(option => option.Id.Split('=')[0]).Distinct(), .. item.Options.Select(option => option.Id.Split('=')[1]).Distinct()]
                : [.. item.Options.Select(option => option.Id)];
            string[] right = [.. item.Options.Where(option => option.Correct).Select(option => option.Id)];
            for (var seed = 0UL; seed < 6; seed++)
            {
                var order = ItemBank.PresentationOrder(item, new StableRandom(seed));
                Assert.Equal(ids.Order(StringComparer.Ordinal), order.Order(StringComparer.Ordinal));
                Assert.Equal(order, ItemBank.PresentationOrder(item, new StableRandom(seed)));
                Assert.Equal(1, KnbTraining.Content.Items.Kinds.QuestionKinds.Of(item).Grade(item, new StableRandom(seed).Shuffle(right)));
            }
        }
    });

    [Fact]
    public void Right_stands_before_wrong_and_case_1_before_case_2_always_and_other_options_move()
    {
        var statement = Items.Create("mutated-statement.current-holder-disclosure", 1);
        var choice = Items.Create("verdict.current-holder-disclosure", 1);
        string[] ordered = [.. new[] { "contrast.former-holder-disclosure", "who-is-liable.current-holder-disclosure" }.SelectMany(family => Enumerable.Range(0, 20)
            .Select(seed => string.Join(' ', ItemBank.PresentationOrder(Items.Create(family, 1), new StableRandom((ulong)seed)))))];
        var orders = Enumerable.Range(0, 40).Select(seed => (
            Statement: string.Join(' ', ItemBank.PresentationOrder(statement, new StableRandom((ulong)seed))),
            Choice: string.Join(' ', ItemBank.PresentationOrder(choice, new StableRandom((ulong)seed))))).ToArray();

        Assert.All(orders, order => Assert.Equal("true false", order.Statement));
        Assert.All(ordered, order => Assert.True(order is "first second both" or "case-1 case-2 case-3", order));
        Assert.InRange(orders.Select(order => order.Choice).Distinct(StringComparer.Ordinal).Count(), 4, 24);
    }

    [Fact]
    public void About_half_of_the_statements_are_right()
    {
        var right = Enumerable.Range(0, 400).Count(variant => Items.Create("mutated-statement.former-holder-disclosure", (uint)variant).Options[0].Correct);
        Assert.InRange(right, 150, 250);
    }

    private static readonly Lazy<ItemBank> Second = new(() =>
        DocumentSetBuilder.FromShipped().CompileOrThrow().ItemsOn(ShippedContent.Items.LawDate));

    // Made once for all tests of this class, spread over the whole range of variants, as an exam draws them.
    private static Item[] Some(string family) => Made.GetOrAdd(family, static id =>
        [.. Enumerable.Range(0, Items.FindFamily(id)!.Generator == "authored" ? 1 : Variants).Select(variant => Items.Create(id, unchecked((uint)variant * 2654435761u)))]);

    /// <summary>A plan is also asked about by cases that the rules in force decide alike with and without it.</summary>
    private static bool PlanLeaves(Item item, Verdict verdict) =>
        Items.Edition.Rules[item.Family.Rule].Rule.Status == RuleStatus.Proposed
        && verdict.Deciding.Any()
        && verdict.Deciding.All(rule => rule.Status == RuleStatus.InForce)
        && Items.Edition.RuleBook.Evaluate(item.Situations[0], new Law(Items.LawDate)).Liability == verdict.Liability;

    private static void ProveVerdict(Item item, Verdict verdict)
    {
        var truth = Items.Edition.RuleBook.Evaluate(item.Situations[0], item.Law).Liability;
        Assert.Equal(truth, verdict.Liability);
        Assert.Null(verdict.Conflict);
        Assert.False(verdict.IsGap);
        Assert.True(verdict.Deciding.Any(rule => rule.Id == item.Family.Rule) || PlanLeaves(item, verdict), item.Id);
        Assert.All(verdict.Deciding, rule => Assert.Contains(rule.Id, item.Rules));
        Assert.Equal(Items.Edition.Rules[item.Family.Rule].Rule.Status == RuleStatus.Proposed, item.Law.IfAdopted);
        foreach (var option in item.Options)
        {
            var claim = option.Claim.ByName;
            var names = KnbTraining.Content.Reference.LiabilityIds.Of(truth) == (string)claim["liability"];
            Assert.Equal(option.Correct, claim.TryGetValue("holds", out var holds) ? names == (bool)holds : names);
        }
    }

    private static string Json(ItemBank items, Item item)
    {
        using var line = new MemoryStream();
        ItemJson.Write(line, items, item);
        return Encoding.UTF8.GetString(line.ToArray());
    }

    [GeneratedRegex(@"  |\s[.,;:!?»”)]|\.\.|,,|^\s|\s$|\bnull\b|[(«“]\s|!", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Unclean();

    [GeneratedRegex(@"\p{IsCyrillic}[A-Za-z]|[A-Za-z]\p{IsCyrillic}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Mixed();

    [GeneratedRegex(@"\p{IsCyrillic}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Cyrillic();

    [GeneratedRegex("[A-Za-z]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Latin();
}
