using KnbTraining.Content.Reference;
using KnbTraining.Rules;

namespace KnbTraining.Web.Components.Situations;

/// <summary>Conditions, situations and verdicts in the words of the vocabulary.</summary>
internal static class SituationWords
{
    public static string Of(VocabularyText words, Situation situation, string language) =>
        string.Join(" · ", situation.Facts.Select(fact => $"{words.Dimensions[fact.Key][language]}: {words.Values[(fact.Key, fact.Value)][language]}"));

    public static string Of(VocabularyText words, Verdict verdict, string language) =>
        string.Join(" · ", verdict.Duties.Select(duty => words.Duties[duty][language]).Prepend(words.Liabilities[verdict.Liability][language]));

    public static string Of(VocabularyText words, Condition condition, string language) =>
        $"{words.Dimensions[condition.Dimension][language]}: {string.Join(", ", condition.Values.Select(value => words.Values[(condition.Dimension, value)][language]))}";
}
