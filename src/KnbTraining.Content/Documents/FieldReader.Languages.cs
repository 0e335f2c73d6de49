using KnbTraining.Content.Text;

namespace KnbTraining.Content.Documents;

/// <summary>Texts in all languages, and how far they are translated.</summary>
internal sealed partial class FieldReader
{
    /// <summary>A map with exactly en, ru and kk, none empty.</summary>
    public LocalizedText Localized(string key)
    {
        if (Required(key) is not YamlMapping mapping)
        {
            if (Find(key) is { } other)
            {
                Report(other.Line, $"'{new FieldName(key)}' must give the text in each language.", "Write en:, ru: and kk: below it.");
            }

            return new LocalizedText("", "", "");
        }

        return AsLocalized(mapping, key);
    }

    public LocalizedText AsLocalized(YamlNode node, string name)
    {
        if (node is not YamlMapping mapping)
        {
            Report(node.Line, $"'{new FieldName(name)}' must give the text in each language.", "Write en:, ru: and kk: below it.");
            return new LocalizedText("", "", "");
        }

        var fields = new FieldReader(Path, mapping, Findings);
        foreach (var missing in Languages.All.Where(language => !fields.Has(language)))
        {
            Report(mapping.Line, $"'{new FieldName(name)}' has no text in '{missing}'.", "Write it: all three languages are complete, always.");
            fields._known.Add(missing);
        }

        var text = new LocalizedText(fields.OptionalText("en") ?? "", fields.OptionalText("ru") ?? "", fields.OptionalText("kk") ?? "");
        fields.Finish();
        return text;
    }

    public Translation Translation()
    {
        var states = new Dictionary<string, TranslationState>(StringComparer.Ordinal) { ["draft"] = TranslationState.Draft, ["reviewed"] = TranslationState.Reviewed };
        if (Map("translation") is not { } fields)
        {
            return new Translation(TranslationState.Draft, TranslationState.Draft, TranslationState.Draft);
        }

        var translation = new Translation(fields.Choice("en", states), fields.Choice("ru", states), fields.Choice("kk", states));
        fields.Finish();
        return translation;
    }
}
