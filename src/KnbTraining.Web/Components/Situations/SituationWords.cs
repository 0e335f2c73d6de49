using KnbTraining.Content.Reference;
using KnbTraining.Rules;

namespace KnbTraining.Web.Components.Situations;

/// <summary>Conditions, situations and verdicts in the words of the vocabulary.</summary>
internal static class SituationWords
{
    public static string Of(VocabularyText words, Situation situation, string language) =>
        string.Join(" · ", situation.Facts.Select(fact => $"{words.Dimensions[fact.Key][language]}: {words.Values[(fact.Key, fact.Value)][language]}"));

    public static string Of(VocabularyText words, Verdict verdict, string language) => Of(words, verdict.Liability, verdict.Duties, language);

    public static string Of(VocabularyText words, Liability liability, IEnumerable<string> duties, string language) =>
        string.Join(" · ", duties.Select(duty => words.Duties.GetValueOrDefault(duty)?[language] ?? duty).Prepend(words.Liabilities[liability][language]));

    public static string Of(VocabularyText words, Condition condition, string language) =>
        $"{words.Dimensions[condition.Dimension][language]}: {string.Join(", ", condition.Values.Select(value => words.Values[(condition.Dimension, value)][language]))}";
}
