using KnbTraining.Content.Documents;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Acknowledgements;

/// <summary>A text that people read and confirm, one version of it.</summary>
/// <param name="Path">The document's path in the content folder.</param>
/// <param name="Version">From 1; rises with every change of what people read or type, so that all confirm it anew.</param>
/// <param name="Audience">Ids of the audiences: current, former, candidate, head, everyone.</param>
/// <param name="ReadingSeconds">Shortest time between opening the text and confirming it, in seconds.</param>
/// <param name="RenewalMonths">Months for which a confirmation counts, at least 1; null where it counts until the next version.</param>
/// <param name="Rules">Ids of the rules it rests on.</param>
/// <param name="Sources">Ids of the source documents it rests on.</param>
public sealed record AcknowledgementDocument(
    string Id,
    string Path,
    int Version,
    Translation Translation,
    IReadOnlyList<string> Audience,
    int ReadingSeconds,
    int? RenewalMonths,
    IReadOnlyList<string> Rules,
    IReadOnlyList<string> Sources,
    IReadOnlyDictionary<string, AcknowledgementText> Texts)
{
    public const string Folder = "acknowledgements";

    public AcknowledgementText this[string language] => Texts.GetValueOrDefault(Languages.Known(language)) ?? Texts[Languages.English];

    public static string PathOf(string id) => $"{Folder}/{id}.yaml";

    /// <summary>One document alone, for example out of an edition of long ago; null where it cannot be read.</summary>
    public static AcknowledgementDocument? Parse(string path, string text)
    {
        var findings = new FindingList(LanguagesOf(path, text));
        var read = FieldReader.Open(path, text, findings) is { } fields ? AcknowledgementReader.Read(fields) : null;
        return findings.Count == 0 ? read : null;
    }

    // Those of its title: what was published before a language came has no text in it.
    private static IReadOnlyList<string> LanguagesOf(string path, string text) =>
        PlainYaml.Read(path, text, new FindingList())?.Entries.FirstOrDefault(entry => entry.Key == "title")?.Value is YamlMapping title
            ? [.. Languages.All.Where(language => language == Languages.English || title.Entries.Any(entry => entry.Key == language))]
            : Languages.All;

    /// <summary>True where a confirmation speaks of exactly what stands here now.</summary>
    public bool IsConfirmedBy(int version, string language, string textHash) => version == Version && this[language].Hash == textHash;
}
