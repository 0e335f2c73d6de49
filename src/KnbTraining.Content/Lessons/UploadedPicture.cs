using System.Globalization;
using System.Text;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Lessons;

/// <summary>A picture of which somebody uploaded a file, as a document of the content.</summary>
/// <param name="Title">Names the picture; by language.</param>
/// <param name="Alternative">What it shows, for whoever does not see it; by language.</param>
/// <param name="Rules">Ids of the rules that it shows; none where it is good practice.</param>
public sealed record UploadedPicture(
    string Id, PictureStanding Standing, LocalizedText Title, LocalizedText Alternative, IReadOnlyList<string> Rules, PictureFile File)
{
    /// <summary>Longest text that says what a picture shows, in characters.</summary>
    public const int LongestAlternative = 500;

    // Lines of text, so that no value of the document is longer than any may be.
    private const int BytesALine = 150;

    /// <summary>The document: the bytes stand in it in Base64, so that editions, changes, backups and the content folder hold them like any other text.</summary>
    public string ToDocument()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"id: {Id}\ntranslation: {{ ").AppendJoin(", ", Languages.All.Select(language => $"{language}: draft"))
            .Append(CultureInfo.InvariantCulture, $" }}\nstanding: {(Standing == PictureStanding.Sources ? "sources" : "good-practice")}\n");
        Append(text, "title", Title);
        Append(text, "alternative", Alternative);
        if (Rules.Count > 0)
        {
            text.Append("rules:\n");
            foreach (var rule in Rules)
            {
                text.Append(CultureInfo.InvariantCulture, $"  - {rule}\n");
            }
        }

        var picture = File;
        text.Append(CultureInfo.InvariantCulture, $"file:\n  type: {picture.MediaType}\n  width: {picture.Width}\n  height: {picture.Height}\n  sha256: \"{picture.Hash}\"\n  data:\n");
        foreach (var line in picture.Bytes.Chunk(BytesALine))
        {
            text.Append(CultureInfo.InvariantCulture, $"    - \"{Convert.ToBase64String(line)}\"\n");
        }

        return text.ToString();
    }

    /// <summary>A document of a picture for somebody to read: its bytes, which say nothing to anybody, are left out.</summary>
    public static string WithoutBytes(string document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var lines = document.Split('\n');
        var at = Array.IndexOf(lines, "  data:");
        return at < 0 ? document : string.Join('\n', lines[..(at + 1)].Append("    …").Concat(lines[(at + 1)..].SkipWhile(line => line.StartsWith("    - ", StringComparison.Ordinal))));
    }

    private static void Append(StringBuilder text, string key, LocalizedText words)
    {
        text.Append(CultureInfo.InvariantCulture, $"{key}:\n");
        foreach (var language in Languages.All)
        {
            var clean = string.Join(' ', words[language].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            text.Append(CultureInfo.InvariantCulture, $"  {language}: \"{clean.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"\n");
        }
    }
}
