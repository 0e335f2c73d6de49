using KnbTraining.Content.Text;
using KnbTraining.Learning.Editing;
using KnbTraining.Learning.Names;

namespace KnbTraining.Web.Features.Content;

/// <summary>One line of the list: a document, or a lesson with its three.</summary>
/// <param name="Path">Where to edit it.</param>
/// <param name="Group">Rules: the family's id; empty otherwise.</param>
public sealed record DocumentLine(string Path, DocumentKind Kind, string Group, string Title, bool HasDraft, string? DraftBy, DateTimeOffset? DraftAt, int FindingCount);

/// <summary>The documents as an editor looks for them: by kind and family, lessons as one, found by words of title and path.</summary>
public static class DocumentList
{
    /// <summary>Kinds in the order in which editors need them.</summary>
    public static IReadOnlyList<DocumentKind> Kinds { get; } =
        [DocumentKind.Rule, DocumentKind.Lesson, DocumentKind.Question, DocumentKind.Course, DocumentKind.Acknowledgement, DocumentKind.LawCases, DocumentKind.Other];

    /// <param name="language">Which of a lesson's documents opens.</param>
    /// <returns>By title, in the order of names.</returns>
    /// <param name="search">Words that must all stand in title or path; null or empty finds everything.</param>
    public static IReadOnlyList<DocumentLine> Of(IEnumerable<DocumentRow> documents, string language, string? search, bool draftsOnly)
    {
        ArgumentNullException.ThrowIfNull(documents);
        var words = NameFold.Words(search);
        return [.. documents
            .GroupBy(document => document.Kind == DocumentKind.Lesson ? LessonOf(document.Path) : document.Path)
            .Select(group => Line([.. group], language))
            .Where(line => !draftsOnly || line.HasDraft)
            .Where(line => NameFold.Holds($"{line.Title}\n{line.Path}", words))
            .OrderBy(line => line.Title, NameOrder.Comparer)];
    }

    private static DocumentLine Line(DocumentRow[] group, string language)
    {
        var shown = Array.Find(group, document => document.Path.EndsWith($"/{Languages.Known(language)}.md", StringComparison.Ordinal)) ?? group[0];
        var latest = group.SelectMany(document => document.Changes).MaxBy(change => change.SavedAt);
        return new DocumentLine(
            shown.Path,
            shown.Kind,
            shown.Kind == DocumentKind.Rule ? shown.Path.Split('/')[1] : "",
            shown.Title,
            latest is not null,
            latest?.SavedBy,
            latest?.SavedAt,
            group.Sum(document => document.FindingCount));
    }

    private static string LessonOf(string path) => path.Split('/') is [_, var lesson, ..] ? $"lessons/{lesson}" : path;
}
