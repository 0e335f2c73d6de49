using KnbTraining.Content.Text;
using KnbTraining.Learning.Assignments;

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

    /// <summary>Why the rules were changed, as the people will read it.</summary>
    public string? Reason { get; init; }
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
/// <param name="Overdue">How many should have done it by now.</param>
public sealed record OpenedDelta(
    string CourseId, LocalizedText Title, string Reason, DateOnly DueOn, DateTimeOffset OpenedAt, string OpenedBy, int People, int Waiting, int Done, int Overdue);

/// <summary>What an edition offers to tell people again.</summary>
/// <param name="Edition">Its number.</param>
/// <param name="PublishedOn">The local day of the edition, from which days are counted.</param>
/// <param name="Reason">Why it was made, as the change says of which it came; null where there is none.</param>
/// <param name="Rules">The rules that it changed, in order; those first that mean something else.</param>
/// <param name="Opened">What was opened for it already.</param>
/// <param name="MayOpen">True for administrators.</param>
public sealed record DeltaOffer(
    int Edition, DateOnly PublishedOn, string? Reason, IReadOnlyList<OfferedRule> Rules, IReadOnlyList<OpenedDelta> Opened, bool MayOpen);

/// <param name="UnitName">Where the person is now.</param>
/// <param name="IsOnLeave">True where the due day moves behind the end of a leave.</param>
public sealed record DeltaReader(Guid PersonId, string Name, string UnitName, bool IsOnLeave);

/// <summary>What opening a course about changed rules would do now.</summary>
/// <param name="CourseId">The id that it would get.</param>
/// <param name="People">Everybody who is meant, by name.</param>
/// <param name="Questions">How many questions each is asked.</param>
public sealed record DeltaPreview(string CourseId, DateOnly DueOn, IReadOnlyList<DeltaReader> People, int Questions)
{
    /// <summary>Most people whom a page names.</summary>
    public const int MostNames = 50;
}
