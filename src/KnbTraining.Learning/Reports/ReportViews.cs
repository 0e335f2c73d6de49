using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Organisation;

namespace KnbTraining.Learning.Reports;

/// <summary>How a unit with its whole subtree stands in one course.</summary>
/// <param name="Required">People with a cycle of the course; who is neither done, due soon nor overdue is due later.</param>
public sealed record UnitProgress(
    Guid UnitId, string UnitName, int Depth, string CourseId, string CourseTitle, int Required, int Done, int DueSoon, int Overdue);

/// <param name="DueOn">Of the open cycle; for a completion that ran out, its last day.</param>
/// <param name="ValidUntil">The latest day up to which a completion counts.</param>
/// <param name="Percent">Of the latest graded exam up to the date.</param>
public sealed record PersonProgress(
    Guid PersonId, string Name, string UnitName, CycleState State, DateOnly? DueOn, DateOnly? CompletedOn, DateOnly? ValidUntil, int? Percent)
{
    /// <summary>The personnel number; null where there is none.</summary>
    public string? Number { get; init; }
}

/// <summary>One page of the people of a unit and a course.</summary>
/// <param name="Counts">How many people are in each state, on all pages; a state without anybody is not there.</param>
/// <param name="Page">From 1.</param>
public sealed record ProgressList(IReadOnlyList<PersonProgress> People, IReadOnlyDictionary<CycleState, int> Counts, int Page, int PageCount)
{
    public int Total => Counts.Values.Sum();

    public int Done => Counts.GetValueOrDefault(CycleState.Done);
}

public sealed record Transcript(
    TranscriptPerson Person,
    IReadOnlyList<TranscriptCycle> Cycles,
    IReadOnlyList<TranscriptAttempt> Attempts,
    IReadOnlyList<MissedRule> MissedRules);

public sealed record TranscriptPerson(Guid Id, string Name, string UnitName, HolderStatus HolderStatus, Capacity Capacity, bool Active);

public sealed record TranscriptCycle(
    string CourseId,
    string CourseTitle,
    DateOnly OpenedOn,
    DateOnly DueOn,
    DateOnly? CompletedOn,
    DateOnly? ValidUntil,
    Guid? AttemptId,
    CycleState State);

/// <param name="Percent">Null while the attempt is open.</param>
public sealed record TranscriptAttempt(
    Guid Id,
    string CourseId,
    string CourseTitle,
    AttemptMode Mode,
    AttemptState State,
    int EditionNumber,
    DateTimeOffset StartedAt,
    DateTimeOffset? SubmittedAt,
    int? Percent,
    bool? Passed,
    DateOnly? ValidUntil)
{
    /// <summary>Of the certificate that the attempt earned and that was not revoked; null where there is none.</summary>
    public string? CertificateNumber { get; init; }

    /// <summary>What it earned by its first grading, in percent; null where it was not graded anew.</summary>
    public int? FirstPercent { get; init; }
}

/// <summary>How often a rule was not fully answered.</summary>
/// <param name="Answers">Items asked about the rule: the n of the percentage.</param>
/// <param name="Missed">Of these, the ones without the full point; one left blank counts.</param>
/// <param name="Sure">Of the missed, the ones whose answer was given with high certainty.</param>
/// <param name="Few">True where n is below <see cref="MissedRulesQueries.Enough"/>: the percentage says little.</param>
public sealed record MissedRule(string RuleId, string Title, string Statement, int Answers, int Missed, int Sure, int Percent, bool Few);
