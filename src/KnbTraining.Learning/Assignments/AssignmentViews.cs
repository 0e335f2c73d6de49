namespace KnbTraining.Learning.Assignments;

/// <param name="Title">In the reader's language; the id where the current edition has no such course.</param>
/// <param name="ValidityMonths">Null where the current edition has no such course: nothing is renewed then.</param>
/// <param name="UnitName">Null where all units are meant.</param>
/// <param name="Reaches">Active people whom the audience means now.</param>
/// <param name="Open">Cycles that it opened and that nobody has passed.</param>
/// <param name="Overdue">Those of them whose last day has gone by.</param>
/// <param name="Version">Hand it back with a change.</param>
public sealed record AssignmentRow(
    Guid Id,
    string CourseId,
    string Title,
    int? ValidityMonths,
    AssignmentAudience Audience,
    string? UnitName,
    RenewalTerms Terms,
    int Reaches,
    int Open,
    int Overdue,
    DateTimeOffset? EndedAt,
    int Version)
{
    /// <summary>Null where nobody is waiting to be given the course, or to have it taken back.</summary>
    public ListProgress? Progress { get; init; }
}

/// <summary>How far many people are being given a course, or have it taken back.</summary>
/// <param name="Applied">How many have had their turn.</param>
public sealed record ListProgress(CycleListUse Use, int Applied, int Total);

/// <param name="ValidityMonths">Months for which a pass counts.</param>
public sealed record CourseChoice(string Id, string Title, int ValidityMonths);

/// <summary>What would happen if an assignment were saved now.</summary>
/// <param name="Reaches">Active people whom the audience means.</param>
/// <param name="Opens">For how many the course opens now.</param>
/// <param name="Names">A few of them, by name.</param>
/// <param name="FirstDue">The earliest due date among them; null where nobody comes in.</param>
/// <param name="LastDue">The latest.</param>
/// <param name="OpenAlready">People who have the course open already, and keep their due date.</param>
/// <param name="Valid">People whose pass still counts; it is renewed in its time.</param>
/// <param name="NotMeantAnyMore">People with the course open by this assignment whom the new audience leaves out; they keep it.</param>
public sealed record AssignmentPreview(
    int Reaches, int Opens, IReadOnlyList<string> Names, DateOnly? FirstDue, DateOnly? LastDue, int OpenAlready, int Valid, int NotMeantAnyMore)
{
    /// <summary>Names that a preview tells.</summary>
    public const int MostNames = 5;

    /// <summary>Most people with the course open whose due days are computed anew for a preview.</summary>
    public const int MostComputed = 2000;

    /// <summary>For whom the course opens, with the due days.</summary>
    public IReadOnlyList<NewDue> Openings { get; init; } = [];

    /// <summary>Due days of open courses that move; null where more than <see cref="MostComputed"/> people would have to be looked at.</summary>
    public IReadOnlyList<DueMove>? Moves { get; init; } = [];
}

/// <summary>A course that opens for somebody.</summary>
public sealed record NewDue(Guid PersonId, DateOnly DueOn);

/// <summary>What ending an assignment would touch.</summary>
/// <param name="Open">Cycles that stay due.</param>
/// <param name="CanWithdraw">Those of them that can be taken back; another assignment asks for the rest.</param>
public sealed record EndPreview(int Open, int CanWithdraw);
