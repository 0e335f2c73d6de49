namespace KnbTraining.Content.Text;

/// <summary>The languages of the product, as equals.</summary>
public static class Languages
{
    public const string English = "en";
    public const string Russian = "ru";
    public const string Kazakh = "kk";

    /// <summary>All language codes, in the order in which documents list them.</summary>
    public static IReadOnlyList<string> All { get; } = [English, Russian, Kazakh];

    /// <summary>A known language code; anything else becomes English.</summary>
    public static string Known(string? code) => code is not null && All.Contains(code, StringComparer.Ordinal) ? code : English;
}

/// <summary>One text in all three languages; none may be empty.</summary>
public sealed record LocalizedText(string En, string Ru, string Kk)
{
    /// <summary>The text in a language; an unknown code gives English.</summary>
    public string this[string language] => language switch
    {
        Languages.Russian => Ru,
        Languages.Kazakh => Kk,
        _ => En,
    };
}

/// <summary>Whether a native speaker with knowledge of the law has read the text.</summary>
public enum TranslationState
{
    Draft,
    Reviewed,
}

/// <summary>The state of each language of one document.</summary>
public sealed record Translation(TranslationState En, TranslationState Ru, TranslationState Kk)
{
    public TranslationState this[string language] => language switch
    {
        Languages.Russian => Ru,
        Languages.Kazakh => Kk,
        _ => En,
    };
}
