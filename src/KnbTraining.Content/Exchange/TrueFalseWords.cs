using KnbTraining.Content.Text;

namespace KnbTraining.Content.Exchange;

/// <summary>The words of the two answers where a format knows only "true" and "false".</summary>
internal static class TrueFalseWords
{
    private static readonly LocalizedText True = LocalizedText.Of(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [Languages.English] = "True",
        [Languages.Russian] = "Верно",
        [Languages.Kazakh] = "Дұрыс",
    });

    private static readonly LocalizedText False = LocalizedText.Of(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [Languages.English] = "False",
        [Languages.Russian] = "Неверно",
        [Languages.Kazakh] = "Дұрыс емес",
    });

    /// <summary>The two answers.</summary>
    /// <param name="holds">Which of them is right; null where none is said to be.</param>
    public static IReadOnlyList<ExchangeOption> Options(string language, bool? holds, string whenTrue, string whenFalse) =>
        [new(True[language], holds == true, whenTrue), new(False[language], holds == false, whenFalse)];
}
