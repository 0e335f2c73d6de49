using System.Text.RegularExpressions;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Items;
using KnbTraining.Content.Text;
using KnbTraining.Rules;
using KnbTraining.TestKit.Content;
using YamlDotNet.RepresentationModel;

namespace KnbTraining.UnitTests.Content;

/// <summary>What is told and asked can be: over many variants of each family of the shipped content.</summary>
public sealed partial class AskedCaseTests
{
    private const int Variants = 60;

    private static readonly string[] Told = ["verdict", "mutated-statement", "standing", "contrast", "counterfactual", "duty"];

    private static readonly Lazy<(Item Item, ItemText English)[]> Made = new(() =>
        [.. Items.Families.Where(family => family.Generator is not "authored").SelectMany(family => Enumerable.Range(0, Variants)
            .Select(variant => Items.Create(family.Id, unchecked((uint)variant * 2654435761u)))
            .Select(item => (item, Items.Render(item, Languages.English))))]);

    private static ItemBank Items => ShippedContent.Items;

    [Fact]
    public void A_story_is_told_only_of_people_who_can_be_in_it()
    {
        var stories = ShippedContent.Documents.Under("vignettes").SelectMany(document => Stories(document.Key, document.Value)).ToLookup(story => story.Act, StringComparer.Ordinal);
        Assert.InRange(stories.Sum(act => act.Count()), 80, 500);
        foreach (var (item, text) in Made.Value.Where(made => Told.Contains(made.Item.Family.Generator)))
        {
            string[] cases = item.Situations.Count == 1 ? [text.Case!] : text.Case!.Split('\n');
            Assert.Equal(item.Situations.Count, cases.Length);
            foreach (var (situation, told) in item.Situations.Zip(cases))
            {
                var tellings = stories[situation["act"]!].Where(story => Array.TrueForAll(story.Marks, mark => told.Contains(mark, StringComparison.Ordinal))).ToArray();
                Assert.All(tellings, story => Assert.Contains(situation["holder"]!, story.Holders));
                Assert.All(tellings, story => Assert.Equal(item.Family.Generator == "duty", story.Ahead));
            }
        }
    }

    [Fact]
    public void Cases_of_a_contrast_are_told_by_one_story() => Assert.All(
        Made.Value.Where(made => made.Item.Family.Generator == "contrast"),
        made => Assert.Single(made.Item.Situations.Select(situation => situation["act"]).Distinct(StringComparer.Ordinal)));

    [Fact]
    public void Nobody_is_named_who_approves_the_trip_of_people_without_clearance()
    {
        var told = Made.Value.Where(made => Told.Contains(made.Item.Family.Generator)
            && made.Item.Situations.All(situation => situation["act"] == "travel-abroad" && situation["holder"] is not "current")).ToArray();
        Assert.NotEmpty(told);
        Assert.All(told, made => Assert.DoesNotContain("head of the organisation", made.English.Case!, StringComparison.Ordinal));
    }

    [Fact]
    public void Of_people_who_never_held_clearance_no_obligation_is_told_and_nothing_that_cannot_have_become_of_them()
    {
        foreach (var (item, text) in Made.Value.Where(made => Told.Contains(made.Item.Family.Generator) && made.Item.Situations.All(situation => situation["holder"] == "none")))
        {
            Assert.DoesNotContain("obligation", text.Case!, StringComparison.Ordinal);
            Assert.DoesNotContain(item.Options, option => option.Id is "holder.former" or "holder.candidate" or "obligation.signed" or "obligation.unsigned");
        }
    }

    [Fact]
    public void Of_five_thousand_items_none_tells_of_a_current_holder_without_signature() => Assert.DoesNotContain(
        ItemRun.From(Items, 7).Take(5000),
        item => item.Situations.Any(situation => situation["holder"] == "current" && situation["obligation"] == "unsigned"));

    [Fact]
    public void A_contrast_asks_about_a_liability_that_fits_at_least_one_of_the_two() => Assert.All(
        Made.Value.Where(made => made.Item.Family.Generator == "contrast").Select(made => made.Item),
        item =>
        {
            var asked = (string)item.Options[0].Claim.Parts[0].Value;
            Assert.Contains(item.Compared, verdict => KnbTraining.Content.Reference.LiabilityIds.Of(verdict.Liability) == asked);
            Assert.Equal(["first", "second", "both"], item.Options.Select(option => option.Id));
        });

    [Fact]
    public void If_adopted_every_case_has_the_act_or_the_subject_of_the_plan_and_at_most_a_third_lack_one_of_them()
    {
        var families = Items.Families.Where(family => family.Generator is "verdict" or "mutated-statement" or "verdict-table" or "who-is-liable" or "contrast" or "counterfactual"
            && Items.Edition.Rules[family.Rule].Rule.Status == RuleStatus.Proposed).ToArray();
        Assert.NotEmpty(families);
        foreach (var family in families)
        {
            var plan = Items.Edition.Rules[family.Rule].Rule;
            bool Shares(Situation situation, params string[] facts) =>
                plan.When.Any(condition => facts.Contains(condition.Dimension)) && plan.When.Where(condition => facts.Contains(condition.Dimension)).All(condition => condition.Holds(situation));
            var all = Enumerable.Range(0, 600).Select(variant => Items.Create(family.Id, unchecked((uint)variant * 2654435761u))).ToArray();
            Assert.All(all, item => Assert.All(item.Situations, situation => Assert.True(Shares(situation, "act") || Shares(situation, "holder", "capacity"), $"{item.Id}: {situation}")));
            if (family.Generator is "verdict" or "mutated-statement")
            {
                Assert.InRange(all.Count(item => !item.Situations.All(situation => Shares(situation, "act") && Shares(situation, "holder", "capacity"))), 0, 600 * 37 / 100);
            }
        }
    }

    [Fact]
    public void Who_is_liable_is_read_in_a_minute() => Assert.All(
        Made.Value.Where(made => made.Item.Family.Generator == "who-is-liable"),
        made => Assert.InRange($"{made.English.Case} {made.English.Question}".Split(' ', '\n').Length, 40, 150));

    [Fact]
    public void A_statement_is_labelled_apart_from_its_case_and_law_and_sources_are_said_once()
    {
        foreach (var (item, text) in Made.Value.Where(made => made.Item.Family.Generator == "mutated-statement"))
        {
            var lines = text.Case!.Split('\n');
            Assert.Equal(2, lines.Length);
            Assert.StartsWith("Statement: ", lines[1], StringComparison.Ordinal);
            var asked = $"{lines[1]} {text.Question}";
            Assert.Single(Sources().Matches(asked));
            Assert.InRange(Planned().Count(asked), item.Law.IfAdopted ? 1 : 0, item.Law.IfAdopted ? 1 : 0);
        }
    }

    [Fact]
    public void Who_calls_a_true_statement_wrong_is_told_to_deny_a_liability_or_to_suppose_one_and_not_which()
    {
        var names = Items.Edition.Misconceptions.Values.Where(misconception => misconception.Verdicts is SwapOutcomes).Select(misconception => misconception.Id).ToArray();
        var denied = Made.Value.Where(made => made.Item.Family.Generator == "mutated-statement").Select(made => made.Item)
            .Where(item => item.Options[0].Correct && item.Verdict!.Liability is Liability.Criminal or Liability.Administrative)
            .ToArray();
        Assert.NotEmpty(denied);
        Assert.All(denied, item => Assert.DoesNotContain(item.Options[1].Misconception, names));
    }

    [Fact]
    public void The_words_of_a_question_name_the_sources_once() => Assert.All(
        Made.Value.Where(made => made.Item.Family.Generator is "verdict" or "contrast" or "who-is-liable" or "verdict-table" or "counterfactual" or "duty"),
        made => Assert.InRange(Sources().Count(made.English.Question), 0, 1));

    [Fact]
    public void Beside_a_duty_stands_only_what_it_may_be_taken_for() => Assert.All(
        Made.Value.Where(made => made.Item.Family.Generator == "duty").Select(made => made.Item),
        item =>
        {
            var right = item.Options.Single(option => option.Correct).Id;
            Assert.All(item.Options.Where(option => !option.Correct), option => Assert.Contains(right, Items.Edition.Words.InventedDuties[option.Id].Beside));
        });

    /// <summary>The stories of a document, each with its words between placeholders: where all of them stand, it is told.</summary>
    private static IEnumerable<(string Act, string[] Holders, bool Ahead, string[] Marks)> Stories(string path, string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        foreach (var (key, list) in ((YamlMappingNode)stream.Documents[0].RootNode).Where(entry => entry.Key.ToString() is "stories" or "ahead"))
        {
            foreach (var story in ((YamlSequenceNode)list).Cast<YamlMappingNode>())
            {
                var english = string.Join(' ', story["text"]["en"].ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
                yield return (
                    Path.GetFileNameWithoutExtension(path),
                    [.. ((YamlSequenceNode)story["holders"]).Select(holder => holder.ToString())],
                    key.ToString() == "ahead",
                    [.. Placeholder().Split(english).Select(part => part.Trim()).Where(part => part.Length > 3)]);
            }
        }
    }

    [GeneratedRegex(@"\{\{[^}]*\}\}|\{%[^%]*%\}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\bsources\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Sources();

    [GeneratedRegex(@"\bplanned amendments\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Planned();
}
