using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions.Coverage;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Editions.Publication;

/// <summary>Every fact at the core of the training is carried by a rule, taught by a lesson and asked by an item family.</summary>
internal static class CoverageCheck
{
    private const string Path = "facts.yaml";

    public static void Run(Edition edition, FindingList findings)
    {
        // It is enough that one of the laws in turn covers a fact: a rule may end, and its fact with it.
        var laws = edition.LawDates.Select(date => CoverageMatrix.Of(edition, date).Rows.Where(row => row.IsHole).ToDictionary(row => row.Fact.Id, StringComparer.Ordinal)).ToArray();
        foreach (var hole in laws[0].Values.Where(row => Array.TrueForAll(laws, law => law.ContainsKey(row.Fact.Id))))
        {
            Report(edition, hole, findings);
        }
    }

    private static void Report(Edition edition, FactCoverage hole, FindingList findings)
    {
        void Add(FindingSentence message, FindingSentence advice) => findings.Add(Path, edition.Documents.LineOf(Path, hole.Fact.Id), message, advice);

        var rules = string.Join(", ", hole.Rules);
        if (hole.Rules.Count == 0)
        {
            Add($"The core fact '{hole.Fact.Id}' is cited by no rule.", "Cite it in the rule that rests on it, or say `use: background`.");
            return;
        }

        if (hole.Lessons.Count == 0)
        {
            Add($"The core fact '{hole.Fact.Id}' is taught by no lesson.", $"Show one of its rules in a lesson, in each language, with a :::rule, :::case or :::map: {rules}.");
        }

        if (hole.Missing.Contains("family", StringComparer.Ordinal))
        {
            Add($"The core fact '{hole.Fact.Id}' is asked by no item family.", $"Give one of its rules conditions, pairs or points that can be asked about, or write a question that cites it: {rules}.");
        }
    }
}
