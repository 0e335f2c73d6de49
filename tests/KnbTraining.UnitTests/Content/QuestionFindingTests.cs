using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content;

/// <summary>Hand-written questions, stems and stories that cannot be asked or told.</summary>
public sealed class QuestionFindingTests
{
    private const string Question = "questions/planned-higher-fines.yaml";

    private static DocumentSetBuilder Shipped => DocumentSetBuilder.FromShipped();

    [Fact]
    public void A_question_with_two_right_options_is_found() =>
        Shipped.Replacing(Question, "correct: false\n    misconception: planned-taken-for-law", "correct: true")
            .Finds(Question, "options:", "exactly one of them correct", "Mend the options.");

    [Fact]
    public void A_question_with_no_right_option_is_found() =>
        Shipped.Replacing(Question, "correct: true", "correct: false\n    misconception: planned-taken-for-law")
            .Finds(Question, "options:", "exactly one of them correct", "Mend the options.");

    [Fact]
    public void A_question_with_one_option_is_found()
    {
        var at = Shipped[Question].IndexOf("  - id: b", StringComparison.Ordinal);
        Shipped.With(Question, Shipped[Question][..at]).Finds(Question, "options:", "A question needs at least two options", "Mend the options.");
    }

    [Fact]
    public void Two_options_of_one_id_are_found() =>
        Shipped.Replacing(Question, "  - id: d", "  - id: b").Finds(Question, "options:", "Two options have the same id.", "Give each option an id of its own.");

    [Fact]
    public void A_right_option_that_names_a_misconception_is_found() =>
        Shipped.Replacing(Question, "correct: true", "correct: true\n    misconception: planned-taken-for-law")
            .Finds(Question, "id: a", "The option 'a' is right and names a misconception.", "right ones none");

    [Fact]
    public void A_question_that_does_not_say_it_is_hand_written_is_found() =>
        Shipped.Replacing(Question, "authored: true", "authored: false").Finds(Question, "authored:", "A hand-written question must say so.", "Write `authored: true`.");

    [Fact]
    public void A_question_of_a_kind_that_cannot_be_written_by_hand_is_found() =>
        Shipped.Replacing(Question, "kind: single-choice", "kind: matching").Finds(Question, "kind:", "'matching' is not known for 'kind'.", "Use one of: single-choice, true-false, multiple-choice.");

    [Fact]
    public void A_question_without_rules_is_found()
    {
        var text = Shipped[Question];
        var from = text.IndexOf("rules:", StringComparison.Ordinal);
        var to = text.IndexOf("keys-on:", StringComparison.Ordinal);
        Shipped.With(Question, text[..from] + "rules: []\n" + text[to..]).Finds(Question, null, "The question cites no rule.", "Name the rules it asks about.");
    }

    [Theory]
    [InlineData("{% if g %}Never closed")]
    [InlineData("{{ g | }}")]
    [InlineData("{{ g")]
    [InlineData("{% unknown %}")]
    public void A_stem_that_does_not_parse_is_found(string template)
    {
        var text = Shipped["stems/verdict.yaml"];
        var at = text.IndexOf("texts:\n", StringComparison.Ordinal) + "texts:\n".Length;
        var extra = $"  extra:\n    - {{ en: \"{template}\", ru: р, kk: қ }}\n";
        Shipped.With("stems/verdict.yaml", text[..at] + extra + text[at..])
            .Finds("stems/verdict.yaml", "- { en:", "The template cannot be read: (en)", "Check braces, quotes and `{% if %}` … `{% endif %}`.");
    }

    [Fact]
    public void A_story_that_does_not_parse_is_found_with_its_language() =>
        Shipped.Replacing("vignettes/travel-abroad.yaml", "{{ to }} ұшып", "{{ to ұшып")
            .Finds("vignettes/travel-abroad.yaml", "text:", "The template cannot be read: (kk)", "Check braces");

    [Fact]
    public void A_stem_that_is_missing_is_found() => Assert.Contains(
        Shipped.Replacing("stems/verdict.yaml", "  option-criminal:", "  option-penal:").Compile().Findings,
        finding => finding is { Path: "stems/verdict.yaml", Message: "The text 'option-criminal' is missing.", Advice: "Add it under `texts`, in every language." });

    [Fact]
    public void An_act_without_a_story_is_found() => Assert.Contains(
        Shipped.Without("vignettes/disclosure.yaml").Compile().Findings,
        finding => finding is { Path: "vignettes/disclosure.yaml", Message: "No story tells of 'disclosure'.", Advice: "Write at least one." });

    [Fact]
    public void A_family_that_can_make_only_unsound_items_is_found()
    {
        // Without anybody who takes settled points for open ones, the wrong options of such items have no reason.
        var text = Shipped["misconceptions.yaml"];
        var at = text.IndexOf("  - id: stated-taken-for-open", StringComparison.Ordinal);
        var findings = Shipped.With("misconceptions.yaml", text[..at]).Compile().Findings;
        Assert.Contains(findings, finding => finding.Path.StartsWith("rules/", StringComparison.Ordinal) && finding.Message.Contains("makes an unsound item", StringComparison.Ordinal));
    }
}
