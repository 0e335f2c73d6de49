using KnbTraining.Content.Text;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Editions;

namespace KnbTraining.Learning.Deltas;

/// <summary>Who is meant by a course about changed rules.</summary>
public enum DeltaWhom
{
    /// <summary>People whose valid certificate rests on one of the chosen rules as it was before.</summary>
    Certified,

    /// <summary>Everybody in an audience.</summary>
    Audience,
}

/// <summary>What is filled in to open a course about changed rules.</summary>
public sealed record DeltaForm
{
    /// <summary>The edition that changed the rules.</summary>
    public required int Edition { get; init; }

    /// <summary>Ids of the chosen rules.</summary>
    public IReadOnlyCollection<string> Rules { get; init; } = [];

    public DeltaWhom Whom { get; init; }

    /// <summary>Of <see cref="DeltaWhom.Audience"/>.</summary>
    public AssignmentAudience Audience { get; init; } = new();

    /// <summary>Days from the day of the edition until it is due; null where no whole number was typed.</summary>
    public int? Days { get; init; }

    /// <summary>Why the rules were changed, as the people will read it, each in their language.</summary>
    public LocalizedText Reason { get; init; } = LocalizedText.Empty;

    /// <summary>What it is opened for; null where nobody proposed it.</summary>
    public Guid? ProposalId { get; init; }

    /// <summary>The field of the reason in a language, as findings name it.</summary>
    public static string ReasonIn(string language) => $"{nameof(Reason)}.{language}";
}

/// <summary>A rule that an edition changed.</summary>
/// <param name="Before">What it said; null where the edition brought it.</param>
/// <param name="After">What it says now; null where it is gone.</param>
/// <param name="IsMaterial">True where whoever learned it before knows something else than what counts now.</param>
public sealed record OfferedRule(string Id, LocalizedText Title, LocalizedText? Before, LocalizedText? After, bool IsMaterial);

/// <summary>A course about changed rules that was opened.</summary>
/// <param name="People">For how many people.</param>
/// <param name="Waiting">How many of them get it in the next moments.</param>
/// <param name="Done">How many have done it.</param>
/// <param name="Open">How many have still to do it.</param>
/// <param name="Overdue">How many of them should have done it by now.</param>
public sealed record OpenedDelta(
    string CourseId,
    LocalizedText Title,
    LocalizedText Reason,
    DateOnly DueOn,
    DateTimeOffset OpenedAt,
    string OpenedBy,
    int People,
    int Waiting,
    int Done,
    int Open,
    int Overdue)
{
    /// <summary>Null while it counts.</summary>
    public TakenBackDelta? TakenBack { get; init; }
}

/// <summary>When a course about changed rules was taken back, by whom, and why.</summary>
public sealed record TakenBackDelta(DateTimeOffset At, string By, string Reason);

/// <summary>A proposal to open a course about changed rules.</summary>
/// <param name="Rules">Ids of the rules.</param>
/// <param name="Days">From the day of the edition until it is due.</param>
/// <param name="IsOwn">True where the viewer proposed it.</param>
/// <param name="DeciderName">Who decided; null while nobody has.</param>
/// <param name="Answer">Why it was declined; null where nothing was said.</param>
public sealed record ProposedDelta(
    Guid Id,
    IReadOnlyList<string> Rules,
    int Days,
    LocalizedText Reason,
    string ProposerName,
    DateOnly ProposedOn,
    bool IsOwn,
    DeltaDecision Decision,
    string? DeciderName,
    DateOnly? DecidedOn,
    string? Answer);

/// <summary>What an edition offers to tell people again.</summary>
/// <param name="Edition">Its number.</param>
/// <param name="PublishedOn">The local day of the edition, from which days are counted.</param>
/// <param name="Reason">Why it was made, as the change says of which it came; null where there is none.</param>
/// <param name="Rules">The rules that it changed, in order; those first that mean something else.</param>
/// <param name="Opened">What was opened for it already.</param>
/// <param name="Proposals">What editors proposed, the newest first.</param>
/// <param name="MayPropose">True for editors.</param>
/// <param name="MayOpen">True for administrators.</param>
public sealed record DeltaOffer(
    int Edition,
    DateOnly PublishedOn,
    string? Reason,
    IReadOnlyList<OfferedRule> Rules,
    IReadOnlyList<OpenedDelta> Opened,
    IReadOnlyList<ProposedDelta> Proposals,
    bool MayPropose,
    bool MayOpen)
{
    /// <summary>The proposal that waits for a decision; null where none does.</summary>
    public ProposedDelta? Waiting => Proposals.FirstOrDefault(proposal => proposal.Decision == DeltaDecision.Waiting);
}

/// <param name="UnitName">Where the person is now.</param>
/// <param name="IsOnLeave">True where the due day moves behind the end of a leave.</param>
public sealed record DeltaReader(Guid PersonId, string Name, string UnitName, bool IsOnLeave);

/// <summary>What opening a course about changed rules would do now.</summary>
/// <param name="CourseId">The id that it would get.</param>
/// <param name="People">Everybody who is meant, by name.</param>
/// <param name="Questions">How many questions each is asked.</param>
/// <param name="Minutes">That it takes, lesson and questions.</param>
public sealed record DeltaPreview(string CourseId, DateOnly DueOn, IReadOnlyList<DeltaReader> People, int Questions, int Minutes)
{
    /// <summary>Most people whom a page names.</summary>
    public const int MostNames = 50;
}
