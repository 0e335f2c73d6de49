using KnbTraining.Content.Documents;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Editions.Readers;

/// <summary>Reads <c>wording.yaml</c>.</summary>
internal static class StatementPhrasesReader
{
    public static StatementPhrases Read(FieldReader fields)
    {
        fields.Translation();
        var attributions = new Dictionary<string, Phrases>(StringComparer.Ordinal);
        foreach (var entry in fields.Maps("attributions"))
        {
            var source = entry.Id("source");
            if (!attributions.TryAdd(source, Phrases(entry, "phrases")))
            {
                entry.Report(entry.Line, $"'{source}' stands here twice.", "Give each source one entry.");
            }

            entry.Finish();
        }

        var wording = new StatementPhrases(
            attributions,
            Phrases(fields, "sources-at-large"),
            Phrases(fields, "planned"),
            Phrases(fields, "sources-of-this-course"),
            Phrases(fields, "law-places"));
        fields.Finish();
        return wording;
    }

    private static Phrases Phrases(FieldReader fields, string key)
    {
        var phrases = Languages.All.ToDictionary(language => language, _ => (IReadOnlyList<string>)[], StringComparer.Ordinal);
        if (fields.Map(key) is not { } map)
        {
            return new Phrases(phrases);
        }

        foreach (var language in map.Findings.Languages)
        {
            phrases[language] = map.Texts(language);
            if (phrases[language].Count == 0)
            {
                map.Report(map.LineOf(language), $"'{key}' has no phrase in '{language}'.", "Write at least one.");
            }
        }

        map.Finish();
        return new Phrases(phrases);
    }
}
