using KnbTraining.Content.Text;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content;

/// <summary>Names that lead nowhere, rules that cannot be, and facts that may not be keyed.</summary>
public sealed class ReferenceFindingTests
{
    private const string Rule = "rules/travel-approval/current-holder-without-approval.yaml";
    private const string Planned = "rules/travel-approval/former-holder-without-approval-planned.yaml";
    private const string Definition = "rules/definitions/clearance-defined.yaml";
    private const string Competence = "rules/travel-approval/head-approves-travel.yaml";
    private const string Course = "courses/working-with-state-secrets.yaml";
    private const string Question = "questions/planned-higher-fines.yaml";

    private static DocumentSetBuilder Shipped => DocumentSetBuilder.FromShipped();

    [Fact]
    public void A_rule_in_a_lesson_that_does_not_exist_is_found()
    {
        var documents = Shipped;
        foreach (var language in Languages.All)
        {
            documents.Replacing($"lessons/travel-and-approval/{language}.md", ":::rule approval-before-travel", ":::rule ghost");
        }

        documents.Finds("lessons/travel-and-approval/en.md", ":::rule ghost", "The rule 'ghost' does not exist.", "Name an existing rule.");
    }

    [Fact]
    public void A_term_in_a_lesson_that_does_not_exist_is_found()
    {
        var documents = Shipped;
        foreach (var language in Languages.All)
        {
            documents.Appending($"lessons/travel-and-approval/{language}.md", "\n:::term ghost\n:::\n");
        }

        documents.Finds("lessons/travel-and-approval/en.md", ":::term ghost", "The term 'ghost' does not exist.", "Name a term of glossary.yaml.");
    }

    [Fact]
    public void A_question_in_a_lesson_that_cannot_be_asked_is_found()
    {
        var documents = Shipped;
        foreach (var language in Languages.All)
        {
            documents.Replacing($"lessons/travel-and-approval/{language}.md", ":::question verdict.current-holder-without-approval", ":::question verdict.head-approves-travel");
        }

        documents.Finds("lessons/travel-and-approval/en.md", ":::question verdict.head", "The item family 'verdict.head-approves-travel' does not exist.", "Write <generator>.<rule id>");
    }

    [Fact]
    public void A_source_that_does_not_exist_is_found() =>
        Shipped.Replacing(Rule, "  - source: liability-report", "  - source: rumour")
            .Finds(Rule, "- source: rumour", "The source 'rumour' does not exist.", "Use an id of sources.yaml.");

    [Fact]
    public void A_paragraph_outside_its_source_is_found() =>
        Shipped.Replacing(Rule, "paragraphs: [8, 10]", "paragraphs: [8, 99]")
            .Finds(Rule, "liability-report", "A paragraph lies outside 'liability-report'.", "It has paragraphs 1 to");

    [Fact]
    public void An_instrument_that_does_not_exist_is_found() =>
        Shipped.Replacing(Rule, "instrument: cao", "instrument: constitution")
            .Finds(Rule, "instrument: constitution", "The instrument 'constitution' does not exist.", "Use an id of instruments.yaml.");

    [Fact]
    public void An_instrument_of_the_background_that_does_not_exist_is_found() =>
        Shipped.Replacing("background.yaml", "instrument: law-state-secrets", "instrument: constitution")
            .Finds("background.yaml", "instrument: constitution", "The instrument 'constitution' does not exist.", "Use an id of instruments.yaml.");

    [Fact]
    public void A_condition_of_the_background_outside_the_vocabulary_is_found() =>
        Shipped.Replacing("background.yaml", "when: { act: receiving-clearance }", "when: { act: dancing }")
            .Finds("background.yaml", "written-obligation-law", "'written-obligation-law' has a condition outside the vocabulary.", "Use dimensions and values of vocabulary.yaml.");

    [Fact]
    public void A_fact_that_does_not_exist_is_found() =>
        Shipped.Replacing(Rule, "facts: [F-093,", "facts: [F-999,").Finds(Rule, "F-999", "The fact 'F-999' does not exist.", "Use an id of facts.yaml.");

    [Fact]
    public void A_fact_cited_under_another_source_is_found() =>
        Shipped.Replacing(Rule, "facts: [F-093,", "facts: [F-006,")
            .Finds(Rule, "F-006", "The fact 'F-006' stands in 'decree-article', not in 'liability-report'.", "Cite it under its own source.");

    [Fact]
    public void A_fact_that_may_not_be_keyed_is_found() =>
        Shipped.Replacing(Rule, "source: liability-report", "source: decree-article").Replacing(Rule, "paragraphs: [8, 10]", "paragraphs: [12]").Replacing(Rule, "facts: [F-093, F-094, F-102]", "facts: [F-018]")
            .Finds(Rule, "F-018", "The fact 'F-018' may not be keyed", "Rest the rule on another fact.");

    [Fact]
    public void A_dated_fact_without_a_review_date_is_found() =>
        Shipped.Replacing(Rule, "review-by: 2027-03-31", "review-by: null")
            .Finds(Rule, "F-093", "The rule rests on the dated fact 'F-093' and has no review date.", "Add `review-by: year-month-day`.");

    [Fact]
    public void A_related_term_that_does_not_exist_is_found() =>
        Shipped.Replacing("glossary.yaml", "related: [", "related: [ghost, ").Finds("glossary.yaml", "- id:", "names 'ghost', which does not exist.", "Use a term of this file.");

    [Fact]
    public void A_pair_of_a_term_that_does_not_exist_is_found() =>
        Shipped.Replacing(Definition, "of: clearance-of-citizens", "of: ghost")
            .Finds(Definition, "engineer-before-drawings", "The pair 'engineer-before-drawings' belongs to 'ghost', which does not exist.", "a term of glossary.yaml (definition)");

    [Fact]
    public void A_pair_of_a_body_that_does_not_exist_is_found() =>
        Shipped.Replacing(Competence, "of: head", "of: ministry")
            .Finds(Competence, "approve-in-state-body", "The pair 'approve-in-state-body' belongs to 'ministry', which does not exist.", "Use a body of vocabulary.yaml (competence)");

    [Fact]
    public void A_misconception_that_does_not_exist_is_found() =>
        Shipped.Replacing(Question, "misconception: planned-taken-for-law", "misconception: ghost")
            .Finds(Question, "misconception: ghost", "The misconception 'ghost' does not exist.", "Use an id of misconceptions.yaml.");

    [Fact]
    public void A_wrong_option_without_a_misconception_is_found() =>
        Shipped.Replacing(Question, "    misconception: planned-taken-for-law\n", "")
            .Finds(Question, "id: d", "The option 'd' is wrong and names no misconception.", "Wrong options name the misconception behind them");

    [Fact]
    public void A_misconception_about_a_dimension_that_does_not_exist_is_found() =>
        Shipped.Replacing("misconceptions.yaml", "mutation: { ignore: holder }", "mutation: { ignore: weather }")
            .Finds("misconceptions.yaml", "holder-status-ignored", "'holder-status-ignored' ignores 'weather', which is no dimension.", "Use a dimension of vocabulary.yaml.");

    [Fact]
    public void A_misconception_about_a_term_that_does_not_exist_is_found() =>
        Shipped.Replacing("misconceptions.yaml", "pairs: [state-secrets, state-secret]", "pairs: [state-secrets, ghost]")
            .Finds("misconceptions.yaml", "umbrella-and-kind-confused", "'umbrella-and-kind-confused' names a term that does not exist.", "Use terms of glossary.yaml.");

    [Theory]
    [InlineData("mutation: { forget: holder }")]
    [InlineData("mutation: { ignore: holder, law: in-force }")]
    [InlineData("mutation: { swap: [criminal, civil] }")]
    [InlineData("mutation: { points: all }")]
    [InlineData("mutation: { law: if-adoptd }")]
    public void A_mutation_of_no_known_form_is_found(string mutation) =>
        Shipped.Replacing("misconceptions.yaml", "mutation: { ignore: holder }", mutation)
            .Finds("misconceptions.yaml", mutation, "The mutation of 'holder-status-ignored' is not of a known form.", "Use exactly one of: ignore, law, swap, outcome, pairs, points, form.");

    [Fact]
    public void An_override_of_a_rule_that_does_not_exist_is_found() =>
        Shipped.Replacing(Planned, "overrides: [former-holder-without-approval]", "overrides: [ghost]")
            .Finds(Planned, "overrides:", "The rule overrides 'ghost', which does not exist.", "remove the id from `overrides`");

    [Fact]
    public void Overrides_in_a_circle_are_found() =>
        Shipped.Replacing("rules/travel-approval/former-holder-without-approval.yaml", "overrides: []", "overrides: [former-holder-without-approval-planned]").Finds(
            "rules/travel-approval/former-holder-without-approval.yaml",
            "overrides:",
            "Overrides run in a circle: former-holder-without-approval, former-holder-without-approval-planned.",
            "Let only one of them name the other.");

    [Fact]
    public void A_condition_outside_the_vocabulary_is_found() =>
        Shipped.Replacing(Rule, "approval: absent }", "approval: refused }")
            .Finds(Rule, "when:", "The condition 'approval=refused' is outside the vocabulary.", "Use dimensions and values of vocabulary.yaml.");

    [Fact]
    public void A_duty_that_does_not_exist_is_found() =>
        Shipped.Replacing(Rule, "then: { liability: administrative }", "then: { liability: administrative, duties: [pay-a-visit] }")
            .Finds(Rule, "pay-a-visit", "The duty 'pay-a-visit' is not in the vocabulary.", "Add it to `duties` in vocabulary.yaml.");

    [Fact]
    public void A_liability_that_does_not_exist_is_found() =>
        Shipped.Replacing(Rule, "then: { liability: administrative }", "then: { liability: civil }")
            .Finds(Rule, "then:", "'civil' is not known for 'liability'.", "Use one of: criminal, administrative, none-administrative, none-stated, not-covered.");

    [Fact]
    public void A_rule_family_that_does_not_exist_is_found() =>
        Shipped.Moving(Rule, "rules/travel/current-holder-without-approval.yaml").Replacing("rules/travel/current-holder-without-approval.yaml", "family: travel-approval", "family: travel")
            .Finds("rules/travel/current-holder-without-approval.yaml", "family: travel", "The family 'travel' is not in the vocabulary.", "Use a family of vocabulary.yaml.");

    [Theory]
    [InlineData("audience: [current, spies]")]
    [InlineData("audience: []")]
    public void An_audience_that_is_unknown_or_empty_is_found(string audience) => Assert.Contains(
        Shipped.Replacing(Rule, "audience: [current, head]", audience).Compile().Findings,
        finding => finding.Path == Rule && finding.Message == "The audience is empty or unknown." && finding.Advice.Contains("everyone", StringComparison.Ordinal));

    [Fact]
    public void A_family_in_a_course_that_cannot_be_asked_is_found() =>
        Shipped.Replacing(Course, "- verdict.current-holder-with-approval", "- verdict.ghost")
            .Finds(Course, "- verdict.ghost", "The item family 'verdict.ghost' does not exist.", "Write <generator>.<rule id>");

    [Fact]
    public void A_lesson_in_a_course_that_does_not_exist_is_found() =>
        Shipped.Replacing(Course, "- written-obligation\n", "- ghost\n").Finds(Course, "- ghost", "The lesson 'ghost' does not exist.", "Name an existing lesson.");

    [Fact]
    public void A_part_that_draws_from_no_family_is_found() =>
        Shipped.Replacing("courses/who-protects-state-secrets.yaml", "      families:\n        - term-meaning.state-secrets-and-kinds\n        - term-meaning.clearance-defined\n        - authored.state-secrets-limit\n", "      families: []\n")
            .Finds("courses/who-protects-state-secrets.yaml", "families: []", "The part 'terms' draws from no family.", "List at least one item family.");

    [Fact]
    public void Two_parts_of_one_id_are_found() =>
        Shipped.Replacing(Course, "- id: liability\n", "- id: travel\n").Finds(Course, "parts:", "Two parts have the same id.", "Give each part an id of its own.");

    [Fact]
    public void A_rule_in_a_question_that_does_not_exist_is_found() =>
        Shipped.Replacing(Question, "  - unremedied-violations-planned", "  - ghost").Finds(Question, "- ghost", "The rule 'ghost' does not exist.", "Name an existing rule.");

    [Fact]
    public void Two_rules_that_disagree_are_found_with_an_example()
    {
        const string Other = "rules/travel-approval/another-reading.yaml";
        var finding = Shipped
            .With(Other, Shipped.CopyOfRule(Rule, "another-reading").Replace("liability: administrative", "liability: criminal", StringComparison.Ordinal))
            .Finds(Other, "when:", "Rules disagree (in-force): another-reading, current-holder-without-approval, for example where holder=current;", "let one name the other in `overrides`");
        Assert.Contains("act=travel-abroad;approval=absent", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_that_disagree_only_from_a_later_day_are_found_as_well()
    {
        const string Other = "rules/travel-approval/another-reading.yaml";
        var later = Shipped.CopyOfRule(Rule, "another-reading")
            .Replace("liability: administrative", "liability: criminal", StringComparison.Ordinal)
            .Replace("since: null", "since: 2031-01-01", StringComparison.Ordinal);

        Shipped.With(Other, later).Finds(Other, "when:", "Rules disagree (in-force)", "Narrow the conditions");
        Assert.Empty(Shipped.With(Other, later).Replacing(Rule, "until: null", "until: 2031-01-01").Compile().Findings);
    }

    [Fact]
    public void A_rule_that_no_situation_meets_is_found() =>
        Shipped.Replacing(Rule, "act: travel-abroad, approval: absent }", "act: disclosure, approval: absent }")
            .Finds(Rule, "when:", "No situation meets these conditions.", "facts that exclude each other can never hold together");

    [Fact]
    public void A_liability_rule_with_too_few_points_is_found()
    {
        var at = Shipped[Rule].IndexOf("left-open:", StringComparison.Ordinal);
        Shipped.With(Rule, Shipped[Rule][..at]).Finds(Rule, "stated:", "A liability rule needs at least 3 stated and 2 left-open points.", "Add them");
    }

    [Fact]
    public void Two_points_with_one_id_are_found() => Assert.Contains(
        Shipped.Replacing(Rule, "  - id: deadline", "  - id: article").Compile().Findings,
        finding => finding.Path == Rule && finding.Message == "Two points have the same id.");

    [Fact]
    public void An_open_rule_that_names_a_liability_is_found() =>
        Shipped.Replacing("rules/liability/single-regime-breach-open.yaml", "liability: not-covered", "liability: criminal")
            .Finds("rules/liability/single-regime-breach-open.yaml", "then:", "An open rule records a silence of the sources.", "Write `then: { liability: not-covered }`.");

    [Fact]
    public void A_liability_rule_without_conditions_is_found() =>
        Shipped.Replacing(Rule, "when: { holder: current, act: travel-abroad, approval: absent }\n", "")
            .Finds(Rule, null, "A rule of this kind needs conditions.", "Add `when: { dimension: value }`.");

    [Fact]
    public void A_rule_that_cites_no_source_is_found()
    {
        var text = Shipped[Rule];
        var from = text.IndexOf("sources:", StringComparison.Ordinal);
        var to = text.IndexOf("audience:", StringComparison.Ordinal);
        Shipped.With(Rule, text[..from] + "sources: []\n" + text[to..]).Finds(Rule, "sources:", "The rule cites no source.", "Every rule stands on a source");
    }

    [Fact]
    public void A_value_without_a_sentence_or_a_story_is_found()
    {
        var findings = Shipped.Replacing("vocabulary.yaml", "          kk: ешқашан ресімделмеген\n", "          kk: ешқашан ресімделмеген\n      - id: lapsed\n        label: { en: lapsed, ru: истёк, kk: өткен }\n").Compile().Findings;
        Assert.Contains(findings, finding => finding is { Path: "vignettes/facts.yaml", Message: "No sentence states 'holder: lapsed'.", Advice: "Write at least one." });
    }
}
