using KnbTraining.Content.Editions;
using KnbTraining.Content.Reference;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content;

/// <summary>Who names a legal basis, and that no key rests on one that no source names.</summary>
public sealed class BasisFindingTests
{
    private const string Duty = "rules/non-disclosure/obligation-binds-holder.yaml";
    private const string Criminal = "rules/liability/current-holder-disclosure.yaml";
    private const string Travel = "rules/travel-approval/current-holder-without-approval.yaml";
    private const string Question = "questions/obligation-given-to-state.yaml";
    private const string NamedInSeven = "named-by: { source: liability-report, paragraph: 7 }";

    private static DocumentSetBuilder Shipped => DocumentSetBuilder.FromShipped();

    [Fact]
    public void A_basis_named_in_a_paragraph_that_the_rule_does_not_cite_is_found() =>
        Shipped.Replacing(Travel, "paragraph: 8 }", "paragraph: 12 }")
            .Finds(Travel, "instrument: cao", "The basis 'cao' is named in paragraph 12 of 'liability-report', which the rule does not cite.", "Cite that paragraph");

    [Fact]
    public void A_basis_that_neither_a_source_nor_the_background_names_is_found() =>
        Shipped.Replacing(Criminal, "article: \"185\", part: \"2\"", "article: \"187\", part: \"2\"")
            .Finds(Criminal, "instrument: criminal-code", "No entry of the legal background is about the basis 'criminal-code' of this rule.", "Add one to background.yaml");

    [Fact]
    public void A_point_that_calls_a_basis_settled_which_only_the_background_names_is_found() =>
        Shipped.Replacing(Duty, NamedInSeven, "named-by: background")
            .Finds(Duty, "id: law-article", "The point 'law-article' says that the sources settle a legal basis, and no source names one for that.", "Move it to `left-open`");

    [Fact]
    public void A_basis_named_for_another_purpose_settles_nothing() =>
        Shipped.Replacing(Duty, "for: duty", "for: alignment")
            .Finds(Duty, "id: law-article", "The point 'law-article' says that the sources settle a legal basis, and no source names one for that.", "Move it to `left-open`");

    [Fact]
    public void A_point_that_calls_a_basis_open_which_a_source_names_is_found() =>
        Shipped.Replacing(Criminal, "named-by: background", "named-by: { source: liability-report, paragraph: 9 }")
            .Finds(Criminal, "id: criminal-article", "The point 'criminal-article' says that the sources leave a legal basis open, and a source names it.", "Move it to `stated`.");

    [Theory]
    [InlineData("en", "clearance who is bound", "clearance who under article 185 is bound")]
    [InlineData("ru", "Согласно ответу КНБ, лицо", "Согласно ответу КНБ, по статье 185 лицо")]
    [InlineData("kk", "ҰҚК жауабы бойынша, мемлекеттік", "ҰҚК жауабы бойынша, 185-бап бойынша мемлекеттік")]
    public void A_statement_that_names_an_article_which_no_source_names_is_found_in_its_language(string language, string passage, string by) =>
        Shipped.Replacing(Criminal, passage, by)
            .Finds(Criminal, "\"185\"", $"A text in '{language}' names the place '185' of a law, which no source names for the rules it rests on.", "Leave the number out");

    [Fact]
    public void A_question_that_names_an_article_which_no_source_names_for_its_rules_is_found() =>
        Shipped.Replacing(Question, "rules: [written-obligation-before-clearance]", "rules: [obligation-outlives-clearance]")
            .Finds(Question, "article 29", "A text in 'en' names the place '29' of a law", "Leave the number out");

    [Fact]
    public void A_basis_says_what_it_is_for_and_who_names_it()
    {
        Shipped.Replacing(Duty, "for: duty, ", "").Finds(Duty, "instrument: law-state-secrets", "'for' is missing.", "Add it.");
        Shipped.Replacing(Duty, "for: duty", "for: fun").Finds(Duty, "for: fun", "'fun' is not known for 'for'.", "Use one of: liability, duty, tasks, meaning, reach, limits, amendment, draft, alignment.");
        Shipped.Replacing(Duty, $", {NamedInSeven}", "").Finds(Duty, "instrument: law-state-secrets", "'named-by' is missing.", "Add it.");
        Shipped.Replacing(Duty, NamedInSeven, "named-by: rumour").Finds(Duty, "rumour", "'named-by' must hold key: value pairs.", "Indent them below it");
    }

    [Fact]
    public void Every_purpose_has_its_words() =>
        Shipped.Replacing("vocabulary.yaml", "  - id: alignment\n", "  - id: aligned\n")
            .Finds("vocabulary.yaml", "basis-purposes:", "The purpose 'alignment' has no label.", "Add it to the list.");

    // What is marked is checked: a point about an article that is not marked would slip through.
    [Fact]
    public void Every_shipped_point_about_an_article_says_what_it_is_named_for() => Assert.All(
        ShippedContent.Edition.Rules.Values.SelectMany(rule => rule.Stated.Concat(rule.LeftOpen)).Where(point => point.Text["en"].StartsWith("the article", StringComparison.Ordinal)),
        point => Assert.True(point.Names is not null, $"{point.Id}: {point.Text["en"]}"));

    // Facts F-116 and F-122 name no law, F-096 to F-099 no article; article 32 is what 504 is to be aligned with (F-109).
    [Fact]
    public void What_the_sources_name_is_as_the_fact_base_says()
    {
        string[] Named(string rule) =>
            [.. ShippedContent.Edition.Rules[rule].Basis.Where(basis => basis.NamedBy is not null).Select(basis => $"{basis.Place.Instrument} {basis.Place.Article}{basis.Place.Item} {basis.Purpose}")];
        Assert.All(
            ["clearance-defined", "state-secrets-and-kinds", "obligation-outlives-clearance", "current-holder-disclosure", "former-holder-carrier-loss", "current-holder-with-approval"],
            rule => Assert.Empty(Named(rule)));
        Assert.Equal(["cao 504 Liability", "cao 504 Reach"], Named("current-holder-without-approval"));
        Assert.Equal(["cao-draft-amendment  Draft", "cao 504 Amendment", "law-state-secrets 32 Alignment"], Named("former-holder-without-approval-planned"));
        Assert.Contains("decree-579 64-25 Tasks", Named("nsc-tasks"));
    }

    [Fact]
    public void A_rule_card_tells_what_a_place_is_for_and_whether_a_source_names_it()
    {
        Assert.Equal(
            ["CAO draft amendment (the draft that carries the plan)", "CAO, article 504 (to be amended if the plan is adopted)", "Law on State Secrets, article 32 (to be brought into line with it; no basis of liability)"],
            ShippedContent.Items.ForRule("former-holder-without-approval-planned", "en").Basis);
        Assert.Equal(["Criminal Code, article 185, part 2 (liability; not named in the sources, known from a copy of the law)"], ShippedContent.Items.ForRule("current-holder-disclosure", "en").Basis);
    }

    [Fact]
    public void An_explanation_names_only_what_a_source_names()
    {
        var items = ShippedContent.Items;
        Assert.DoesNotContain(items.Explain(items.Create("verdict.current-holder-disclosure", 1), [], "en").Sources, line => line.Contains("185", StringComparison.Ordinal));
        Assert.Contains(items.Explain(items.Create("verdict.current-holder-without-approval", 1), [], "en").Sources, line => line.Contains("article 504", StringComparison.Ordinal));
    }
}
