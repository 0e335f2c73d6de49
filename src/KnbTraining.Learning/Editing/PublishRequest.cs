using KnbTraining.Content.Documents;
using KnbTraining.Learning.Editions;

namespace KnbTraining.Learning.Editing;

/// <summary>One document exactly as somebody read it.</summary>
/// <param name="Hash">SHA-256 of the text, as <see cref="DocumentBlob.HashOf"/> makes it.</param>
public sealed record ReadDocument(string Path, string Hash);

/// <summary>What a reviewer read and wants to publish. Text that nobody read never goes out with it.</summary>
/// <param name="BaseEdition">The edition that was current when it was read.</param>
public sealed record PublishRequest(int BaseEdition, IReadOnlyList<ReadDocument> Documents);

public enum PublishConflictReason
{
    /// <summary>The draft was saved again after it had been read.</summary>
    Newer,

    /// <summary>There is no draft any more: it was published or discarded.</summary>
    Ended,

    /// <summary>The same document was named twice, with texts that differ.</summary>
    Twice,

    /// <summary>An edition was made meanwhile, in which this document changed.</summary>
    EditionMoved,
}

/// <summary>A document that is not as it was read.</summary>
public sealed record PublishConflict(string Path, PublishConflictReason Reason);

/// <summary>What was published.</summary>
/// <param name="EditionNumber">The new edition.</param>
/// <param name="OwnTexts">
/// Documents that the publisher wrote, alone or with others. They went out without a second pair of eyes, because the organisation
/// lets authors publish.
/// </param>
public sealed record PublishOutcome(int EditionNumber, IReadOnlyList<string> OwnTexts);

/// <summary>All open drafts, to be read before they are published.</summary>
/// <param name="Base">The current edition, from which they differ.</param>
/// <param name="FourEyesRelaxed">True where the organisation lets authors publish what they wrote.</param>
public sealed record DraftReview(NumberedEdition Base, IReadOnlyList<DraftToReview> Drafts, bool FourEyesRelaxed);

/// <param name="Authors">Names of all who saved this draft since it began, the first one first.</param>
/// <param name="IsOwn">True where the viewer is one of them.</param>
public sealed record DraftToReview(
    string Path, DocumentKind Kind, string Title, string Text, IReadOnlyList<string> Authors, bool IsOwn, string SavedBy, DateTimeOffset SavedAt)
{
    public ReadDocument AsRead => new(Path, DocumentBlob.HashOf(Text));
}
