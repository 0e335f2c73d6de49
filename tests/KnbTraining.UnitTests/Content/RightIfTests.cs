using KnbTraining.Content.Editions;
using KnbTraining.Content.Items;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;
using KnbTraining.Rules;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content;

/// <summary>What a chosen wrong answer would need to be right: held against a search of another kind, over the whole space.</summary>
public sealed class RightIfTests
{
    private static readonly Law[] Laws = [new(Items.LawDate), new(Items.LawDate, IfAdopted: true)];

    private static ItemBank Items => ShippedContent.Items;

    private static RuleBook Book => Items.Edition.RuleBook;

    [Fact]
    public void Over_the_whole_space_all_smallest_changes_are_found_and_none_smaller_exists()
    {
        var (told, never) = (0, 0);
        foreach (var situation in Book.Vocabulary.Space)
        {
            foreach (var law in Laws)
            {
                foreach (var claimed in Enum.GetValues<Liability>())
                {
                    var found = SmallestChange.Find(Book.Vocabulary, [new WantedVerdict(situation, verdict => verdict.Liability == claimed)], Judge(law), MayChange);
                    Assert.Equal(StepByStep(situation, law, claimed), found.Select(change => Changed(situation, change, law).ToString()).Order(StringComparer.Ordinal));
                    Assert.Equal(found.OrderBy(change => change.LawChanges), found);
                    told += found.Count > 0 ? 1 : 0;
                    never += found.Count == 0 ? 1 : 0;
                }
            }
        }

        // Both happen, or the comparison above says little.
        Assert.True(told > 500 && never > 100, $"{told} told, {never} never");
    }

    [Fact]
    public void An_obligation_that_nobody_was_asked_for_is_supposed_together_with_the_clearance_that_needs_it()
    {
        var sentences = Enumerable.Range(0, 60)
            .Select(variant => Items.Create("verdict.public-without-clearance-open", (uint)variant))
            .Where(item => item.Situations[0]["holder"] == "none")
            .SelectMany(item => Items.Explain(item, [.. item.Options.Where(option => !option.Correct).Select(option => option.Id)], Languages.English).WouldBeRight)
            .Where(right => right.Text.Contains("clearance were held now", StringComparison.Ordinal))
            .ToArray();
        Assert.NotEmpty(sentences);
        Assert.All(sentences, right => Assert.Contains("and the written obligation had been signed", right.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Each_wrong_option_about_liability_is_right_under_the_change_that_is_told()
    {
        var kinds = new HashSet<string>(StringComparer.Ordinal);
        Each.Of(Items.Families.Select(family => family.Id), family =>
        {
            for (var variant = 0u; variant < 8; variant++)
            {
                var item = Items.Create(family, variant);
                var wrong = item.Options.Where(option => !option.Correct).ToArray();
                var explanation = Items.Explain(item, [.. wrong.Select(option => option.Id)], Languages.English);
                Assert.Empty(Items.Explain(item, [.. item.Options.Where(option => option.Correct).Select(option => option.Id)], Languages.English).WouldBeRight);
                if (item.Family.Generator is "verdict" or "verdict-table" or "contrast" or "who-is-liable")
                {
                    kinds.Add(item.Family.Generator);
                    Assert.Equal(wrong.Select(option => option.Id), explanation.WouldBeRight.Select(right => right.OptionId));
                }

                foreach (var right in explanation.WouldBeRight)
                {
                    var option = item.Options.First(one => one.Id == right.OptionId);
                    Assert.All(right.Changes, change => Assert.True(HoldsAfter(item, option, change), $"{item.Id} {option.Id}"));
                }
            }
        });
        Assert.Equal(4, kinds.Count);
    }

    [Fact]
    public void It_is_one_sentence_in_each_language_that_names_the_answer_and_says_the_law_last() => Each.Of(Items.Families.Select(family => family.Id), family =>
    {
        var item = Items.Create(family, 3);
        foreach (var language in Languages.All)
        {
            foreach (var right in Items.Explain(item, [.. item.Options.Select(option => option.Id)], language).WouldBeRight)
            {
                Assert.EndsWith(".", right.Text, StringComparison.Ordinal);
                Assert.DoesNotContain("  ", right.Text, StringComparison.Ordinal);
                Assert.DoesNotContain("{{", right.Text, StringComparison.Ordinal);
            }
        }
    });

    [Fact]
    public void Several_changes_in_one_sentence_stand_apart()
    {
        var joined = 0;
        foreach (var item in Items.Families.SelectMany(family => Enumerable.Range(0, 12).Select(variant => Items.Create(family.Id, (uint)variant))))
        {
            foreach (var (language, and) in new[] { (Languages.English, " and "), (Languages.Russian, " и "), (Languages.Kazakh, ", әрі ") })
            {
                foreach (var right in Items.Explain(item, [.. item.Options.Select(option => option.Id)], language).WouldBeRight.Where(right => right.Changes is [var plainest, ..] && plainest.Facts.Count + (plainest.LawChanges ? 1 : 0) > 1))
                {
                    // Whatever the answer itself says, the sentence says it once more between two changes.
                    joined++;
                    Assert.Contains(and, right.Text[(right.Text.LastIndexOfAny(['”', '»']) + 1)..] + right.Text[..Math.Max(0, right.Text.IndexOfAny(['“', '«']))], StringComparison.Ordinal);
                }
            }
        }

        Assert.True(joined > 50, $"{joined} sentences");
    }

    [Fact]
    public void A_former_holder_who_travels_without_approval_would_answer_for_it_if_clearance_were_held_or_the_plan_adopted()
    {
        var item = Items.Families.Where(family => family.Id == "verdict.former-holder-without-approval").SelectMany(family => Enumerable.Range(0, 200).Select(variant => Items.Create(family.Id, (uint)variant)))
            .First(item => item is { Law.IfAdopted: false, Verdict.Liability: Liability.NoneAdministrative } && item.Options.Any(option => option.Id == "administrative"));
        var right = Assert.Single(Items.Explain(item, ["administrative"], Languages.English).WouldBeRight);
        Assert.Equal("“Administrative liability” would be right if clearance were held now.", right.Text);
        Assert.Contains(right.Changes, change => change is { LawChanges: true, Facts.Count: 0 });
    }

    private static Func<Situation, bool, Verdict> Judge(Law law) => (situation, lawChanges) => Book.Evaluate(situation, law with { IfAdopted = law.IfAdopted != lawChanges });

    private static bool MayChange(Situation situation, string dimension, string value) =>
        dimension != "act" && Items.Edition.Words.MayVary(dimension, situation);

    private static (string Situation, bool IfAdopted) Changed(Situation situation, SmallestChange change, Law law) =>
        (change.Facts.Aggregate(situation, (before, fact) => Book.Vocabulary.With(before, fact.Dimension, fact.Value)).Id, law.IfAdopted != change.LawChanges);

    /// <summary>Goes out from the case, one change a step, until a step meets the wanted liability.</summary>
    private static IEnumerable<string> StepByStep(Situation start, Law law, Liability claimed)
    {
        HashSet<(Situation Situation, bool IfAdopted)> seen = [(start, law.IfAdopted)], ring = [(start, law.IfAdopted)];
        while (ring.Count > 0)
        {
            var met = ring.Where(place => Book.Evaluate(place.Situation, law with { IfAdopted = place.IfAdopted }) is { Conflict: null } verdict && verdict.Liability == claimed).ToArray();
            if (met.Length > 0)
            {
                return met.Select(place => (place.Situation.Id, place.IfAdopted).ToString()).Order(StringComparer.Ordinal);
            }

            ring = [.. ring.SelectMany(place => Steps(start, place)).Where(seen.Add)];
        }

        return [];
    }

    private static IEnumerable<(Situation Situation, bool IfAdopted)> Steps(Situation start, (Situation Situation, bool IfAdopted) place) =>
        Book.Vocabulary.Dimensions
            .Where(dimension => place.Situation[dimension.Id] is not null)
            .SelectMany(dimension => dimension.Values.Where(value => MayChange(start, dimension.Id, value)).Select(value => (Book.Vocabulary.With(place.Situation, dimension.Id, value), place.IfAdopted)))
            .Append((place.Situation, !place.IfAdopted));

    private static bool HoldsAfter(Item item, ItemOption option, SmallestChange change)
    {
        var claim = option.Claim.ByName;
        var law = item.Law with { IfAdopted = item.Law.IfAdopted != change.LawChanges };
        var first = claim.TryGetValue("situation", out var index) ? (int)index : 0;
        var liabilities = Enumerable.Range(0, claim.ContainsKey("first") ? 2 : 1)
            .Select(i => Book.Evaluate(
                change.Facts.Where(fact => fact.Case == i).Aggregate(item.Situations[first + i], (before, fact) => Book.Vocabulary.With(before, fact.Dimension, fact.Value)), law).Liability)
            .Select(liability => LiabilityIds.Of(liability) == (string)claim["liability"])
            .ToArray();
        return claim.TryGetValue("first", out var one) ? liabilities[0] == (bool)one && liabilities[1] == (bool)claim["second"] : liabilities[0];
    }
}
