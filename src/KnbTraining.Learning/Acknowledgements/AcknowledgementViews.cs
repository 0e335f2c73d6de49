namespace KnbTraining.Learning.Acknowledgements;

/// <summary>A text addressed to the viewer, as it stands for them.</summary>
/// <param name="Title">In the viewer's language.</param>
/// <param name="LatestId">Their latest confirmation of any version; null where there is none.</param>
public sealed record AcknowledgementView(
    string DocumentId, string Title, int Version, int ReadingSeconds, AcknowledgementStanding Standing, Guid? LatestId);

/// <summary>A text before its reader.</summary>
/// <param name="Id">Hand it back to confirm; null where nothing is to be confirmed.</param>
/// <param name="Html">Sanitised.</param>
/// <param name="ConfirmableAt">The instant from which a confirmation is taken.</param>
public sealed record Reading(
    Guid? Id,
    string DocumentId,
    int Version,
    string Title,
    string Html,
    string Phrase,
    string? CourseId,
    string? CourseTitle,
    int ReadingSeconds,
    DateTimeOffset ConfirmableAt,
    AcknowledgementStanding Standing,
    Guid? LatestId);

/// <summary>A confirmation in a list.</summary>
/// <param name="Title">From the edition of then, in the asked language.</param>
/// <param name="Standing">Of this confirmation: <see cref="AcknowledgementState.Confirmed"/>, <see cref="AcknowledgementState.RunOut"/>, or <see cref="AcknowledgementState.Outdated"/> by a later version.</param>
public sealed record ConfirmedRow(
    Guid Id, string DocumentId, string Title, int Version, string Language, DateTimeOffset ConfirmedAt, DateOnly? ValidUntil, AcknowledgementState Standing);

/// <summary>A confirmation with its text, exactly as it was read.</summary>
/// <param name="Title">In the language of the reading.</param>
/// <param name="Html">Sanitised; empty where the text of then cannot be found.</param>
/// <param name="Matches">True where the stored text still has the hash that was kept with the confirmation.</param>
public sealed record Receipt(
    Guid Id,
    Guid PersonId,
    string PersonName,
    string UnitName,
    string DocumentId,
    int Version,
    int EditionNumber,
    string Language,
    string Title,
    string Html,
    string Phrase,
    string TypedPhrase,
    string TextHash,
    DateTimeOffset OpenedAt,
    DateTimeOffset ConfirmedAt,
    DateOnly? ValidUntil,
    bool Matches);
