using KnbTraining.Content.Items;
using KnbTraining.Content.Text;
using KnbTraining.Rules;
using KnbTraining.TestKit;

namespace KnbTraining.UnitTests.Content;

public sealed class SituationExplanationTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);
    private static readonly ItemBank Bank = EditionSample.Edition.ItemsOn(Today);

    [Fact]
    public void An_unapproved_trip_of_a_former_holder_is_explained_by_the_rule_that_decides_and_the_plan_that_would_change_it()
    {
        var why = Explain([new("holder", "former"), new("act", "travel-abroad"), new("approval", "absent")]);
        Assert.Equal("No administrative liability", why.Answer);
        Assert.Contains(why.Steps, step => step is { Mark: ExplanationMark.Decides, RuleId: "former-holder-without-approval" });
        Assert.Contains(why.Steps, step => step is { Mark: ExplanationMark.Misses, RuleId: "current-holder-without-approval" });
        Assert.Contains(why.Steps, step => step is { Mark: ExplanationMark.Planned, RuleId: "former-holder-without-approval-planned" });
        Assert.Contains(why.Sources, source => source.Contains("undated", StringComparison.Ordinal));
        Assert.Null(why.Caution);
    }

    [Fact]
    public void Every_situation_is_explained_in_every_language_and_a_silence_carries_its_caution()
    {
        foreach (var situation in EditionSample.Edition.RuleBook.Vocabulary.Space)
        {
            foreach (var law in new[] { new Law(Today), new Law(Today, IfAdopted: true) })
            {
                var silent = EditionSample.Edition.RuleBook.Evaluate(situation, law).Liability == Liability.NotCovered;
                Assert.All(Languages.All, language =>
                {
                    var why = Bank.ForSituation(situation, law, language);
                    Assert.NotEmpty(why.Answer);
                    Assert.Equal(silent, why.Caution is not null);
                });
            }
        }
    }

    [Fact]
    public void A_rule_without_an_answer_names_a_caution_and_every_rule_its_dated_background()
    {
        var open = Bank.ForRule("single-regime-breach-open", "en");
        Assert.NotNull(open.Caution);
        Assert.Contains(open.BackgroundNotes, note => note.Contains("2024", StringComparison.Ordinal));
        var stated = Bank.ForRule("current-holder-disclosure", "en");
        Assert.Null(stated.Caution);
        Assert.Contains(stated.BackgroundNotes, note => note.Contains("2023", StringComparison.Ordinal));
        Assert.NotEmpty(stated.Basis);
        Assert.NotEmpty(stated.Sources);
    }

    private static Explanation Explain(KeyValuePair<string, string>[] facts) =>
        Bank.ForSituation(EditionSample.Edition.RuleBook.Vocabulary.Complete(facts), new Law(Today), "en");
}
