using KnbTraining.Content.Editions;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;
using KnbTraining.TestKit;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content;

public sealed class RuleTitleTests
{
    private const string Rule = "rules/definitions/clearance-defined.yaml";
    private const string Title = "  en: What clearance is\n";

    private static DocumentSetBuilder Shipped => DocumentSetBuilder.FromShipped();

    [Fact]
    public void A_rule_without_a_title_is_found() =>
        Shipped.Replacing(Rule, "title:\n", "name:\n").Finds(Rule, "id: clearance-defined", "'title' is missing.", "Add it.");

    [Fact]
    public void A_title_that_lacks_a_language_is_found() =>
        Shipped.Replacing(Rule, Title, "").Finds(Rule, "  ru: Что такое допуск", "'title' has no text in 'en'.", "Write it");

    [Fact]
    public void A_title_of_sixty_characters_is_taken_and_one_more_is_found()
    {
        var longest = new string('t', RuleDocument.LongestTitle);
        Assert.Empty(Shipped.Replacing(Rule, Title, $"  en: {longest}\n").Compile().Findings);
        Shipped.Replacing(Rule, Title, $"  en: {longest}t\n")
            .Finds(Rule, "title:", "The title in 'en' has 61 characters; 60 are allowed.", "about five words");
    }

    [Fact]
    public void Two_rules_of_one_title_are_found_in_each_language()
    {
        foreach (var language in Languages.All)
        {
            var other = EditionSample.Edition.Rules["state-secrets-and-kinds"].Title[language];
            var own = EditionSample.Edition.Rules["clearance-defined"].Title[language];
            Shipped.Replacing(Rule, $"  {language}: {own}\n", $"  {language}: {other.ToUpperInvariant()}\n").Finds(
                "rules/definitions/state-secrets-and-kinds.yaml",
                "title:",
                $"The title in '{language}' is that of the rule 'clearance-defined' as well.",
                "a title of its own");
        }
    }
}
