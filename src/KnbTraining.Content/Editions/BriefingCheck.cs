using KnbTraining.Content.Courses;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions.Readers;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Editions;

/// <summary>A briefing names facts that exist and can follow each other, and the law of each day has something to tell of the change.</summary>
internal static class BriefingCheck
{
    /// <summary>What can be said before there is an edition.</summary>
    public static void Run(EditionParts parts, FindingList findings)
    {
        var (vocabulary, words) = (parts.RuleBook.Vocabulary, parts.Words);
        foreach (var twice in words.Briefings.GroupBy(briefing => briefing.Id, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            Report(twice.Key, $"Two briefings have the id '{twice.Key}'.", "Give each briefing an id of its own.");
        }

        foreach (var briefing in words.Briefings)
        {
            var (from, to) = (briefing.Change.From, briefing.Change.To);
            if (from.Count == 0 || to.Count == 0)
            {
                Report(briefing.Id, $"The briefing '{briefing.Id}' does not say what changes.", "Name the facts of before under `from`, and those of after under `to`.");
            }

            foreach (var (dimension, value) in from.SelectMany(condition => condition.Values.Select(value => (condition.Dimension, value))).Concat(to.Select(fact => (fact.Key, fact.Value))))
            {
                if (!vocabulary.Knows(dimension, value))
                {
                    Report(briefing.Id, $"The briefing '{briefing.Id}' names '{dimension}={value}', which does not exist.", "Use dimensions and values of the same file.");
                }
            }

            foreach (var fact in to)
            {
                if (from.FirstOrDefault(condition => condition.Dimension == fact.Key) is not { } before)
                {
                    Report(briefing.Id, $"The briefing '{briefing.Id}' does not say what '{fact.Key}' was before.", "Name its values of before under `from`.");
                }
                else if (before.Values.FirstOrDefault(value => value == fact.Value || !words.MayBecome(fact.Key, value, fact.Value)) is { } never)
                {
                    Report(briefing.Id, $"In the briefing '{briefing.Id}' '{fact.Key}={never}' cannot become '{fact.Value}'.", "Name only values under `from` that can.");
                }
            }
        }

        void Report(string id, FindingSentence message, FindingSentence advice) =>
            findings.Add(VocabularyReader.Path, parts.Documents.LineOf(VocabularyReader.Path, id), message, advice);
    }

    /// <summary>What the rules have to tell.</summary>
    public static void Run(Edition edition, FindingList findings)
    {
        foreach (var briefing in edition.Words.Briefings)
        {
            foreach (var day in edition.LawDates.Where(day => BriefedCases.Of(briefing.Change, edition.RuleBook, edition.Words, day).IsEmpty))
            {
                findings.Add(
                    VocabularyReader.Path,
                    edition.Documents.LineOf(VocabularyReader.Path, briefing.Id),
                    $"The briefing '{briefing.Id}' has nothing to tell under the law of {day:yyyy-MM-dd}: no case is judged differently.",
                    "Remove it, or change what it is about.");
            }
        }
    }
}
