using System.Globalization;
using System.Text;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Exchange.Bundles;

/// <summary>An edition as it travels from one installation to another.</summary>
/// <param name="Edition">Its number at the publisher, from 1.</param>
/// <param name="PublishedAt">In UTC, to the second.</param>
/// <param name="Publisher">The name of the publisher's organisation, one line in each language; empty texts where it has none.</param>
/// <param name="Documents">All of them.</param>
/// <param name="Earlier">
/// What the documents were in the publisher's editions before: the SHA-256 of each text (UTF-8, lower-case hexadecimal), by path. An
/// installation finds out with it whether it has changed a document itself, or only has an older one.
/// </param>
public sealed record EditionBundle(
    int Edition,
    DateTimeOffset PublishedAt,
    LocalizedText Publisher,
    DocumentSet Documents,
    ILookup<string, string> Earlier)
{
    private const string Form = "1";

    private const string Moment = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>What stands in the bundle about the edition: one line for each value.</summary>
    internal string WriteHead()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"format {Form}\nedition {Edition}\npublished {PublishedAt.UtcDateTime.ToString(Moment, CultureInfo.InvariantCulture)}\n");
        text.Append(CultureInfo.InvariantCulture, $"content {Documents.Hash}\n");
        foreach (var language in Languages.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"publisher {language} {Publisher[language]}\n");
        }

        return text.ToString();
    }

    internal string WriteEarlier() => string.Concat(Earlier
        .SelectMany(of => of.Distinct(StringComparer.Ordinal).Select(hash => (Path: of.Key, Hash: hash)))
        .OrderBy(one => one.Path, StringComparer.Ordinal).ThenBy(one => one.Hash, StringComparer.Ordinal)
        .Select(one => $"{one.Hash}  {one.Path}\n"));

    /// <summary>True where a head was written by a newer version of the application.</summary>
    internal static bool IsNewer(string head) => head.StartsWith("format ", StringComparison.Ordinal) && !head.StartsWith($"format {Form}\n", StringComparison.Ordinal);

    /// <summary>Null where the head is anything else than what <see cref="WriteHead"/> writes of these documents.</summary>
    internal static EditionBundle? Read(string head, DocumentSet documents, ILookup<string, string> earlier)
    {
        string? Of(string name) => head.Split('\n').FirstOrDefault(line => line.StartsWith(name + " ", StringComparison.Ordinal))?[(name.Length + 1)..];
        if (!int.TryParse(Of("edition"), NumberStyles.None, CultureInfo.InvariantCulture, out var edition) || edition < 1
            || !DateTimeOffset.TryParseExact(Of("published"), Moment, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var published))
        {
            return null;
        }

        var read = new EditionBundle(edition, published, LocalizedText.Of(language => Of($"publisher {language}") ?? ""), documents, earlier);
        return read.WriteHead() == head ? read : null;
    }
}
