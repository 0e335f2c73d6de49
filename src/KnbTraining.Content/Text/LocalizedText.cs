namespace KnbTraining.Content.Text;

/// <summary>One text in every language; none may be empty where it is shown.</summary>
public sealed class LocalizedText : IEquatable<LocalizedText>
{
    private readonly string[] _texts;

    private LocalizedText(string[] texts) => _texts = texts;

    /// <summary>No text in any language.</summary>
    public static LocalizedText Empty { get; } = Same("");

    /// <summary>The text in a language; an unknown code gives English.</summary>
    public string this[string language] => _texts[Languages.IndexOf(language)];

    /// <param name="text">The text in each language, by its code.</param>
    public static LocalizedText Of(Func<string, string> text) => new([.. Languages.All.Select(text)]);

    /// <summary>Texts by language code; a language without one gets the English text, and none where that is missing too.</summary>
    public static LocalizedText Of(IReadOnlyDictionary<string, string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return Of(language => texts.GetValueOrDefault(language) ?? texts.GetValueOrDefault(Languages.English) ?? "");
    }

    /// <summary>One text for all languages.</summary>
    public static LocalizedText Same(string text) => Of(_ => text);

    /// <summary>This text with another one in a language.</summary>
    public LocalizedText With(string language, string text) => Of(other => other == language ? text : this[other]);

    /// <summary>The text of each language made into another one.</summary>
    public LocalizedText Select(Func<string, string> change) => Of(language => change(this[language]));

    public bool Equals(LocalizedText? other) => other is not null && _texts.AsSpan().SequenceEqual(other._texts);

    public override bool Equals(object? obj) => Equals(obj as LocalizedText);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var text in _texts)
        {
            hash.Add(text, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }

    public override string ToString() => string.Join(" / ", _texts);
}

/// <summary>Whether a native speaker with knowledge of the law has read the text.</summary>
public enum TranslationState
{
    Draft,
    Reviewed,
}

/// <summary>The state of each language of one document.</summary>
/// <param name="States">By language code.</param>
public sealed record Translation(IReadOnlyDictionary<string, TranslationState> States)
{
    /// <summary>A language without a state is a draft.</summary>
    public TranslationState this[string language] => States.GetValueOrDefault(language, TranslationState.Draft);
}
