namespace KnbTraining.Rules;

/// <summary>How rules that speak of one situation stand to each other.</summary>
public enum OverlapKind
{
    /// <summary>At most one of them speaks of liability; the others add duties.</summary>
    Complementing,

    /// <summary>Several speak of liability and say the same.</summary>
    Agreeing,

    /// <summary>At least one displaces another, and what is left does not contradict itself.</summary>
    Overriding,

    /// <summary>Several speak of liability, say different things, and none displaces the others.</summary>
    Conflicting,
}

/// <summary>A situation of which more than one rule speaks.</summary>
/// <param name="Verdict">The verdict with its derivation, which names what displaced what.</param>
/// <param name="Rules">The rules whose conditions hold and that count under the law, displaced ones included, in rule-book order; two or more.</param>
public sealed record Overlap(Verdict Verdict, IReadOnlyList<Rule> Rules, OverlapKind Kind)
{
    /// <summary>Null where fewer than two rules speak.</summary>
    internal static Overlap? Of(Verdict verdict)
    {
        var speaking = verdict.Derivation.Where(step => step.Result is StepResult.Fired or StepResult.Overridden).ToArray();
        return speaking.Length < 2 ? null : new Overlap(verdict, [.. speaking.Select(step => step.Rule)], KindOf(verdict, speaking));
    }

    private static OverlapKind KindOf(Verdict verdict, DerivationStep[] speaking) =>
        verdict.Conflict is not null ? OverlapKind.Conflicting
        : Array.Exists(speaking, step => step.Result == StepResult.Overridden) ? OverlapKind.Overriding
        : verdict.Deciding.Count() > 1 ? OverlapKind.Agreeing
        : OverlapKind.Complementing;
}
