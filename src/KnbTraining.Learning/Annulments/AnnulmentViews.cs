using KnbTraining.Learning.Attempts;

namespace KnbTraining.Learning.Annulments;

/// <summary>A rule about which something was asked.</summary>
public sealed record AskedRule(string Id, string Title);

/// <summary>Something that can be taken out.</summary>
/// <param name="Id">Of the rule, the family or the question.</param>
/// <param name="Words">The title of the rule, an example of the family, or the question.</param>
/// <param name="Exams">Graded exams that asked it and count it still.</param>
public sealed record AskedThing(AnnulledKind Kind, string Id, string Words, int Exams);

/// <summary>An annulment in a list.</summary>
/// <param name="RuleTitle">In the reader's language; the id where the current edition has no such rule.</param>
/// <param name="Words">What is taken out: the title of the rule, an example of the family, or the question; empty in lists.</param>
/// <param name="Reason">Null where the text was erased.</param>
public sealed record AnnulmentRow(
    Guid Id,
    AnnulledKind Kind,
    string RuleTitle,
    string Words,
    int FromEdition,
    int ToEdition,
    WrongItems Treatment,
    AnnulmentState State,
    string? Reason,
    Guid ProposerId,
    string ProposerName,
    DateOnly? ProposedOn,
    AnnulmentFigures Figures)
{
    /// <summary>Who approved, rejected or withdrew it; null while nobody has.</summary>
    public string? DeciderName { get; init; }

    public DateOnly? DecidedOn { get; init; }

    /// <summary>Why it was rejected; null where nothing was said.</summary>
    public string? DecisionReason { get; init; }

    /// <summary>True where whoever proposed it approved it as well, because the organisation allows that.</summary>
    public bool ByProposer { get; init; }

    /// <summary>Exams that were graded anew so far.</summary>
    public int Regraded { get; init; }

    public int Revoked { get; init; }

    public int Issued { get; init; }

    public int Reopened { get; init; }
}

/// <summary>One annulment with what it would do, or has done.</summary>
/// <param name="Preview">As of now; null where it was decided.</param>
/// <param name="Exams">What it has changed, for people whom the viewer sees; empty where it was not approved.</param>
/// <param name="MayDecide">True where the viewer may approve or reject it now.</param>
/// <param name="MayWithdraw">True where the viewer proposed it, and nobody has decided.</param>
/// <param name="IsOwn">True where the viewer proposed it.</param>
/// <param name="Relaxed">True where the organisation allows whoever proposed it to approve it.</param>
public sealed record AnnulmentSheet(
    AnnulmentRow Row, RegradingPreview? Preview, IReadOnlyList<RegradedExam> Exams, bool MayDecide, bool MayWithdraw, bool IsOwn, bool Relaxed)
{
    /// <summary>True where an exam of the viewer is among those that would be different.</summary>
    public bool HasOwnExam { get; init; }
}
