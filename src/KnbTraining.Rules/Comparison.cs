namespace KnbTraining.Rules;

/// <summary>What happened to a rule so that a verdict changed.</summary>
public enum ReasonKind
{
    /// <summary>The rule is new, and it fires.</summary>
    Added,

    /// <summary>The rule fired and does not exist any more.</summary>
    Removed,

    /// <summary>Its conditions were changed and now hold.</summary>
    ConditionsMet,

    /// <summary>Its conditions were changed and hold no longer.</summary>
    ConditionsFailed,

    /// <summary>It did not count before and counts now: adopted, supposed adopted, or its day has come.</summary>
    BeganToCount,

    /// <summary>It counted before and does not count now.</summary>
    CeasedToCount,

    /// <summary>Another rule now displaces it.</summary>
    Displaced,

    /// <summary>The rule that displaced it does so no longer.</summary>
    Restored,

    /// <summary>It fires before and after, with another liability or other duties.</summary>
    OutcomeChanged,
}

/// <summary>One rule that explains why a verdict changed.</summary>
/// <param name="Rule">As it stands after the change; as it stood before where it was removed.</param>
/// <param name="By">Id of the rule that displaces, or displaced, this one; null for the other kinds.</param>
public sealed record ChangeReason(Rule Rule, ReasonKind Kind, string? By = null);

/// <summary>One situation that is judged differently before and after.</summary>
/// <param name="Reasons">Every rule that started or stopped firing or says something else, by id; never empty.</param>
public sealed record VerdictChange(Verdict Before, Verdict After, IReadOnlyList<ChangeReason> Reasons)
{
    /// <summary>True where liability or duties differ; false where only a silence was recorded or forgotten.</summary>
    public bool IsMaterial => Before.Liability != After.Liability || !Before.HasDutiesOf(After);
}

/// <summary>Two rule books, or one under two laws, held against each other over every situation that both know.</summary>
/// <param name="Changes">Every situation whose liability, duties or recorded silence differ, in the order of the space.</param>
/// <param name="Compared">How many situations both books know.</param>
/// <param name="OnlyBefore">Situations that only the first vocabulary knows.</param>
/// <param name="OnlyAfter">Situations that only the second vocabulary knows.</param>
public sealed record Comparison(
    IReadOnlyList<VerdictChange> Changes,
    int Compared,
    IReadOnlyList<Situation> OnlyBefore,
    IReadOnlyList<Situation> OnlyAfter)
{
    public static Comparison Of(RuleBook before, Law lawBefore, RuleBook after, Law lawAfter)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var (known, coming) = (before.Vocabulary.Space.ToHashSet(), after.Vocabulary.Space.ToHashSet());
        var common = before.Vocabulary.Space.Where(coming.Contains).ToArray();
        return new Comparison(
            [.. common
                .Select(situation => (Before: before.Evaluate(situation, lawBefore), After: after.Evaluate(situation, lawAfter)))
                .Where(pair => !SaysTheSame(pair.Before, pair.After))
                .Select(pair => new VerdictChange(pair.Before, pair.After, [.. Reasons(pair.Before, pair.After)]))],
            common.Length,
            [.. before.Vocabulary.Space.Where(situation => !coming.Contains(situation))],
            [.. after.Vocabulary.Space.Where(situation => !known.Contains(situation))]);
    }

    /// <summary>
    /// True where a reader learns the same from both: liability, duties, and whether a silence is recorded or merely
    /// nobody's thought.
    /// </summary>
    public static bool SaysTheSame(Verdict one, Verdict other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return one.Liability == other.Liability
            && one.IsGap == other.IsGap
            && one.Conflict is null == other.Conflict is null
            && one.HasDutiesOf(other);
    }

    private static IEnumerable<ChangeReason> Reasons(Verdict before, Verdict after)
    {
        var (old, now) = (ById(before), ById(after));
        return old.Keys.Union(now.Keys, StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(id => Reason(old.GetValueOrDefault(id), now.GetValueOrDefault(id)))
            .OfType<ChangeReason>();
    }

    private static Dictionary<string, DerivationStep> ById(Verdict verdict) =>
        verdict.Derivation.ToDictionary(step => step.Rule.Id, StringComparer.Ordinal);

    private static ChangeReason? Reason(DerivationStep? before, DerivationStep? after)
    {
        var (fired, fires) = (before?.Result == StepResult.Fired, after?.Result == StepResult.Fired);
        if (fired && fires)
        {
            return Same(before!.Rule.Then, after!.Rule.Then) ? null : new ChangeReason(after.Rule, ReasonKind.OutcomeChanged);
        }

        return fires ? Started(before, after!)
            : fired ? Stopped(before!, after)
            : null;
    }

    private static ChangeReason Started(DerivationStep? before, DerivationStep after) => before?.Result switch
    {
        null => new ChangeReason(after.Rule, ReasonKind.Added),
        StepResult.NotInForce => new ChangeReason(after.Rule, ReasonKind.BeganToCount),
        StepResult.Overridden => new ChangeReason(after.Rule, ReasonKind.Restored, before.OverriddenBy),
        _ => new ChangeReason(after.Rule, ReasonKind.ConditionsMet),
    };

    private static ChangeReason Stopped(DerivationStep before, DerivationStep? after) => after?.Result switch
    {
        null => new ChangeReason(before.Rule, ReasonKind.Removed),
        StepResult.NotInForce => new ChangeReason(after.Rule, ReasonKind.CeasedToCount),
        StepResult.Overridden => new ChangeReason(after.Rule, ReasonKind.Displaced, after.OverriddenBy),
        _ => new ChangeReason(after.Rule, ReasonKind.ConditionsFailed),
    };

    private static bool Same(Outcome one, Outcome other) =>
        one.Liability == other.Liability && one.Duties.Order(StringComparer.Ordinal).SequenceEqual(other.Duties.Order(StringComparer.Ordinal));
}
