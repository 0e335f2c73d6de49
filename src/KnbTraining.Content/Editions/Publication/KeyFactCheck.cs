using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions.Readers;
using KnbTraining.Content.Reference;
using KnbTraining.Rules;

namespace KnbTraining.Content.Editions.Publication;

/// <summary>What a key turns on is said, cited, and may be keyed.</summary>
internal static class KeyFactCheck
{
    public static void Run(EditionParts parts, FindingList findings)
    {
        foreach (var rule in parts.Rules.Values)
        {
            if (rule.KeysOn.Count == 0 && rule.Rule.Kind != RuleKind.Open)
            {
                findings.Add(rule.Path, parts.Documents.LineOf(rule.Path, "sources"), $"The rule '{rule.Id}' does not say on which facts answers about it turn.", "Add them under `keys-on`.");
            }

            foreach (var fact in rule.KeysOn.Concat(rule.Stated.Concat(rule.LeftOpen).SelectMany(point => point.KeysOn)))
            {
                Check(parts, fact, [rule], rule.Path, findings);
            }
        }

        foreach (var question in parts.Questions.Values)
        {
            foreach (var fact in question.KeysOn)
            {
                Check(parts, fact, question.Rules.Select(rule => parts.Rules[rule]), question.Path, findings);
            }
        }
    }

    private static void Check(EditionParts parts, string fact, IEnumerable<RuleDocument> rules, string path, FindingList findings)
    {
        var line = parts.Documents.LineOf(path, RuleReader.KeysOn);
        if (!rules.Any(rule => rule.Sources.Any(citation => citation.Facts.Contains(fact, StringComparer.Ordinal))))
        {
            findings.Add(path, line, $"A key turns on the fact '{fact}', which no rule concerned cites.", "Cite it in the rule, or take it out of `keys-on`.");
        }
        else if (parts.Facts[fact].Keyable is Keyable.No or Keyable.Taught)
        {
            findings.Add(path, line, $"A key turns on the fact '{fact}', which may not be keyed.", "Let the key rest on another fact.");
        }
    }
}
