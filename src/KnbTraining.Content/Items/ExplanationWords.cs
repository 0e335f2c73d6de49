
namespace KnbTraining.Content.Items;

/// <summary>The wordings that explanations are made of, in one language.</summary>
internal sealed class ExplanationWords(IItemMaterial material, string language)
{
    /// <summary>The stem document that holds them.</summary>
    public const string Stem = "explanation";

    public string Language => language;

    public string Say(string key, params (string Name, object Value)[] values) => material.Stems[Stem]
        .Say(key, 0, language, values.ToDictionary(value => value.Name, value => value.Value, StringComparer.Ordinal));
}
