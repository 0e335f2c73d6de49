using KnbTraining.Content.Items;
using KnbTraining.Rules;

namespace KnbTraining.Learning.Attempts;

/// <summary>An attempt as its learner sees it while it is open. It holds no keys.</summary>
public sealed record AttemptView(
    Guid Id,
    string CourseId,
    string CourseTitle,
    AttemptMode Mode,
    AttemptState State,
    int EditionNumber,
    DateTimeOffset StartedAt,
    DateTimeOffset Deadline,
    IReadOnlyList<AttemptItemView> Items)
{
    /// <summary>Items in the attempt, also where only one of them was asked for.</summary>
    public int Total { get; init; } = Items.Count;

    /// <summary>The page that works on the attempt; null where none does.</summary>
    public AttemptClaim? Claim { get; init; }
}

/// <param name="Kind">single-choice, true-false or matching.</param>
/// <param name="Options">In the order of presentation.</param>
public sealed record AttemptItemView(
    int Position,
    string Kind,
    string? Case,
    string Question,
    IReadOnlyList<LabelledText> Options,
    IReadOnlyList<LabelledText> Rows,
    IReadOnlyList<LabelledText> Choices,
    IReadOnlyList<string> Response,
    DateTimeOffset? SavedAt,
    bool Flagged,
    bool Complete)
{
    /// <summary>How sure the learner says to be; null where nothing was stated.</summary>
    public Certainty? Certainty { get; init; }
}

public sealed record AttemptResultView(
    Guid Id,
    Guid PersonId,
    string PersonName,
    string CourseId,
    string CourseTitle,
    AttemptMode Mode,
    int EditionNumber,
    DateTimeOffset SubmittedAt,
    double Points,
    int Total,
    int Percent,
    int PassPercent,
    bool Passed,
    DateOnly? ValidUntil,
    IReadOnlyList<PartResult> Parts,
    IReadOnlyList<ResultItemView> Items)
{
    /// <summary>Of the certificate that the attempt earned, one that counts before one that was revoked; null where it earned none.</summary>
    public string? CertificateNumber { get; init; }

    /// <summary>Its gradings in their order, where it was graded anew; empty where it was not. What stands above is by the last of them.</summary>
    public IReadOnlyList<ShownGrading> Gradings { get; init; } = [];
}

/// <summary>One of several gradings of an exam.</summary>
/// <param name="Reason">Why it was graded anew; null for the first grading, and where the text was erased.</param>
public sealed record ShownGrading(DateTimeOffset At, double Points, int Total, int Percent, bool Passed, string? Reason);

public sealed record PartResult(string Id, string Label, double Points, int Total, int? PassPercent, bool Passed);

/// <param name="Situation">What the item was about; null where it was about terms, tasks or several situations.</param>
public sealed record ResultItemView(
    int Position,
    string Kind,
    string? Case,
    string Question,
    IReadOnlyList<ResultOption> Options,
    double Score,
    bool Answered,
    Explanation Explanation,
    string RuleId,
    Situation? Situation)
{
    /// <summary>How sure the learner was of the answer; null where nothing was answered or stated.</summary>
    public Certainty? Certainty { get; init; }

    /// <summary>What became of the question where it was found wrong; null where it was not.</summary>
    public WrongItems? FoundWrong { get; init; }

    /// <summary>Answered with high certainty and without the full point: what somebody would act on, and be wrong.</summary>
    public bool SureAndWrong => FoundWrong is null && Certainty == Attempts.Certainty.High && Score < 1;
}

public sealed record AttemptRow(
    Guid Id,
    string CourseId,
    string CourseTitle,
    AttemptMode Mode,
    AttemptState State,
    DateTimeOffset StartedAt,
    DateTimeOffset? SubmittedAt,
    int? Percent,
    bool? Passed,
    int Answered,
    int Total)
{
    /// <summary>When an open attempt ends by itself.</summary>
    public DateTimeOffset Deadline { get; init; }
}
