using KnbTraining.Content.Editions;
using KnbTraining.Content.Editions.Readers;
using KnbTraining.Rules;

namespace KnbTraining.Content.Items.Generators;

/// <summary>
/// A rule in the words of the vocabulary: each fact that it asks for, and what follows. Rules said so are alike in
/// length and share no words with a story by chance; their statements do.
/// </summary>
internal static class RuleInFacts
{
    /// <summary>How many alternatives of words are told apart; a text with fewer is the same in the others.</summary>
    public const int Wordings = 3;

    public static IEnumerable<string> NeededStems =>
        ["rule", "rule-in-force", "rule-if-adopted", "any-value", .. LiabilityIds.ById.Keys.Select(id => $"outcome-{id}")];

    /// <summary>The facts that rules ask for, in the order of the vocabulary.</summary>
    public static string[] Dimensions(Edition edition, IEnumerable<Rule> rules)
    {
        var asked = rules.SelectMany(rule => rule.When).Select(condition => condition.Dimension).ToHashSet(StringComparer.Ordinal);
        return [.. edition.RuleBook.Vocabulary.Dimensions.Select(dimension => dimension.Id).Where(asked.Contains)];
    }

    /// <param name="dimensions">The facts to speak of; where the rule does not ask for one, it says so.</param>
    /// <param name="wording">Which of the alternatives of words, from 0.</param>
    /// <param name="namesLaw">Whether it says that the rule is in force or planned; whoever is asked for the rule shall know that.</param>
    public static string Say(Edition edition, Rule rule, IReadOnlyList<string> dimensions, int wording, bool namesLaw, string language)
    {
        var stems = edition.Parts.Stems["governing-rule"];
        var facts = dimensions.Select(dimension =>
        {
            var condition = rule.When.FirstOrDefault(condition => condition.Dimension == dimension);
            var values = condition is null
                ? stems.SayAt("any-value", wording, language)
                : string.Join(" / ", condition.Values.Select(value => Value(edition, stems, dimension, value, wording, language)));
            return $"{edition.Words.Dimensions[dimension][language]}: {values}";
        });
        return stems.Say(
            !namesLaw ? "rule" : rule.Status == RuleStatus.Proposed ? "rule-if-adopted" : "rule-in-force",
            0,
            language,
            new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["facts"] = string.Join(". ", facts),
                ["outcome"] = stems.SayAt($"outcome-{LiabilityIds.Of(rule.Then.Liability!.Value)}", wording, language),
            });
    }

    /// <summary>A value in words of its own, where the document has them, so that stories do not repeat them; else by its name.</summary>
    private static string Value(Edition edition, Stems stems, string dimension, string value, int wording, string language) =>
        stems.Texts.ContainsKey($"value-{dimension}-{value}") ? stems.SayAt($"value-{dimension}-{value}", wording, language)
        : edition.Words.Values[(dimension, value)][language];
}
