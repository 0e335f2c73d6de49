namespace KnbTraining.Content.Items;

public enum ExplanationMark
{
    /// <summary>A fact of the case.</summary>
    Fact,

    /// <summary>A rule that was considered and does not reach the case.</summary>
    Misses,

    /// <summary>The rule that decides.</summary>
    Decides,

    /// <summary>What the planned amendment would change.</summary>
    Planned,
}

/// <param name="Title">One sentence.</param>
/// <param name="Detail">The condition or the facts behind it; may be empty.</param>
/// <param name="RuleId">The rule concerned, if any.</param>
public sealed record ExplanationStep(ExplanationMark Mark, string Title, string Detail, string? RuleId)
{
    /// <summary>What the rule is called, in the language of the explanation; null where no rule is concerned.</summary>
    public string? RuleTitle { get; init; }
}

/// <summary>Why an item's key is right and what a chosen option mixed up, in one language: a path, not a paragraph.</summary>
/// <param name="Answer">The right answer in words.</param>
/// <param name="MixUps">The misconceptions behind the chosen wrong options.</param>
/// <param name="Sources">One line a source: label, paragraphs, legal basis.</param>
/// <param name="Caution">Set where the sources are silent: not covered never means allowed.</param>
/// <param name="BackgroundNotes">Dated legal background, never part of the key.</param>
public sealed record Explanation(
    string Answer,
    IReadOnlyList<ExplanationStep> Steps,
    IReadOnlyList<MixUp> MixUps,
    IReadOnlyList<string> Sources,
    string? Caution,
    IReadOnlyList<string> BackgroundNotes)
{
    /// <summary>For each chosen wrong option that claims a liability: what would have to be otherwise for it to be right.</summary>
    public IReadOnlyList<RightIf> WouldBeRight { get; init; } = [];
}

public sealed record MixUp(string MisconceptionId, string Label, string Feedback);

/// <summary>Where a rule comes from, in one language.</summary>
/// <param name="Basis">Places in legal instruments, each with what it is named for, and whether a source names it.</param>
/// <param name="Sources">One line a source: label, whether it is dated, paragraphs.</param>
/// <param name="Caution">Set where the rule records that the sources are silent.</param>
/// <param name="BackgroundNotes">Dated legal background, never part of a key.</param>
public sealed record RuleReferences(
    IReadOnlyList<string> Basis,
    IReadOnlyList<string> Sources,
    string? Caution,
    IReadOnlyList<string> BackgroundNotes);
