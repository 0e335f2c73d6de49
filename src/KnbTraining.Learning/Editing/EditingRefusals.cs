using KnbTraining.Content.Documents;

namespace KnbTraining.Learning.Editing;

/// <summary>Somebody else saved, published or discarded the draft since it was read.</summary>
/// <param name="Theirs">The text that is there now.</param>
/// <param name="Version">Its version: a save that names it replaces that text knowingly.</param>
public sealed record DraftConflict(string Theirs, int Version) : Refusal(RefusalKind.Conflict);

/// <summary>Documents are not as the publisher read them.</summary>
public sealed record NotAsRead(IReadOnlyList<PublishConflict> Documents) : Refusal(RefusalKind.Conflict);

/// <summary>The publisher wrote some of the documents, alone or with others.</summary>
/// <param name="OwnTexts">The paths of those documents, in order.</param>
public sealed record FourEyesMissing(IReadOnlyList<string> OwnTexts) : Refusal(RefusalKind.NotAllowed);

/// <summary>The documents together do not pass the content check.</summary>
public sealed record ContentFaults(IReadOnlyList<Finding> Found) : Refusal(RefusalKind.Invalid);
