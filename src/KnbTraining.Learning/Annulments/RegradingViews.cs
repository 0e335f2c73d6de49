using KnbTraining.Learning.Attempts;

namespace KnbTraining.Learning.Annulments;

/// <summary>What was found wrong, and how exams would be graded anew.</summary>
public sealed record RegradingForm
{
    /// <summary>The id of a question, of a family of questions, or of a rule.</summary>
    public string? Wrong { get; init; }

    /// <summary>The first edition in which it was wrong.</summary>
    public int? From { get; init; }

    /// <summary>The last one.</summary>
    public int? To { get; init; }

    public WrongItems Treatment { get; init; }
}

/// <summary>What grading anew means for one exam.</summary>
public enum RegradingOutcome
{
    /// <summary>Nothing would be left to grade.</summary>
    NothingLeft,

    /// <summary>It stays passed or not passed, with other points.</summary>
    Points,

    /// <summary>It would be passed now.</summary>
    NowPassed,

    /// <summary>It would be passed now, and the person has passed the course otherwise.</summary>
    NowPassedAsWell,

    /// <summary>It would not be passed any more: its certificate would be revoked, and what it completed would be open again.</summary>
    NotPassed,

    /// <summary>It would not be passed any more, and another pass of the person counts at least as long.</summary>
    NotPassedButOtherwise,
}

/// <param name="Before">Percent of the first grading.</param>
/// <param name="After">Percent of the new one; null where nothing is left.</param>
/// <param name="CertificateNumber">Of the certificate that would be revoked; null where none would.</param>
/// <param name="DueOn">The due day of what would be open again; null where nothing would.</param>
public sealed record RegradedExam(
    Guid AttemptId,
    Guid PersonId,
    string Name,
    string UnitName,
    string CourseId,
    int Edition,
    DateOnly GradedOn,
    int Before,
    int? After,
    RegradingOutcome Outcome,
    string? CertificateNumber,
    DateOnly? DueOn);

/// <summary>What grading anew would change.</summary>
/// <param name="Exams">How many graded exams asked what was found wrong.</param>
/// <param name="People">Of how many people.</param>
/// <param name="Unchanged">How many of them would earn the same.</param>
/// <param name="Outcomes">How many of the others there are of each outcome.</param>
/// <param name="Certificates">How many valid certificates would be revoked.</param>
/// <param name="Changed">Those of people whom the viewer sees, the graver outcomes first, then by name; at most <see cref="MostRows"/>.</param>
/// <param name="Nameable">How many such rows there are.</param>
public sealed record RegradingPreview(
    int Exams,
    int People,
    int Unchanged,
    IReadOnlyDictionary<RegradingOutcome, int> Outcomes,
    int Certificates,
    IReadOnlyList<RegradedExam> Changed,
    int Nameable)
{
    public const int MostRows = 200;

    /// <summary>SHA-256 of all that would be done: whoever approves it says that this is what they have read.</summary>
    public string Effect { get; init; } = "";

    public AnnulmentFigures Figures { get; init; } = new(0, 0, 0, 0, 0);
}
