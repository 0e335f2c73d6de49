using System.Globalization;
using KnbTraining.Learning.Ledger;

namespace KnbTraining.Learning.Editing;

/// <summary>Something about a change, found by its number.</summary>
/// <param name="Change">The number of the change.</param>
public abstract record ChangeFact(int Change) : Fact
{
    public override string? AboutKey() => KeyOf(Change);

    public static string KeyOf(int change) => string.Create(CultureInfo.InvariantCulture, $"change.{change}");
}

[RecordedAs("change.opened")]
public sealed record ChangeOpened(int Change, TextRef Title) : ChangeFact(Change);

/// <param name="Reason">Null where none was given.</param>
[RecordedAs("change.described")]
public sealed record ChangeDescribed(int Change, TextRef Title, TextRef? Reason) : ChangeFact(Change);

/// <summary>Somebody wrote at a document of a change for the first time.</summary>
/// <param name="Retires">True where the document is to be taken out of the content.</param>
[RecordedAs("change.document-begun")]
public sealed record ChangeDocumentBegun(int Change, Slug Path, bool Retires) : ChangeFact(Change);

/// <summary>A document was taken out of a change; what is published stays as it is.</summary>
/// <param name="Authors">Everybody who wrote it, in the order in which they began.</param>
[RecordedAs("change.document-dropped")]
public sealed record ChangeDocumentDropped(int Change, Slug Path, FactList<Guid> Authors) : ChangeFact(Change);

/// <param name="Content">See <see cref="ContentHash"/>.</param>
[RecordedAs("change.revised")]
public sealed record ChangeRevised(int Change, int Revision, Digest Content, RevisionOccasion Occasion) : ChangeFact(Change);

[RecordedAs("change.review-asked")]
public sealed record ChangeReviewAsked(int Change, int Revision) : ChangeFact(Change);

/// <summary>Somebody wrote on at a change that was in review or approved, and it is a draft again.</summary>
/// <param name="WasApproved">True where an approval fell by it.</param>
[RecordedAs("change.written-on")]
public sealed record ChangeWrittenOn(int Change, bool WasApproved) : ChangeFact(Change);

/// <param name="Content">See <see cref="ContentHash"/>.</param>
/// <param name="BaseEdition">The edition upon which it was read.</param>
/// <param name="Impact">Digest of what it does, as the approver saw it.</param>
/// <param name="ByAuthor">True where the approver is an author: the organisation has relaxed the rule of four eyes.</param>
[RecordedAs("change.approved")]
public sealed record ChangeApproved(int Change, int Revision, Digest Content, int BaseEdition, Digest Impact, bool ByAuthor) : ChangeFact(Change);

/// <summary>An edition came in between with which the same texts mean something else.</summary>
/// <param name="Edition">That edition.</param>
[RecordedAs("change.approval-voided")]
public sealed record ChangeApprovalVoided(int Change, int Revision, int Edition) : ChangeFact(Change);

[RecordedAs("change.sent-back")]
public sealed record ChangeSentBack(int Change, int Revision, TextRef Reason) : ChangeFact(Change);

/// <param name="Reason">Null where none was given.</param>
[RecordedAs("change.withdrawn")]
public sealed record ChangeWithdrawn(int Change, TextRef? Reason) : ChangeFact(Change);

/// <param name="Day">Null where it will not be published by itself any more.</param>
[RecordedAs("change.planned")]
public sealed record ChangePlanned(int Change, DateOnly? Day) : ChangeFact(Change);

/// <summary>Somebody has looked at texts of which another language changed, and found that they still hold.</summary>
/// <param name="Language">The language that was looked at.</param>
/// <param name="Held">How many texts.</param>
[RecordedAs("change.texts-looked-at")]
public sealed record ChangeTextsLookedAt(int Change, Slug Path, Slug Language, int Held) : ChangeFact(Change);

/// <summary>Somebody chose to publish a change, now or on a day, although texts in it are stale that nobody has looked at.</summary>
/// <param name="Stale">How many texts, each language for itself.</param>
[RecordedAs("change.stale-taken")]
public sealed record ChangeStaleTaken(int Change, int Revision, int Stale) : ChangeFact(Change);

/// <param name="ApprovedBy">Who had read it.</param>
[RecordedAs("change.published")]
public sealed record ChangePublished(int Change, int Revision, int Edition, Guid ApprovedBy) : ChangeFact(Change);

/// <summary>The day came on which it was to be published, and it could not be.</summary>
[RecordedAs("change.publishing-failed")]
public sealed record ChangePublishingFailed(int Change, int Revision, PublishFailure Failure) : ChangeFact(Change);

/// <summary>A document was taken out of the content by an edition.</summary>
/// <param name="Authors">Everybody who took part in it, in the order in which they began.</param>
/// <param name="ByAuthor">True where one of the authors published it: the organisation has relaxed the rule of four eyes.</param>
[RecordedAs("document.retired")]
public sealed record DocumentRetired(int Edition, Slug Path, FactList<Guid> Authors, bool ByAuthor) : Fact
{
    public override string? AboutKey() => Path.ToString();
}

/// <param name="Path">Null where it is about the change as a whole.</param>
[RecordedAs("change.commented")]
public sealed record ChangeCommented(int Change, Guid Comment, Slug? Path, TextRef Text) : ChangeFact(Change);

[RecordedAs("change.comment-settled")]
public sealed record ChangeCommentSettled(int Change, Guid Comment) : ChangeFact(Change);
