using KnbTraining.Content.Documents;

namespace KnbTraining.Learning.Editing;

/// <summary>Somebody else saved the document, or took it out of the change, since it was read.</summary>
/// <param name="Theirs">The text that is there now; empty where the document is to be retired.</param>
/// <param name="Version">Its version: a save that names it replaces that text knowingly.</param>
public sealed record DraftConflict(string Theirs, int Version) : Refusal(RefusalKind.Conflict);

/// <summary>What the change holds is not what was read, or what it rests on has moved.</summary>
public sealed record NotAsRead(IReadOnlyList<PublishConflict> Documents) : Refusal(RefusalKind.Conflict);

/// <summary>The person wrote some of the documents, alone or with others.</summary>
/// <param name="OwnTexts">The paths of those documents, in order.</param>
public sealed record FourEyesMissing(IReadOnlyList<string> OwnTexts) : Refusal(RefusalKind.NotAllowed);

/// <summary>The documents together do not pass the content check.</summary>
public sealed record ContentFaults(IReadOnlyList<Finding> Found) : Refusal(RefusalKind.Invalid);

/// <summary>The act does not fit how far the change has come.</summary>
/// <param name="State">How far that is.</param>
public sealed record WrongState(ChangeState State) : Refusal(RefusalKind.Conflict);

/// <summary>Another change took the document up while it was open outside of any. A second save opens one more knowingly.</summary>
/// <param name="Change">The number of that change.</param>
public sealed record HeldElsewhere(int Change) : Refusal(RefusalKind.Conflict);

/// <summary>An edition came in between with which the approved texts mean something else than the approver read.</summary>
/// <param name="Edition">That edition.</param>
public sealed record ApprovalVoid(int Edition) : Refusal(RefusalKind.Conflict);

/// <summary>Some texts say what they said while another language says something new, and the person did not choose to publish them so.</summary>
/// <param name="Texts">How many, each language for itself.</param>
public sealed record StaleTextsLeft(int Texts) : Refusal(RefusalKind.Conflict);

/// <summary>Why a document cannot go out as it was read.</summary>
public enum PublishConflictReason
{
    /// <summary>It was written on after it had been read.</summary>
    Newer,

    /// <summary>An edition was made meanwhile, in which this document changed.</summary>
    EditionMoved,
}

/// <summary>A document that is not as it was read.</summary>
public sealed record PublishConflict(string Path, PublishConflictReason Reason);

/// <summary>Why a change could not be published on its day. The values are part of facts.</summary>
public enum PublishFailure
{
    /// <summary>A document was changed by another edition since.</summary>
    EditionMoved = 0,

    /// <summary>It does not pass the content check upon the newest edition.</summary>
    Findings = 1,

    /// <summary>It means something else than was approved: see <see cref="ApprovalVoid"/>.</summary>
    ImpactMoved = 2,

    /// <summary>It changes nothing any more.</summary>
    Unchanged = 3,
}
