using KnbTraining.Content.Text;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content;

/// <summary>What could be read and cannot be shown is found before it is published.</summary>
public sealed class RenderFindingTests
{
    private const string Story = "vignettes/travel-abroad.yaml";
    private const string Question = "questions/institutions-range-of-measures.yaml";

    private static DocumentSetBuilder Shipped => DocumentSetBuilder.FromShipped();

    [Theory]
    [InlineData("{{ surname }} flew {{ to }}.", "The story names 'surname', which no case has.", "Use one of: name, g, at, from, to, carrier, holder.")]
    [InlineData("{% if post == \"head\" %}He flew{% endif %} {{ to }}.", "The story names 'post', which no case has.", "Use one of: name, g, at, from, to, carrier, holder.")]
    [InlineData("{% if g == \"f\" %}She flew {{ to }}.{% endif %}", "A sentence becomes empty in 'en'.", "Write it anew.")]
    public void A_story_that_names_what_no_case_has_or_says_nothing_of_somebody_is_found(string sentence, string message, string advice) =>
        Shipped.Replacing(Story, "stories:\n", $"stories:\n  - id: extra\n    holders: [current]\n    text:\n      en: '{sentence}'\n      ru: Он уехал.\n      kk: Ол кетті.\n")
            .Finds(Story, $"en: '{sentence}'", message, advice);

    [Fact]
    public void A_question_that_becomes_empty_is_found_with_its_family()
    {
        var documents = Shipped.With("stems/verdict.yaml", WithoutWords(Shipped["stems/verdict.yaml"], "question-in-force"));
        var compilation = documents.Compile();
        Assert.Null(compilation.Edition);
        Assert.Contains(
            compilation.Findings,
            finding => finding.Path == "rules/travel-approval/current-holder-without-approval.yaml"
                && finding.Message == "The question of an item of the family 'verdict.current-holder-without-approval' is empty in 'en'."
                && finding.Advice == "Mend the wordings that the family uses.");
    }

    [Fact]
    public void A_question_longer_than_any_page_shows_is_found_with_its_family()
    {
        var text = Shipped[Question];
        foreach (var (option, letter) in ((string, char)[])[("right", 'a'), ("not right", 'b')])
        {
            text = text.Replace($"      en: {option}\n", $"      en: {new string(letter, ContentLimits.LongestValue)}\n", StringComparison.Ordinal);
        }

        text = text.Replace("stem:\n  en: >-\n", "stem:\n  en: >-\n    " + new string('c', 11_000) + "\n", StringComparison.Ordinal);
        Shipped.With(Question, text).Finds("rules/institutions/nsc-tasks.yaml", null, "An item of the family 'authored.institutions-range-of-measures' has", "Mend the wordings");
    }

    /// <summary>All alternatives of a key with a condition that never holds.</summary>
    private static string WithoutWords(string stems, string key)
    {
        var from = stems.IndexOf($"  {key}:\n", StringComparison.Ordinal);
        var to = from + 3 + key.Length;
        while (to < stems.Length && stems[to..].StartsWith("    ", StringComparison.Ordinal))
        {
            to = stems.IndexOf('\n', to) + 1;
        }

        const string Nothing = "'{% if never == \"x\" %}x{% endif %}'";
        return stems[..from] + $"  {key}:\n    - en: {Nothing}\n      ru: {Nothing}\n      kk: {Nothing}\n" + stems[to..];
    }
}
