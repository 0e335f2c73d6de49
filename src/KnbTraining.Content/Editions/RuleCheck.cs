using KnbTraining.Content.Documents;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;
using KnbTraining.Rules;

namespace KnbTraining.Content.Editions;

/// <summary>The demands on rules that must hold before a rule book can be built from them.</summary>
internal static class RuleCheck
{
    public static void Run(DocumentSet documents, IReadOnlyList<RuleDocument> rules, Vocabulary vocabulary, VocabularyText words, FindingList findings)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rule in rules.Where(rule => !ids.Add(rule.Id)))
        {
            findings.Add(rule.Path, documents.LineOf(rule.Path, "id"), $"The rule id '{rule.Id}' is used twice.", "Give each rule an id of its own.");
        }

        SaidWords DimensionOf(string id) => new(words.Dimensions.GetValueOrDefault(id) ?? LocalizedText.Of(_ => id), id);
        CheckTitles(documents, rules, findings);
        foreach (var rule in rules)
        {
            foreach (var missing in rule.Rule.Overrides.Where(id => !ids.Contains(id)))
            {
                findings.Add(rule.Path, documents.LineOf(rule.Path, "overrides"), $"The rule overrides '{missing}', which does not exist.", "Name an existing rule or remove the id from `overrides`.");
            }

            foreach (var condition in rule.Rule.When)
            {
                foreach (var value in condition.Values.DefaultIfEmpty("").Where(value => !vocabulary.Knows(condition.Dimension, value)))
                {
                    findings.Add(rule.Path, documents.LineOf(rule.Path, "when"), $"The condition '{DimensionOf(condition.Dimension)}={value}' is outside the vocabulary.", "Use dimensions and values of vocabulary.yaml.");
                }
            }
        }

        if (RuleBook.FindOverrideCircle([.. rules.Select(rule => rule.Rule)]) is { } circle)
        {
            var path = rules.First(rule => rule.Id == circle[0]).Path;
            findings.Add(path, documents.LineOf(path, "overrides"), $"Overrides run in a circle: {string.Join(", ", circle)}.", "Let only one of them name the other.");
        }
    }

    private static void CheckTitles(DocumentSet documents, IReadOnlyList<RuleDocument> rules, FindingList findings)
    {
        foreach (var language in Languages.All)
        {
            var known = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (var rule in rules.Where(rule => rule.Title[language].Length > 0))
            {
                var (title, line) = (rule.Title[language], documents.LineOf(rule.Path, "title:"));
                if (title.Length > RuleDocument.LongestTitle)
                {
                    findings.Add(rule.Path, line, $"The title in '{language}' has {title.Length} characters; {RuleDocument.LongestTitle} are allowed.", "Say it in about five words; the statement says the rest.");
                }

                if (!known.TryAdd(title, rule.Id) && known[title] != rule.Id)
                {
                    findings.Add(rule.Path, line, $"The title in '{language}' is that of the rule '{known[title]}' as well.", "Give each rule a title of its own: people tell rules apart by it.");
                }
            }
        }
    }
}
