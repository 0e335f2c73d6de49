using KnbTraining.Rules;

namespace KnbTraining.Content.Reference;

/// <summary>How the rules stand to what a case expects.</summary>
public enum LawCaseOutcome
{
    AsExpected,

    /// <summary>No situation is as the case says: its facts exclude each other, or the vocabulary does not have them.</summary>
    Impossible,

    /// <summary>The rules say something else about liability.</summary>
    OtherLiability,

    /// <summary>The rules say what is expected, and another rule than the one named decides it.</summary>
    OtherRule,

    /// <summary>A duty that is expected does not hold.</summary>
    MissingDuty,
}

/// <summary>What the rules say of one case.</summary>
/// <param name="Situations">How many situations it speaks of; 0 where it is impossible.</param>
/// <param name="Differing">In how many of them something is otherwise than expected.</param>
/// <param name="Verdict">Of the first situation in which something is otherwise, else of the first one; null where it is impossible.</param>
/// <param name="MissingDuty">Id of the first expected duty that does not hold there; null where all do, or where that was not looked at.</param>
public sealed record LawCaseRun(LawCase Case, LawCaseOutcome Outcome, int Situations, int Differing, Verdict? Verdict, string? MissingDuty)
{
    public bool IsAsExpected => Outcome == LawCaseOutcome.AsExpected;

    /// <summary>The rule that decides liability in the situation of <see cref="Verdict"/>; null for a gap.</summary>
    public Rule? Decider => Verdict?.Deciding.FirstOrDefault();
}

/// <summary>
/// Runs cases against one rule book. A verdict is computed once however many cases ask for it, so keep one of these for a whole check. Not safe to
/// share between threads.
/// </summary>
public sealed class LawCaseRuns
{
    private readonly RuleBook _book;
    private readonly ILookup<string, Situation> _byAct;
    private readonly Dictionary<(Law Law, Situation Situation), Verdict> _verdicts = [];

    public LawCaseRuns(RuleBook book)
    {
        ArgumentNullException.ThrowIfNull(book);
        _book = book;
        _byAct = book.Vocabulary.Space.ToLookup(situation => situation.Act, StringComparer.Ordinal);
    }

    /// <summary>The situations of an act, in the order of the vocabulary; none for an act that it does not have.</summary>
    public IEnumerable<Situation> SituationsOf(string act) => _byAct[act];

    /// <summary>The dimensions that situations of an act have besides the act itself, in the order of the vocabulary.</summary>
    public IReadOnlyList<Dimension> AxesOf(string act)
    {
        var met = _byAct[act].SelectMany(situation => situation.Facts).Select(fact => fact.Key).ToHashSet(StringComparer.Ordinal);
        return [.. _book.Vocabulary.Dimensions.Where(dimension => dimension.Role != DimensionRole.Act && met.Contains(dimension.Id))];
    }

    /// <param name="act">The act of the case.</param>
    public LawCaseRun Run(string act, LawCase one)
    {
        ArgumentNullException.ThrowIfNull(one);
        LawCaseRun? differs = null;
        Verdict? first = null;
        var (situations, differing) = (0, 0);
        foreach (var situation in _byAct[act].Where(one.IsAbout))
        {
            situations++;
            var verdict = VerdictOf(situation, one.Law);
            first ??= verdict;
            var missing = one.Duties.FirstOrDefault(duty => !verdict.Duties.Contains(duty, StringComparer.Ordinal));
            var outcome = verdict.Liability != one.Expected || verdict.Conflict is not null ? LawCaseOutcome.OtherLiability
                : one.Rule is { } rule && !Fires(verdict, rule) ? LawCaseOutcome.OtherRule
                : missing is not null ? LawCaseOutcome.MissingDuty
                : LawCaseOutcome.AsExpected;
            if (outcome != LawCaseOutcome.AsExpected)
            {
                differing++;
                differs ??= new LawCaseRun(one, outcome, 0, 0, verdict, outcome == LawCaseOutcome.MissingDuty ? missing : null);
            }
        }

        return situations == 0 ? new LawCaseRun(one, LawCaseOutcome.Impossible, 0, 0, null, null)
            : (differs ?? new LawCaseRun(one, LawCaseOutcome.AsExpected, 0, 0, first, null)) with { Situations = situations, Differing = differing };
    }

    // A rule that only makes a duty decides as well, where it is the one that a case names.
    private static bool Fires(Verdict verdict, string rule) => verdict.Derivation.Any(step => step.Result == StepResult.Fired && step.Rule.Id == rule);

    private Verdict VerdictOf(Situation situation, Law law)
    {
        if (!_verdicts.TryGetValue((law, situation), out var verdict))
        {
            _verdicts[(law, situation)] = verdict = _book.Evaluate(situation, law);
        }

        return verdict;
    }
}
