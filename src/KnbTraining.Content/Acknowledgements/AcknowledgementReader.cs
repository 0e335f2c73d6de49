using KnbTraining.Content.Documents;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Acknowledgements;

/// <summary>Reads <c>acknowledgements/*.yaml</c>.</summary>
internal static class AcknowledgementReader
{
    /// <summary>A confirmation that took less than this shows nothing.</summary>
    public const int ShortestReading = 10;

    /// <summary>Half an hour: whatever needs longer is a lesson.</summary>
    public const int LongestReading = 1800;

    /// <summary>In characters: what is typed on a phone without a mistake.</summary>
    public const int LongestPhrase = 120;

    private const int LongestText = ContentLimits.LongestValue;

    public static AcknowledgementDocument Read(FieldReader fields)
    {
        var id = fields.Id();
        if (fields.Path != AcknowledgementDocument.PathOf(id))
        {
            fields.Report(fields.LineOf("id"), $"The document says it is '{id}', but lies at {fields.Path}.", $"Move it to {AcknowledgementDocument.PathOf(id)} or change the id.");
        }

        var version = fields.Number("version", 1, 9999);
        var translation = fields.Translation();
        var audience = fields.Texts("audience");
        var seconds = fields.Number("reading-seconds", ShortestReading, LongestReading);
        var months = fields.Has("renewal-months") ? fields.Number("renewal-months", 1, 120) : (int?)null;
        _ = fields.OptionalText("renewal-months");

        // Editions published before courses named their texts may say it here; publishing asks to move it.
        _ = fields.OptionalText("course");
        var rules = fields.Texts("rules", required: false);
        var sources = fields.Texts("sources", required: false);
        var (title, phrase, text) = (fields.Localized("title"), fields.Localized("phrase"), fields.Localized("text"));
        fields.Finish();
        foreach (var language in Languages.All)
        {
            CheckPhrase(fields, language, phrase[language]);
            if (text[language].Length > LongestText)
            {
                fields.Report(LineOf(fields, "text", language), $"The text in '{language}' has {text[language].Length} characters.", $"Keep it within {LongestText}: what is confirmed must be read in one go.");
            }
            else if (SafeMarkdown.Fault(text[language]) is var (_, message))
            {
                fields.Report(LineOf(fields, "text", language), message, "Write it more simply, or split it.");
            }
        }

        return new AcknowledgementDocument(
            id,
            fields.Path,
            version,
            translation,
            audience,
            seconds,
            months,
            rules,
            sources,
            Languages.All.ToDictionary(language => language, language => new AcknowledgementText(title[language], text[language], phrase[language]), StringComparer.Ordinal));
    }

    private static void CheckPhrase(FieldReader fields, string language, string phrase)
    {
        // An empty one was found already.
        if (phrase.Length == 0)
        {
            return;
        }

        if (phrase.Length > LongestPhrase || phrase.Contains('\n', StringComparison.Ordinal))
        {
            fields.Report(LineOf(fields, "phrase", language), $"The phrase in '{language}' is longer than one line of {LongestPhrase} characters.", "Ask for one short sentence: people type it, also on a phone.");
        }
        else if (!ConfirmationPhrase.HasWords(phrase))
        {
            fields.Report(LineOf(fields, "phrase", language), $"The phrase in '{language}' has no words.", "Ask for one short sentence.");
        }
    }

    private static int LineOf(FieldReader fields, string key, string language) =>
        fields.Entries.FirstOrDefault(entry => entry.Key == key)?.Value is YamlMapping texts
            ? texts.Entries.FirstOrDefault(entry => entry.Key == language)?.Line ?? texts.Line
            : fields.LineOf(key);
}
