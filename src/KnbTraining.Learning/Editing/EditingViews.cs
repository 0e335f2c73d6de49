using KnbTraining.Content.Analysis;
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

    /// <summary>Situations with what is expected of them.</summary>
    LawCases,
    Other,
}

/// <summary>A document of the current edition, or one that exists only in changes.</summary>
/// <param name="Title">In the viewer's language, from the current edition; the path where the edition has no title for it.</param>
/// <param name="Changes">The open changes that hold it, by number.</param>
public sealed record DocumentRow(string Path, DocumentKind Kind, string Title, IReadOnlyList<DocumentInChange> Changes)
{
    public bool HasDraft => Changes.Count > 0;

    /// <summary>Findings in it, in the change that has most of them, when it was last saved there.</summary>
    public int FindingCount => Changes.Count == 0 ? 0 : Changes.Max(one => one.FindingCount);
}

/// <summary>A document as one open change holds it.</summary>
public sealed record DocumentInChange(int Change, string Title, ChangeState State, string SavedBy, DateTimeOffset SavedAt, int FindingCount)
{
    /// <summary>True where the change takes it out of the content.</summary>
    public bool IsRetired { get; init; }
}

/// <summary>One document, as published and in one change.</summary>
/// <param name="PublishedText">Null where the document exists only in a change.</param>
/// <param name="DraftText">Null where it is not in the change, or retired by it.</param>
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
    DateTimeOffset? DraftAt)
{
    /// <summary>The change in which it is looked at; null where none was named.</summary>
    public ChangeRow? Change { get; init; }

    /// <summary>True where the change takes the document out of the content.</summary>
    public bool IsRetired { get; init; }

    /// <summary>The published text that the change began with; null where there was none, or where nothing moved.</summary>
    public string? BaseText { get; init; }

    /// <summary>True where another edition changed the document since the change took it up.</summary>
    public bool IsMoved { get; init; }

    /// <summary>All open changes that hold it, by number.</summary>
    public IReadOnlyList<DocumentInChange> Changes { get; init; } = [];

    /// <summary>Hash of <see cref="PublishedText"/>; null where there is none.</summary>
    public string? PublishedHash => PublishedText is null ? null : DocumentBlob.HashOf(PublishedText);
}

/// <param name="Change">The number of the change that holds it.</param>
/// <param name="Version">Hand it back with the next save.</param>
/// <param name="Findings">What publishing the change would run into: those of this document first.</param>
public sealed record DraftSaved(int Change, int Version, DateTimeOffset SavedAt, IReadOnlyList<Finding> Findings);

/// <summary>A change in a list.</summary>
/// <param name="Title">Empty only where the drafts of a version without changes were taken over.</param>
/// <param name="Documents">How many documents it holds.</param>
/// <param name="Findings">How many findings its documents had when they were last saved.</param>
/// <param name="OpenComments">Comments that nobody has settled.</param>
/// <param name="IsOwn">True where the viewer opened it or wrote any of it.</param>
public sealed record ChangeRow(
    int Number,
    string Title,
    ChangeState State,
    string OpenedBy,
    DateTimeOffset OpenedAt,
    DateTimeOffset ChangedAt,
    int Documents,
    int Findings,
    int OpenComments,
    bool IsOwn,
    DateOnly? PublishOn,
    int? Edition)
{
    public bool IsOpen => State is not (ChangeState.Published or ChangeState.Withdrawn);
}

/// <summary>A change with everything in it, to be read by whoever decides about it.</summary>
/// <param name="Base">The newest edition, from which it differs. For a change that is over: the edition before its own, or the newest.</param>
/// <param name="Version">Hand it back when title or reason are changed.</param>
/// <param name="FourEyesRelaxed">True where the organisation lets authors approve what they wrote.</param>
public sealed record ChangeView(
    ChangeRow Row,
    string Reason,
    int Version,
    int Revision,
    NumberedEdition Base,
    IReadOnlyList<DocumentToReview> Documents,
    IReadOnlyList<ChangeStepView> Steps,
    IReadOnlyList<ChangeCommentView> Comments,
    IReadOnlyList<RevisionView> Revisions,
    bool FourEyesRelaxed)
{
    /// <summary>What was read, for deciding about exactly this.</summary>
    public ReadChange AsRead => new(Row.Number, ContentHash.Of(Documents.Select(one => KeyValuePair.Create(one.Path, one.Hash))), Base.Number);

    /// <summary>Texts that the change leaves stale upon the base and that nobody has looked at; none for a change that is over.</summary>
    public IReadOnlyList<StaleText> Stale { get; init; } = [];

    /// <summary>Marks of texts that somebody has looked at: see <see cref="StaleText.Marks"/>.</summary>
    public IReadOnlySet<string> Looked { get; init; } = new HashSet<string>();

    public IEnumerable<DocumentEdit> Edits => Documents.Select(one => new DocumentEdit(one.Path, one.After));
}

/// <param name="Before">As published in the base; null where it is new.</param>
/// <param name="After">Null where it is retired.</param>
/// <param name="IsMoved">True where another edition changed it since the change took it up.</param>
/// <param name="Authors">Names of all who wrote it, the first one first.</param>
/// <param name="IsOwn">True where the viewer is one of them.</param>
public sealed record DocumentToReview(
    string Path,
    DocumentKind Kind,
    string Title,
    string? Before,
    string? After,
    bool IsMoved,
    int Version,
    IReadOnlyList<string> Authors,
    bool IsOwn,
    DateTimeOffset SavedAt,
    int FindingCount)
{
    public string? Hash => After is null ? null : DocumentBlob.HashOf(After);
}

/// <param name="By">Null where the application did it.</param>
public sealed record ChangeStepView(
    ChangeStepKind Kind, DateTimeOffset At, string? By, int Revision, string Text, DateOnly? Day, int? BaseEdition, bool ByAuthor);

public sealed record ChangeCommentView(
    Guid Id, CommentPlace Place, string Text, string By, DateTimeOffset At, int Revision, string? SettledBy, IReadOnlyList<ChangeCommentView> Answers);

public sealed record RevisionView(int Number, DateTimeOffset MadeAt, string MadeBy, RevisionOccasion Occasion);

/// <summary>An edition in which one document changed.</summary>
/// <param name="Change">The number of the change that it came of; null where it came with the content folder, or before there were changes.</param>
/// <param name="Reason">Why that change was made; empty where it is not known.</param>
/// <param name="IsRetired">True where the edition took it out.</param>
public sealed record DocumentEditionView(
    int Edition, DateTimeOffset PublishedAt, string PublishedBy, EditionOrigin Origin, int? Change, string Title, string Reason, bool IsRetired);

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

    /// <summary>Pictures that show it, and the list of background law where an entry names it.</summary>
    public IReadOnlyList<DocumentUse> Others { get; init; } = [];

    public bool Any => Lessons.Count + Courses.Count + Questions.Count + Rules.Count + Families.Count + Acknowledgements.Count + Others.Count > 0;
}

public sealed record DocumentUse(string Path, string Id, string Title);

/// <summary>The current edition with a change put in.</summary>
/// <param name="Edition">Null where its documents do not hold together.</param>
/// <param name="Findings">Why they do not.</param>
public sealed record WorkingDraft(ChangeRow Change, Edition? Edition, IReadOnlyList<Finding> Findings);

/// <summary>An edition in the history.</summary>
/// <param name="ChangedPaths">Documents that differ from the edition before; all of them for the first.</param>
public sealed record EditionSummary(
    int Number, DateTimeOffset PublishedAt, string PublishedBy, EditionOrigin Origin, IReadOnlyList<string> ChangedPaths);
