using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content;

/// <summary>What a key turns on is said, cited, and may be keyed.</summary>
public sealed class KeyFactFindingTests
{
    private const string Rule = "rules/travel-approval/former-holder-without-approval-planned.yaml";
    private const string Point = "rules/liability/current-holder-disclosure.yaml";
    private const string Question = "questions/planned-which-draft.yaml";

    private static DocumentSetBuilder Shipped => DocumentSetBuilder.FromShipped();

    [Fact]
    public void A_rule_that_says_nothing_of_it_is_found() =>
        Shipped.Replacing(Rule, "keys-on: [F-110]\n", "").Finds(Rule, "sources:", "The rule 'former-holder-without-approval-planned' does not say on which facts answers about it turn.", "Add them under `keys-on`.");

    [Fact]
    public void A_question_that_says_nothing_of_it_is_found() =>
        Shipped.Replacing(Question, "keys-on: [F-108]\n", "").Finds(Question, null, "'keys-on' is missing.", "Add it.");

    [Fact]
    public void A_key_on_an_opinion_is_found()
    {
        Shipped.Replacing(Rule, "keys-on: [F-110]", "keys-on: [F-107]").Finds(Rule, "keys-on:", "A key turns on the fact 'F-107', which may not be keyed.", "Let the key rest on another fact.");
        Shipped.Replacing(Question, "keys-on: [F-108]", "keys-on: [F-107]").Finds(Question, "keys-on:", "A key turns on the fact 'F-107', which may not be keyed.", "Let the key rest on another fact.");
    }

    [Fact]
    public void A_key_on_a_fact_that_no_rule_concerned_cites_is_found()
    {
        Shipped.Replacing(Question, "keys-on: [F-108]", "keys-on: [F-093]").Finds(Question, "keys-on:", "A key turns on the fact 'F-093', which no rule concerned cites.", "Cite it in the rule");
        Shipped.Replacing(Point, "    keys-on: [F-101]", "    keys-on: [F-093]").Finds(Point, "keys-on:", "A key turns on the fact 'F-093', which no rule concerned cites.", "Cite it in the rule");
    }
}
