using KnbTraining.Content.Editions;
using KnbTraining.Content.Items;
using KnbTraining.Content.Text;
using KnbTraining.Rules;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content;

public sealed class ExplanationTests
{
    private static ItemBank Items => ShippedContent.Items;

    private static IEnumerable<string> Families => Items.Families.Select(family => family.Id);

    [Fact]
    public void An_explanation_gives_the_answer_the_deciding_rule_and_its_sources_in_each_language() => Each.Of(Families, family =>
    {
        for (var variant = 0u; variant < 6; variant++)
        {
            var item = Items.Create(family, variant);
            foreach (var language in Languages.All)
            {
                var explanation = Items.Explain(item, [], language);
                var decides = explanation.Steps.Where(step => step.Mark == ExplanationMark.Decides).ToArray();
                Assert.False(string.IsNullOrWhiteSpace(explanation.Answer));
                Assert.Contains(explanation.Steps, step => step.Mark is ExplanationMark.Decides or ExplanationMark.Planned && step.RuleId == item.Rules[0]);
                Assert.All(decides, step => Assert.Contains(Items.Edition.Rules[step.RuleId!].Statement[language], step.Title, StringComparison.Ordinal));
                Assert.NotEmpty(explanation.Sources);
                Assert.Empty(explanation.MixUps);
                Assert.All(item.Citations, citation => Assert.Contains(explanation.Sources, line => line.Contains(Items.Edition.Sources[citation.Source].Label[language], StringComparison.Ordinal)));
                string[] words = [explanation.Answer, .. explanation.Sources, .. explanation.Steps.SelectMany(step => new[] { step.Title, step.Detail }), explanation.Caution ?? "", .. explanation.BackgroundNotes];
                Assert.All(words, text => Assert.False(text.Contains("{{", StringComparison.Ordinal) || text.Contains("%}", StringComparison.Ordinal) || text.Contains("  ", StringComparison.Ordinal), text));
            }
        }
    });

    [Fact]
    public void The_facts_of_an_explanation_are_those_that_such_a_person_can_have()
    {
        var strangers = 0;
        foreach (var item in Families.SelectMany(family => Enumerable.Range(0, 12).Select(variant => Items.Create(family, (uint)variant))).Where(item => item.Verdict is not null))
        {
            var situation = item.Verdict!.Situation;
            var matter = Items.Edition.RuleBook.DimensionsThatMatter(situation["act"]!).Where(dimension => Items.Edition.Words.MayVary(dimension, situation));
            var facts = Items.Explain(item, [], Languages.English).Steps.Count(step => step.Mark == ExplanationMark.Fact);
            Assert.Equal(1 + matter.Count(), facts);
            strangers += situation["holder"] == "none" ? 1 : 0;
        }

        // Of somebody never cleared nobody says whether an obligation was signed.
        Assert.True(strangers > 5, $"{strangers} cases");
    }

    [Fact]
    public void Cases_that_one_rule_decides_are_explained_together_and_every_case_has_its_verdict()
    {
        foreach (var family in Items.Families.Where(family => family.Generator is "contrast" or "who-is-liable" or "verdict-table"))
        {
            for (var variant = 0u; variant < 12; variant++)
            {
                var item = Items.Create(family.Id, variant);
                var steps = Items.Explain(item, [], "en").Steps;
                Assert.Equal(steps.Count, steps.Select(step => step.RuleId).Distinct(StringComparer.Ordinal).Count());
                Assert.All(Enumerable.Range(1, item.Situations.Count), n => Assert.Contains(steps, step => step.Title.Contains($"Case {n}: ", StringComparison.Ordinal)));
            }
        }
    }

    [Fact]
    public void The_rule_that_decides_is_the_one_that_the_rule_book_says_and_no_other() => Each.Of(Families, family =>
    {
        for (var variant = 0u; variant < 12; variant++)
        {
            var item = Items.Create(family, variant);
            if (item.Verdict is { } verdict)
            {
                var decides = Items.Explain(item, [], Languages.English).Steps.Where(step => step.Mark == ExplanationMark.Decides).Select(step => step.RuleId!);
                Assert.Equal(verdict.Deciding.Select(rule => rule.Id).Order(StringComparer.Ordinal), decides.Order(StringComparer.Ordinal));
            }
        }
    });

    [Fact]
    public void A_silence_is_never_shown_without_the_caution_that_it_is_no_permission() => Each.Of(Families, family =>
    {
        for (var variant = 0u; variant < 12; variant++)
        {
            var item = Items.Create(family, variant);
            foreach (var language in Languages.All)
            {
                var explanation = Items.Explain(item, [], language);
                var silence = Items.Edition.Words.Liabilities[Liability.NotCovered][language];
                var shown = explanation.Steps.Any(step => step.Title.Contains(silence, StringComparison.Ordinal));
                if (item.Verdict?.Liability == Liability.NotCovered || shown)
                {
                    Assert.False(string.IsNullOrWhiteSpace(explanation.Caution), $"{item.Id} {language}");
                }
            }
        }
    });

    [Fact]
    public void A_settled_verdict_carries_no_caution() =>
        Assert.Null(Items.Explain(Items.Create("verdict.current-holder-disclosure", 0), [], Languages.English).Caution);

    [Fact]
    public void A_wrong_choice_is_told_what_it_mixed_up_and_a_right_one_nothing() => Each.Of(Families, family =>
    {
        var item = Items.Create(family, 3);
        foreach (var language in Languages.All)
        {
            Assert.All(item.Options, option =>
            {
                var mixUps = Items.Explain(item, [option.Id], language).MixUps;
                if (option.Correct)
                {
                    Assert.Empty(mixUps);
                }
                else
                {
                    var mixUp = Assert.Single(mixUps);
                    Assert.Equal(option.Misconception, mixUp.MisconceptionId);
                    Assert.False(string.IsNullOrWhiteSpace(mixUp.Feedback) || string.IsNullOrWhiteSpace(mixUp.Label));
                }
            });
        }
    });

    [Fact]
    public void A_hand_written_option_answers_with_its_own_words()
    {
        var item = Items.Create("authored.planned-higher-fines", 0);
        var mixUp = Assert.Single(Items.Explain(item, ["b"], Languages.English).MixUps);
        Assert.Equal("For former holders the report speaks of planned liability, not clearly of a higher fine.", mixUp.Feedback);
    }

    [Fact]
    public void A_rule_that_misses_by_one_fact_is_named_with_that_fact()
    {
        var item = Items.Create("verdict.former-holder-without-approval", 0);
        var step = Assert.Single(Items.Explain(item, [], Languages.English).Steps, step => step is { Mark: ExplanationMark.Misses, RuleId: "current-holder-without-approval" });
        Assert.Equal("Clearance: held now", step.Detail);
    }

    [Fact]
    public void A_plan_that_would_change_the_answer_is_named()
    {
        var today = Items.Explain(Items.Create("verdict.former-holder-without-approval", 0), [], Languages.English);
        var changed = Enumerable.Range(0, 200).Select(i => Items.Create("verdict.former-holder-without-approval-planned", (uint)i)).First(item => item.Rules.Count == 1);
        var planned = Items.Explain(changed, [], Languages.English);

        Assert.Contains(today.Steps, step => step is { Mark: ExplanationMark.Planned, RuleId: "former-holder-without-approval-planned" });
        Assert.Contains(planned.Steps, step => step is { Mark: ExplanationMark.Planned, RuleId: "former-holder-without-approval" });
    }

    [Fact]
    public void A_plan_that_leaves_the_answer_as_it_is_is_said_to()
    {
        var item = Enumerable.Range(0, 200).Select(i => Items.Create("verdict.former-holder-without-approval-planned", (uint)i)).First(item => item.Verdict!.Liability == Liability.Criminal);
        var explanation = Items.Explain(item, ["administrative"], Languages.English);

        var step = Assert.Single(explanation.Steps, step => step.Mark == ExplanationMark.Planned);
        Assert.Equal("former-holder-without-approval-planned", step.RuleId);
        Assert.StartsWith("The plan that the question is about does not change this answer: Planned:", step.Title, StringComparison.Ordinal);
        Assert.Equal("plan-reach-overrated", Assert.Single(explanation.MixUps).MisconceptionId);
    }

    [Fact]
    public void Legal_background_is_shown_beside_a_silence_with_its_article_and_never_as_the_answer()
    {
        var explanation = Items.Explain(Items.Create("verdict.single-regime-breach-open", 0), [], Languages.English);
        Assert.NotEmpty(explanation.BackgroundNotes);
        Assert.Contains(explanation.BackgroundNotes, note => note.Contains("504", StringComparison.Ordinal));
        Assert.DoesNotContain("504", explanation.Answer, StringComparison.Ordinal);
    }
}
