namespace KnbTraining.Learning.Acknowledgements;

/// <summary>A text addressed to the viewer, with the state of the viewer's confirmation.</summary>
/// <param name="Title">In the viewer's language.</param>
/// <param name="LatestId">Their latest confirmation of any version; null where there is none.</param>
public sealed record AcknowledgementView(
    string DocumentId, string Title, int Version, int ReadingSeconds, AcknowledgementStanding Standing, Guid? LatestId)
{
    /// <summary>Local day of their latest confirmation of any version; null where there is none.</summary>
    public DateOnly? LatestOn { get; init; }

    /// <summary>The courses that name the text and address the viewer.</summary>
    public IReadOnlyList<NamingCourse> Courses { get; init; } = [];

    /// <summary>Whole minutes of its reading time, at least 1.</summary>
    public int Minutes => Math.Max(1, (int)Math.Ceiling(ReadingSeconds / 60d));
}

/// <summary>A course of which a text is a step.</summary>
public sealed record NamingCourse(string Id, string Title);

public static class AcknowledgementViewExtensions
{
    /// <summary>Those of the texts that a course names, in its order.</summary>
    /// <param name="named">Ids, as the course names them.</param>
    public static IReadOnlyList<AcknowledgementView> Of(this IReadOnlyList<AcknowledgementView> mine, IReadOnlyList<string> named)
    {
        ArgumentNullException.ThrowIfNull(mine);
        ArgumentNullException.ThrowIfNull(named);
        return [.. named.Select(id => mine.FirstOrDefault(view => view.DocumentId == id)).OfType<AcknowledgementView>()];
    }
}

/// <summary>A text that is shown to its reader.</summary>
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
    IReadOnlyList<NamingCourse> Courses,
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
