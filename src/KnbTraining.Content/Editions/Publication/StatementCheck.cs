using KnbTraining.Content.Documents;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;
using KnbTraining.Rules;

namespace KnbTraining.Content.Editions.Publication;

/// <summary>
/// Statements say whose word they give and what is only planned, in every language. No key rests on a fact that may not
/// be keyed.
/// </summary>
internal static class StatementCheck
{
    public static void Run(EditionParts parts, FindingList findings)
    {
        if (parts.Wording is not { } wording)
        {
            findings.Add(StatementPhrases.Path, 1, "The document is missing.", "Put it back.");
            return;
        }

        foreach (var source in wording.Attributions.Keys.Where(source => !parts.Sources.ContainsKey(source)))
        {
            var line = parts.Documents.LineOf(StatementPhrases.Path, source);
            findings.Add(StatementPhrases.Path, line, $"The source '{source}' does not exist.", "Use an id of sources.yaml.");
        }

        foreach (var rule in parts.Rules.Values)
        {
            CheckKeys(parts, rule, findings);
            CheckPlan(parts, wording.Planned, rule, findings);
            CheckAttribution(parts, wording, rule, findings);
        }
    }

    // A rule of kind open keys "not covered"; the others are watched by EditionCheck.
    private static void CheckKeys(EditionParts parts, RuleDocument rule, FindingList findings)
    {
        foreach (var fact in Facts(parts, rule).Where(fact => fact.Keyable == Keyable.No && rule.Rule.Kind == RuleKind.Open))
        {
            findings.Add(
                rule.Path,
                parts.Documents.LineOf(rule.Path, fact.Id),
                $"The fact '{fact.Id}' may not be keyed, and questions about this rule would cite it.",
                "Rest the silence on another fact, or on the paragraphs alone with a fact that may be attributed.");
        }
    }

    private static void CheckPlan(EditionParts parts, Phrases planned, RuleDocument rule, FindingList findings)
    {
        if (rule.Rule.Status != RuleStatus.Proposed)
        {
            return;
        }

        foreach (var language in Languages.All.Where(language => !planned.In(rule.Statement[language], language)))
        {
            findings.Add(
                rule.Path,
                StatementLine(parts.Documents, rule.Path, language),
                $"The statement in '{language}' gives a proposal as if it were law.",
                $"Say that it is planned: {planned.Quoted(language)} (the phrases stand in {StatementPhrases.Path}).");
        }
    }

    private static void CheckAttribution(EditionParts parts, StatementPhrases wording, RuleDocument rule, FindingList findings)
    {
        foreach (var group in Facts(parts, rule).Where(fact => Needs(rule, fact)).GroupBy(fact => fact.Source, StringComparer.Ordinal))
        {
            var dated = group.FirstOrDefault(fact => fact.Keyable == Keyable.Dated);
            var example = dated ?? group.First();
            if (!wording.Attributions.TryGetValue(group.Key, out var phrases))
            {
                findings.Add(
                    StatementPhrases.Path,
                    1,
                    $"No phrase attributes a statement to '{group.Key}', and the rule '{rule.Id}' rests on its fact '{example.Id}'.",
                    "Add the source under `attributions`, in each language.");
                continue;
            }

            foreach (var language in Languages.All)
            {
                var text = rule.Statement[language];
                if (!phrases.In(text, language) && (dated is not null || !wording.SourcesAtLarge.In(text, language)))
                {
                    findings.Add(
                        rule.Path,
                        StatementLine(parts.Documents, rule.Path, language),
                        dated is null
                            ? FindingSentence.Of($"The statement in '{language}' rests on the attributed fact '{example.Id}' and does not say whose word it is.")
                            : FindingSentence.Of($"The statement in '{language}' rests on the dated fact '{example.Id}' and does not say whose word it is."),
                        $"Attribute it: {phrases.Quoted(language)} (the phrases stand in {StatementPhrases.Path}).");
                }
                else if (dated is not null && !phrases.In(Sentences.First(text), language) && !wording.SourcesAtLarge.In(Sentences.First(text), language))
                {
                    // The first sentence makes the claim, and is often quoted alone.
                    findings.Add(
                        rule.Path,
                        StatementLine(parts.Documents, rule.Path, language),
                        $"The first sentence in '{language}' rests on the dated fact '{example.Id}' and does not say whose word it is.",
                        $"Attribute it: {phrases.Quoted(language)} (the phrases stand in {StatementPhrases.Path}).");
                }
            }
        }
    }

    // A proposal says "planned" instead; what is dated is attributed even there.
    private static bool Needs(RuleDocument rule, SourceFact fact) =>
        fact.Keyable == Keyable.Dated || (fact.Keyable == Keyable.Attributed && rule.Rule.Status == RuleStatus.InForce);

    private static IEnumerable<SourceFact> Facts(EditionParts parts, RuleDocument rule) =>
        rule.Sources.SelectMany(citation => citation.Facts).Select(parts.Facts.GetValueOrDefault).OfType<SourceFact>();

    /// <summary>The line on which the statement in a language begins.</summary>
    private static int StatementLine(DocumentSet documents, string path, string language)
    {
        var lines = documents.Find(path)?.Split('\n') ?? [];
        var statement = Math.Max(0, Array.FindIndex(lines, line => line.StartsWith("statement:", StringComparison.Ordinal)));
        for (var at = statement + 1; at < lines.Length && lines[at] is [' ', ..]; at++)
        {
            if (lines[at].TrimStart().StartsWith($"{language}:", StringComparison.Ordinal))
            {
                return at + 1;
            }
        }

        return statement + 1;
    }
}
