using KnbTraining.Content.Documents;
using KnbTraining.Learning.Editing;
using KnbTraining.Web.Localization;

namespace KnbTraining.Web.Features.Content.Editing;

/// <summary>
/// The titles of the documents that are listed together. A path is written in Latin letters and says nothing to a reader, so it is told only where the
/// title does not say which document is meant.
/// </summary>
public sealed class DocumentTitles
{
    private readonly HashSet<(string Title, string? Language)> _shared;

    private DocumentTitles(HashSet<(string Title, string? Language)> shared) => _shared = shared;

    public static DocumentTitles Of(IEnumerable<(string Path, string Title)> documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        return new([.. documents.Distinct().GroupBy(one => (one.Title, LanguageOf(one.Path))).Where(group => group.Count() > 1).Select(group => group.Key)]);
    }

    /// <summary>What tells a document from the others: the language of a lesson's text, the path where another one has this title.</summary>
    /// <returns>Null where the title says it, or is the path itself.</returns>
    public string? Apart(string path, string title)
    {
        var language = LanguageOf(path);
        return title == path ? null
            : _shared.Contains((title, language)) ? path
            : language is null ? null
            : LanguageNames.Of(language);
    }

    /// <summary>The language of one text of a lesson; null for any other document.</summary>
    public static string? LanguageOf(string path) =>
        DocumentPath.KindOf(path) == DocumentKind.Lesson && path.EndsWith(".md", StringComparison.Ordinal) ? DocumentPath.NameOf(path) : null;
}
