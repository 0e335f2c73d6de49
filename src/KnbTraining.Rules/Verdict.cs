namespace KnbTraining.Rules;

/// <summary>What became of a rule in one evaluation.</summary>
public enum StepResult
{
    /// <summary>All conditions held and nothing displaced the rule.</summary>
    Fired,

    /// <summary>At least one condition failed.</summary>
    Failed,

    /// <summary>All conditions held, but another rule that fired overrides this one.</summary>
    Overridden,

    /// <summary>The rule does not count under the law that was asked about; its conditions were still checked.</summary>
    NotInForce,
}

/// <param name="Condition">The demand.</param>
/// <param name="Holds">Whether the situation meets it.</param>
public sealed record ConditionResult(Condition Condition, bool Holds);

/// <summary>One rule that was considered, with each of its conditions.</summary>
/// <param name="OverriddenBy">Id of the rule that displaced it; null unless <paramref name="Result"/> is <see cref="StepResult.Overridden"/>.</param>
public sealed record DerivationStep(Rule Rule, StepResult Result, IReadOnlyList<ConditionResult> Conditions, string? OverriddenBy = null)
{
    public bool AllHold => Conditions.All(condition => condition.Holds);

    /// <summary>How many conditions failed: 1 means the rule missed by a single fact.</summary>
    public int Missed => Conditions.Count(condition => !condition.Holds);
}

/// <summary>Rules that fired with different liabilities, none overriding the others: an error of content.</summary>
public sealed record Conflict(Situation Situation, Law Law, IReadOnlyList<Rule> Rules);

/// <summary>The answer of the rule book to one situation.</summary>
/// <param name="Liability"><see cref="Liability.NotCovered"/> also where rules conflict: a conflict never becomes an answer.</param>
/// <param name="Duties">Ids of the duties that hold, without repeats, in the order of the rule book.</param>
/// <param name="Derivation">Every rule that can fire, in rule-book order.</param>
/// <param name="Conflict">Null unless the rule book contradicts itself here.</param>
public sealed record Verdict(
    Situation Situation,
    Law Law,
    Liability Liability,
    IReadOnlyList<string> Duties,
    IReadOnlyList<DerivationStep> Derivation,
    Conflict? Conflict)
{
    /// <summary>The rules that fired and say something about liability.</summary>
    public IEnumerable<Rule> Deciding =>
        Derivation.Where(step => step.Result == StepResult.Fired && step.Rule.Then.Liability is not null).Select(step => step.Rule);

    /// <summary>True where no rule at all speaks of liability: a gap, as opposed to a recorded silence.</summary>
    public bool IsGap => Liability == Liability.NotCovered && Conflict is null && !Deciding.Any();

    /// <summary>True where the same duties hold, in whatever order.</summary>
    public bool HasDutiesOf(Verdict other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Duties.Order(StringComparer.Ordinal).SequenceEqual(other.Duties.Order(StringComparer.Ordinal));
    }
}

/// <summary>The two verdicts about one situation.</summary>
/// <param name="InForce">Under the law in force on a day.</param>
/// <param name="IfAdopted">As if the planned rules were adopted.</param>
public sealed record TwoVerdicts(Verdict InForce, Verdict IfAdopted);
