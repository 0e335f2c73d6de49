using KnbTraining.Learning.Attempts;

namespace KnbTraining.Learning.Remarks;

/// <summary>A remark as its person sees it.</summary>
/// <param name="RuleTitle">What the question is about.</param>
/// <param name="Text">Null where it was erased.</param>
/// <param name="Answer">Null while there is none, and where it was erased.</param>
public sealed record OwnRemark(
    Guid Id,
    string RuleTitle,
    string Question,
    RemarkReason Reason,
    string? Text,
    DateOnly MadeOn,
    RemarkState State,
    RemarkOutcome? Outcome,
    int? CorrectedIn,
    string? Answer,
    DateOnly? AnsweredOn);

/// <summary>Which remarks an editor looks at.</summary>
public sealed record RemarkFilter
{
    /// <summary>True for those that are answered, false for those that wait.</summary>
    public bool Answered { get; init; }

    public RemarkReason? Reason { get; init; }

    public string? Rule { get; init; }

    public string? Family { get; init; }
}

/// <summary>What was said about one question.</summary>
/// <param name="Id">Of the newest remark.</param>
/// <param name="Question">In the reader's language.</param>
/// <param name="Count">How many remarks of the filter there are.</param>
/// <param name="State">Of the one that is furthest back.</param>
public sealed record RemarkGroup(
    Guid Id,
    string FamilyId,
    string RuleId,
    string RuleTitle,
    string Question,
    int Count,
    IReadOnlyList<RemarkReason> Reasons,
    DateOnly First,
    DateOnly Last,
    RemarkState State);

/// <param name="Groups">Those with most remarks first, then the oldest.</param>
/// <param name="Waiting">How many questions wait, whatever the filter.</param>
/// <param name="Rules">The rules about which there are remarks, by title.</param>
public sealed record RemarkList(IReadOnlyList<RemarkGroup> Groups, int Waiting, IReadOnlyList<KeyValuePair<string, string>> Rules);

/// <summary>A remark as an editor sees it. It does not say who made it: what counts is the question.</summary>
/// <param name="IsShown">True for the one whose question is shown.</param>
public sealed record RemarkLine(
    Guid Id,
    RemarkReason Reason,
    string? Text,
    RemarkPlace Place,
    string Language,
    int EditionNumber,
    IReadOnlyList<string> Answered,
    DateOnly MadeOn,
    RemarkState State,
    string? EditorName,
    RemarkOutcome? Outcome,
    int? CorrectedIn,
    string? Answer,
    DateOnly? AnsweredOn,
    bool IsShown);

/// <summary>A question with everything that was said about it.</summary>
/// <param name="Shown">As the person of the remark has seen it, in their language, with key and explanation.</param>
/// <param name="ItemId">What the question is called for ever.</param>
/// <param name="RulePath">The document of the rule, where the current edition has it.</param>
/// <param name="Lines">The oldest first.</param>
/// <param name="NewestEdition">The number of the current edition.</param>
public sealed record RemarkSheet(
    ResultItemView Shown,
    string ItemId,
    string FamilyId,
    string RuleId,
    string RuleTitle,
    string? RulePath,
    SeenQuestion Seen,
    IReadOnlyList<RemarkLine> Lines,
    int NewestEdition,
    bool MayAnswer)
{
    /// <summary>The same question in the other languages, by language: where the texts differ in what they say, the translation is wrong.</summary>
    public required IReadOnlyList<KeyValuePair<string, ResultItemView>> Others { get; init; }

    public IReadOnlyList<RemarkLine> Waiting => [.. Lines.Where(line => line.State != RemarkState.Answered)];
}
