using KnbTraining.Content.Editions;
using KnbTraining.Content.Items;
using KnbTraining.Content.Reference;
using KnbTraining.Rules;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content;

/// <summary>
/// What a lawyer would dispute is not asked: a silence is keyed only where the sources are silent, and no plan is supposed where the
/// law in force already punishes what the key denies.
/// </summary>
public sealed class AskedSilenceTests
{
    private const int Variants = 200;

    private static readonly string NoneAdministrative = LiabilityIds.Of(Liability.NoneAdministrative);

    private static readonly string Administrative = LiabilityIds.Of(Liability.Administrative);

    private static readonly Lazy<Item[]> Made = new(() =>
        [.. Items.Families.SelectMany(family => Enumerable.Range(0, family.IsAuthored ? 1 : Variants).Select(variant => Items.Create(family.Id, unchecked((uint)variant * 2654435761u))))]);

    private static ItemBank Items => ShippedContent.Items;

    private static Vocabulary Vocabulary => Items.Edition.RuleBook.Vocabulary;

    // According to the NSC's answer article 504 reaches cleared people only (F-102): of others the sources say just that.
    [Fact]
    public void A_trip_of_somebody_never_cleared_stands_only_beside_one_that_a_rule_reaches_and_is_never_called_not_covered()
    {
        static bool IsSuch(Situation situation) => situation["holder"] == "none" && situation["act"] == "travel-abroad";
        var told = Made.Value.Where(item => item.Situations.Any(IsSuch)).ToArray();
        Assert.NotEmpty(told);
        Assert.All(told, item =>
        {
            Assert.Equal("contrast", item.Family.Generator);
            Assert.Equal(Administrative, item.Options[0].Claim.ByName["liability"]);
            Assert.Single(item.Situations, situation => !IsSuch(situation) && Book(situation, item.Law) == Liability.Administrative);
        });

        var supposed = Changes().Where(change => IsSuch(change.Changed)).ToArray();
        Assert.NotEmpty(supposed);
        Assert.All(supposed, change => Assert.True(change.Option.Correct, $"{change.Item.Id}: {change.Option.Id} is called a change of nothing"));
    }

    [Fact]
    public void Where_the_sources_tell_whom_an_article_reaches_nobody_is_asked_whether_there_is_no_administrative_liability()
    {
        var asked = Made.Value.Where(item => item.Situations.Any(situation => TellsReach(situation, item.Law))).ToArray();
        Assert.Contains(asked, item => item.Situations.Any(situation => situation["holder"] == "none"));
        Assert.Contains(asked, item => item.Situations.Any(situation => situation["holder"] == "former" && situation["approval"] == "given"));
        Assert.All(asked, item =>
        {
            Assert.DoesNotContain(item.Options, option => option.Claim.ByName.GetValueOrDefault("liability") as string == NoneAdministrative);
            Assert.False(item.Family.Generator == "standing" && (string)item.Options[0].Claim.ByName["liability"] == Administrative, item.Id);
        });
        Assert.DoesNotContain(Changes(), change => TellsReach(change.Item.Situations[0], change.Item.Law) && Book(change.Changed, change.Item.Law) == Liability.NoneAdministrative);
        Assert.DoesNotContain(Changes(), change => TellsReach(change.Changed, change.Item.Law) && Book(change.Item.Situations[0], change.Item.Law) == Liability.NoneAdministrative);
    }

    // Article 504 does not apply to people whose access has ended (F-103), whatever they did: who says so of a lost carrier is not plainly wrong.
    [Fact]
    public void Nobody_whom_an_article_does_not_reach_is_wrongly_said_to_have_no_administrative_liability()
    {
        var offered = Made.Value.Where(item => !item.Law.IfAdopted).SelectMany(item => item.Options.Where(option => !option.Correct).Select(option => (Item: item, Claim: option.Claim.ByName)))
            .Where(option => option.Claim.GetValueOrDefault("liability") as string == NoneAdministrative && option.Claim.TryGetValue("situation", out _)
                && option.Claim.GetValueOrDefault("holds") is not false)
            .ToArray();
        Assert.Contains(offered, option => SituationOf(option)["holder"] == "current");
        Assert.Empty(offered.Where(option => SituationOf(option)["holder"] is "former" or "none").Select(option => option.Item.Id));

        static Situation SituationOf((Item Item, IReadOnlyDictionary<string, object> Claim) option) => option.Item.Situations[(int)option.Claim["situation"]];
    }

    // A glossary that follows the law speaks of lawful possession: whether a finder can lose a carrier, the sources leave open.
    [Fact]
    public void Nobody_loses_a_carrier_that_was_not_entrusted()
    {
        Assert.DoesNotContain(Made.Value.SelectMany(item => item.Situations).Concat(Changes().Select(change => change.Changed)), situation => situation["act"] == "carrier-loss" && situation["holder"] == "none");
        var stories = ShippedContent.Documents.Find("vignettes/carrier-loss.yaml")!;
        Assert.DoesNotContain(stories.Split('\n'), line => line.Contains("holders:", StringComparison.Ordinal) && line.Contains("none", StringComparison.Ordinal));
        Assert.All(["came upon", "had left {{ carrier }} in a", "A colleague had asked", "A friend", "By mistake", "found {{ carrier }}"], found => Assert.DoesNotContain(found, stories, StringComparison.Ordinal));
    }

    [Fact]
    public void Of_the_two_people_of_a_contrast_the_same_facts_are_told_but_for_one()
    {
        var contrasts = Made.Value.Where(item => item.Family.Generator == "contrast").ToArray();
        Assert.Contains(contrasts, item => item.Situations.Any(situation => situation["holder"] == "none"));
        foreach (var item in contrasts)
        {
            Assert.Single(item.Situations[0].Facts, fact => item.Situations[1][fact.Key] != fact.Value);
            string[][] told = [.. Items.Render(item, "en").Case!.Split('\n').Select(told => new[] { "obligation", "approv" }.Where(word => told.Contains(word, StringComparison.OrdinalIgnoreCase)).ToArray())];
            Assert.True(item.Situations[0]["act"] == "travel-abroad" || told[0].Contains("obligation") == told[1].Contains("obligation"), $"{item.Id}: {Items.Render(item, "en").Case}");
            Assert.True(item.Situations[0]["act"] != "travel-abroad" || told[0].Contains("approv") == told[1].Contains("approv"), $"{item.Id}: {Items.Render(item, "en").Case}");
        }
    }

    // "Suppose the amendments had been in force": the law that stands is supposed too, and part 2 of article 504 is part of it.
    [Fact]
    public void If_adopted_no_case_is_asked_for_which_the_law_in_force_provides_the_administrative_liability_that_the_key_denies()
    {
        var supposing = Made.Value.Where(item => item.Law.IfAdopted && item.Situations.Count > 0).ToArray();
        Assert.Contains(supposing, item => item.Situations.Any(situation => Provides(situation)));
        Assert.All(supposing, item => Assert.All(item.Situations, situation => Assert.False(IsDenied(situation, item.Law), $"{item.Id}: {situation}")));
        Assert.DoesNotContain(Changes().Where(change => change.Item.Law.IfAdopted), change => IsDenied(change.Changed, change.Item.Law));
    }

    // In a table or a comparison an answer is a bare word or the number of a case: it cannot say that it speaks of the sources alone.
    [Fact]
    public void In_force_only_answers_that_speak_of_the_sources_stand_against_an_administrative_liability_that_the_law_provides()
    {
        var denying = Made.Value.Where(item => !item.Law.IfAdopted
            && item.Options.Any(option => option.Claim.ByName.GetValueOrDefault("liability") as string == Administrative)
            && item.Situations.Any(situation => IsDenied(situation, item.Law))).ToArray();
        Assert.All(denying, item => Assert.Contains(item.Family.Generator, new[] { "verdict", "mutated-statement", "standing" }));
        Assert.Contains(denying, item => item.Family.Generator == "verdict");
    }

    [Fact]
    public void Nothing_is_called_not_covered_at_all() =>
        Assert.All(ShippedContent.Documents.Under("stems"), document =>
        {
            Assert.DoesNotContain("situation at all", document.Value, StringComparison.Ordinal);
            Assert.DoesNotContain("вообще не рассматрива", document.Value, StringComparison.Ordinal);
            Assert.DoesNotContain("мүлде қарастырмай", document.Value, StringComparison.Ordinal);
        });

    private static Liability Book(Situation situation, Law law) => Items.Edition.RuleBook.Evaluate(situation, law).Liability;

    private static bool TellsReach(Situation situation, Law law) => Items.Edition.RuleBook.Evaluate(situation, law) is { Liability: Liability.NotCovered } verdict
        && verdict.Deciding.Any(rule => Items.Edition.Rules[rule.Id].Basis.Any(basis => basis.Purpose == BasisPurpose.Reach));

    private static bool Provides(Situation situation) => Items.Edition.Background.Any(entry => entry.Liability == Liability.Administrative
        && entry.When.All(condition => situation[condition.Dimension] is { } value && condition.Values.Contains(value)));

    private static bool IsDenied(Situation situation, Law law) => Provides(situation) && Book(situation, law) != Liability.Administrative;

    /// <summary>What each answer of "which single change" supposes.</summary>
    private static IEnumerable<(Item Item, ItemOption Option, Situation Changed)> Changes() => Made.Value
        .Where(item => item.Family.Generator == "counterfactual")
        .SelectMany(item => item.Options.Select(option =>
        {
            var change = (KeyValuePair<string, string>)option.Claim.ByName["change"];
            return (item, option, Vocabulary.With(item.Situations[0], change.Key, change.Value));
        }));
}
