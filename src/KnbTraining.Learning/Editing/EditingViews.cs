using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Learning.Editions;

namespace KnbTraining.Learning.Editing;

public enum DocumentKind
{
    Rule,
    Lesson,
    Question,
    Course,
    Acknowledgement,
    Other,
}

/// <summary>A document of the current edition, or one that exists only as a draft.</summary>
/// <param name="Title">In the viewer's language, from the current edition; the path where the edition has no title for it.</param>
/// <param name="FindingCount">Findings of the draft when it was last saved.</param>
public sealed record DocumentRow(
    string Path, DocumentKind Kind, string Title, bool HasDraft, string? DraftBy, DateTimeOffset? DraftAt, int FindingCount);

/// <summary>One document with its draft.</summary>
/// <param name="PublishedText">Null where the document exists only as a draft.</param>
/// <param name="DraftVersion">Hand it back with the next save: it tells whether somebody else saved in between.</param>
public sealed record DocumentView(
    string Path,
    string? PublishedText,
    string? DraftText,
    int DraftVersion,
    int EditionNumber,
    DocumentKind Kind,
    string Title,
    string? DraftBy,
    DateTimeOffset? DraftAt);

/// <param name="Version">Hand it back with the next save.</param>
/// <param name="Findings">What publishing this draft alone would run into: those of this document first.</param>
public sealed record DraftSaved(int Version, DateTimeOffset SavedAt, IReadOnlyList<Finding> Findings);

/// <summary>Where something is used.</summary>
/// <param name="Families">Ids of the item families that ask about it.</param>
public sealed record DocumentUsage(
    IReadOnlyList<DocumentUse> Lessons,
    IReadOnlyList<DocumentUse> Courses,
    IReadOnlyList<DocumentUse> Questions,
    IReadOnlyList<DocumentUse> Rules,
    IReadOnlyList<string> Families)
{
    /// <summary>Texts to confirm that rest on it.</summary>
    public IReadOnlyList<DocumentUse> Acknowledgements { get; init; } = [];

    public bool Any => Lessons.Count + Courses.Count + Questions.Count + Rules.Count + Families.Count + Acknowledgements.Count > 0;
}

public sealed record DocumentUse(string Path, string Id, string Title);

/// <summary>All open drafts together.</summary>
/// <param name="Drafts">How many documents have a draft.</param>
/// <param name="Edition">Null where the drafts do not hold together; the published edition where there are none.</param>
/// <param name="Findings">Why they do not.</param>
public sealed record WorkingDraft(int Drafts, Edition? Edition, IReadOnlyList<Finding> Findings);

/// <summary>An edition in the history.</summary>
/// <param name="ChangedPaths">Documents that differ from the edition before; all of them for the first.</param>
public sealed record EditionSummary(
    int Number, DateTimeOffset PublishedAt, string PublishedBy, EditionOrigin Origin, IReadOnlyList<string> ChangedPaths);
