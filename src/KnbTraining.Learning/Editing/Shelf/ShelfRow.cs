using KnbTraining.Learning.Names;

namespace KnbTraining.Learning.Editing.Shelf;

/// <summary>How a document stands to what is published.</summary>
public enum ShelfState
{
    /// <summary>Published, and nobody changes it.</summary>
    Published,

    /// <summary>Published, and an open change holds another text of it.</summary>
    Changed,

    /// <summary>Only an open change has it.</summary>
    New,

    /// <summary>An open change takes it out of the content, or an earlier edition did.</summary>
    Retired,
}

/// <summary>How far a document is in one language; the worst counts.</summary>
public enum ShelfLanguage
{
    /// <summary>Complete, and read by somebody who speaks the language.</summary>
    Read,

    /// <summary>Complete, and nobody has said that they read it.</summary>
    Unread,

    /// <summary>Another language of a text says something new since.</summary>
    Stale,

    /// <summary>A text is empty.</summary>
    Missing,
}

/// <summary>A document that somebody must look at again.</summary>
/// <param name="Title">Null where documents of its kind have none.</param>
/// <param name="Day">Local day by which.</param>
public sealed record DueDocument(string Path, string? Title, DateOnly Day);

/// <summary>A document in the list of all documents; the three of a lesson are one.</summary>
/// <param name="Path">Of a lesson that in the viewer's language.</param>
/// <param name="Paths">The document, or the three of a lesson.</param>
/// <param name="Title">In the viewer's language; the path where the document has none.</param>
/// <param name="Languages">In the order of the languages of the application.</param>
/// <param name="ReviewBy">Local day by which somebody must look again, of a lesson the first of its languages; null where the document does without.</param>
/// <param name="ChangedBy">
/// Who wrote it last: in an open change, else in the one that was published, whoever approved or published it; who published the edition where no change
/// made it; null where nobody knows.
/// </param>
/// <param name="Edition">The edition that changed it last, or took it out; null where it was never published.</param>
/// <param name="UsedIn">How many documents use it.</param>
/// <param name="Changes">The open changes that hold it, by number.</param>
public sealed record ShelfRow(
    string Path,
    IReadOnlyList<string> Paths,
    DocumentKind Kind,
    string Title,
    ShelfState State,
    IReadOnlyList<(string Language, ShelfLanguage State)> Languages,
    DateOnly? ReviewBy,
    string? ChangedBy,
    DateTimeOffset? ChangedAt,
    int? Edition,
    int UsedIn,
    IReadOnlyList<DocumentInChange> Changes)
{
    /// <summary>True where an edition has taken it out: nothing of it is in the content any more.</summary>
    public bool IsGone { get; init; }

    /// <summary>Findings in it, in the change that has most of them, when it was last saved there.</summary>
    public int FindingCount { get; init; }

    /// <summary>What is searched besides the title: path and all texts in all languages, folded as names are.</summary>
    internal IReadOnlyList<string> Folded { get; init; } = [];

    /// <param name="words">From <see cref="NameFold.Words"/>: each must stand in the title, the path or some of the texts.</param>
    public bool Holds(IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        if (words.Count == 0)
        {
            return true;
        }

        var title = NameFold.Fold(Title);
        foreach (var word in words)
        {
            var found = title.Contains(word, StringComparison.Ordinal);
            for (var i = 0; i < Folded.Count && !found; i++)
            {
                found = Folded[i].Contains(word, StringComparison.Ordinal);
            }

            if (!found)
            {
                return false;
            }
        }

        return true;
    }
}
