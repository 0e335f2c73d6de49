using KnbTraining.Content.Editions;
using KnbTraining.Rules;

namespace KnbTraining.Content.Analysis;

/// <summary>
/// What changes between two editions, as far as it was looked at: how situations are judged. Which documents change
/// besides is named, and not what that means: nobody may read "nothing changes" out of it.
/// </summary>
/// <param name="Situations">How many situations both editions know; each was judged by both, in force and if the plans are adopted.</param>
/// <param name="Verdicts">Those that are judged differently, under either law.</param>
/// <param name="Documents">Paths of all documents that differ, were added or are gone, in order.</param>
public sealed record Impact(int Situations, IReadOnlyList<VerdictChange> Verdicts, IReadOnlyList<string> Documents)
{
    /// <param name="day">The day of the law.</param>
    public static Impact Of(Edition before, Edition after, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var known = before.RuleBook.Vocabulary.Space.Select(situation => situation.Id).ToHashSet(StringComparer.Ordinal);
        return new Impact(
            after.RuleBook.Vocabulary.Space.Count(situation => known.Contains(situation.Id)),
            [.. new[] { new Law(day), new Law(day, IfAdopted: true) }.SelectMany(law => RuleBook.Compare(before.RuleBook, after.RuleBook, law))],
            [.. before.Documents.Paths.Union(after.Documents.Paths, StringComparer.Ordinal)
                .Where(path => before.Documents.Find(path) != after.Documents.Find(path))
                .Order(StringComparer.Ordinal)]);
    }
}
