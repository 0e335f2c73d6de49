using KnbTraining.Content.Text;

namespace KnbTraining.Content.Documents;

/// <summary>Texts in all languages, and how far they are translated.</summary>
internal sealed partial class FieldReader
{
    /// <summary>A map with exactly one text for each language, none empty.</summary>
    public LocalizedText Localized(string key)
    {
        if (Required(key) is not YamlMapping mapping)
        {
            return Find(key) is { } other ? NotLocalized(other, key) : LocalizedText.Empty;
        }

        return AsLocalized(mapping, key);
    }

    public LocalizedText AsLocalized(YamlNode node, string name)
    {
        if (node is not YamlMapping mapping)
        {
            return NotLocalized(node, name);
        }

        var fields = new FieldReader(Path, mapping, Findings);
        foreach (var missing in Findings.Languages.Where(language => !fields.Has(language)))
        {
            Report(mapping.Line, $"'{new FieldName(name)}' has no text in '{missing}'.", "Write it: every language is complete, always.");
            fields._known.Add(missing);
        }

        // A language that came later than the documents speaks English.
        var texts = Languages.All.ToDictionary(
            language => language,
            language => fields.OptionalText(Findings.Languages.Contains(language, StringComparer.Ordinal) ? language : Languages.English) ?? "",
            StringComparer.Ordinal);
        fields.Finish();
        return LocalizedText.Of(texts);
    }

    /// <summary>By which day somebody must look at the document again, as <see cref="ReadHead"/> found it.</summary>
    public DateOnly? ReviewBy { get; private set; }

    /// <summary>What every document may say of itself. <see cref="Translation"/> reads it too.</summary>
    public void ReadHead() => ReviewBy = Date(ReviewDay.Key);

    public Translation Translation()
    {
        ReadHead();
        var known = new Dictionary<string, TranslationState>(StringComparer.Ordinal) { ["draft"] = TranslationState.Draft, ["reviewed"] = TranslationState.Reviewed };
        var states = new Dictionary<string, TranslationState>(StringComparer.Ordinal);
        if (Map("translation") is { } fields)
        {
            foreach (var language in Findings.Languages)
            {
                states[language] = fields.Choice(language, known);
            }

            fields.Finish();
        }

        return new Translation(states);
    }

    private LocalizedText NotLocalized(YamlNode node, string name)
    {
        var keys = string.Join(' ', Findings.Languages.Select(language => language + ":"));
        Report(node.Line, $"'{new FieldName(name)}' must give the text in each language.", $"Write below it: {keys}");
        return LocalizedText.Empty;
    }
}
