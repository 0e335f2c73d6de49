using KnbTraining.Content.Reference;
using KnbTraining.Rules;

namespace KnbTraining.Web.Components.Situations;

/// <summary>Several situations in few words.</summary>
internal static class SituationSet
{
    /// <summary>
    /// One line where the situations are all combinations of some values ("Clearance: ended · Role: employee or head"),
    /// otherwise one line each. Dimensions that take every value are left out.
    /// </summary>
    /// <param name="or">The word between two values, with its spaces.</param>
    /// <param name="told">Dimensions that the reader knows already.</param>
    public static IReadOnlyList<string> Describe(
        Vocabulary vocabulary, VocabularyText words, IReadOnlyList<Situation> situations, string or, string language, params string[] told)
    {
        var values = vocabulary.Dimensions
            .Select(dimension => (Dimension: dimension, Taken: dimension.Values.Where(value => situations.Any(situation => situation[dimension.Id] == value)).ToArray()))
            .Where(entry => entry.Taken.Length > 0)
            .ToArray();
        var covered = vocabulary.Space.Count(situation => Array.TrueForAll(values, entry => situation[entry.Dimension.Id] is { } value && entry.Taken.Contains(value))
            && situation.Facts.Count == values.Length);
        if (covered != situations.Count || situations.Any(situation => situation.Facts.Count != values.Length))
        {
            return [.. situations.Select(situation => string.Join(" · ", situation.Facts.Where(fact => !told.Contains(fact.Key, StringComparer.Ordinal)).Select(fact => Say(words, fact.Key, [fact.Value], or, language)))).Distinct(StringComparer.Ordinal)];
        }

        var said = values
            .Where(entry => entry.Taken.Length < entry.Dimension.Values.Count && !told.Contains(entry.Dimension.Id, StringComparer.Ordinal))
            .Select(entry => Say(words, entry.Dimension.Id, entry.Taken, or, language));
        return [string.Join(" · ", said)];
    }

    private static string Say(VocabularyText words, string dimension, IEnumerable<string> values, string or, string language) =>
        $"{words.Dimensions[dimension][language]}: {string.Join(or, values.Select(value => words.Values[(dimension, value)][language]))}";
}
