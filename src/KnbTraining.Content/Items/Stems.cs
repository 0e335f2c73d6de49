using KnbTraining.Content.Text;

namespace KnbTraining.Content.Items;

/// <summary>The wordings of one generator: each key has one or more alternatives.</summary>
/// <param name="Drawing">
/// By which way of drawing an id of this edition means an item, from 1. A generator that learns to draw otherwise keeps the old
/// way for editions that name it: their attempts are replayed from ids.
/// </param>
internal sealed record Stems(IReadOnlyDictionary<string, IReadOnlyList<LiquidText>> Texts, int Drawing = 1)
{
    /// <summary>The newest way of drawing.</summary>
    public const int Newest = 1;

    private static readonly Dictionary<string, object> NoValues = new(StringComparer.Ordinal);

    /// <summary>Told of each wording that is asked for: its key, the language and the values. The check looks through this.</summary>
    public Action<string, string, IReadOnlyDictionary<string, object>>? Asked { get; init; }

    /// <summary>The wording of a key; the variant chooses among alternatives.</summary>
    public string Say(string key, uint variant, string language, IReadOnlyDictionary<string, object>? values = null)
    {
        var alternatives = Texts[key];
        Asked?.Invoke(key, language, values ?? NoValues);
        return alternatives[StableRandom.For(variant, key).Below(alternatives.Count)].Render(language, values ?? NoValues);
    }

    /// <summary>A wording by its place among the alternatives; the last one where there are fewer.</summary>
    public string SayAt(string key, int alternative, string language)
    {
        var alternatives = Texts[key];
        Asked?.Invoke(key, language, NoValues);
        return alternatives[Math.Min(alternative, alternatives.Count - 1)].Render(language, NoValues);
    }
}
