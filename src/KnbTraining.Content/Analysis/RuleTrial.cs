using KnbTraining.Content.Editions;
using KnbTraining.Content.Items;
using KnbTraining.Content.Reference;
using KnbTraining.Rules;

namespace KnbTraining.Content.Analysis;

/// <summary>How a rule stands to another one that speaks of the same situation.</summary>
public enum TakingKind
{
    /// <summary>Both speak of liability, say different things, and neither comes before the other.</summary>
    Contradicts,

    /// <summary>The rule comes before the other one.</summary>
    Displaces,

    /// <summary>The other rule comes before it, so that it says nothing there.</summary>
    IsDisplaced,

    /// <summary>No other rule speaks of liability there.</summary>
    Alone,

    /// <summary>Both say the same about liability.</summary>
    Agrees,

    /// <summary>It says nothing about liability there: its duties come to what other rules say.</summary>
    Adds,
}

/// <summary>Situations in which a rule stands in one way to one other rule.</summary>
/// <param name="Other">Id of the other rule; null for <see cref="TakingKind.Alone"/> and <see cref="TakingKind.Adds"/>.</param>
/// <param name="Situations">In the order of the space; at least one.</param>
public sealed record Taking(TakingKind Kind, string? Other, IReadOnlyList<Situation> Situations);

/// <summary>What one rule does among all others: which situations it takes from which rule, and what can be asked about it.</summary>
/// <param name="Edition">The edition with the rule.</param>
/// <param name="Law">The law under which it is looked at: as if adopted for a planned rule, and not before the day from which it counts.</param>
/// <param name="Takings">In the order of <see cref="TakingKind"/>, then by the id of the other rule. Empty for a rule that never fires.</param>
public sealed record RuleTrial(Edition Edition, RuleDocument Rule, Law Law, IReadOnlyList<Taking> Takings)
{
    private const int VariantsTried = 8;

    /// <summary>Null where the edition has no such rule.</summary>
    /// <param name="edition">An edition, or what <see cref="TypedRules.In"/> made of one.</param>
    /// <param name="day">The local day of the law.</param>
    public static RuleTrial? Of(Edition edition, string ruleId, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(edition);
        ArgumentNullException.ThrowIfNull(ruleId);
        if (!edition.Rules.TryGetValue(ruleId, out var rule))
        {
            return null;
        }

        var law = new Law(rule.Rule.Since is { } since && since > day ? since : day, rule.Rule.Status == RuleStatus.Proposed);
        return new RuleTrial(edition, rule, law, TakingsOf(edition.RuleBook, rule.Rule, law));
    }

    /// <summary>How many situations meet its conditions, whatever other rules say of them; 0 for a rule that never fires.</summary>
    public int Situations => Rule.Rule.Fires ? Edition.RuleBook.Vocabulary.Space.Count(Meets) : 0;

    /// <summary>False where the rule has ended by the day looked at, or ends before it begins.</summary>
    public bool Counts => Law.Counts(Rule.Rule);

    /// <summary>The acts of the situations that meet its conditions, in the order of the vocabulary.</summary>
    public IReadOnlyList<string> Acts =>
        Rule.Rule.Fires ? [.. Edition.RuleBook.Vocabulary.Space.Where(Meets).Select(situation => situation.Act).Distinct(StringComparer.Ordinal)] : [];

    /// <summary>True where the rule says all that its kind must, so that questions can be made of it.</summary>
    public bool CanBeAsked => Rule.Rule switch
    {
        { Kind: RuleKind.Liability } rule => rule.Fires && rule.Then.Liability is not (null or Liability.NotCovered),
        { Kind: RuleKind.Open } rule => rule.Fires && rule.Then.Liability == Liability.NotCovered,
        { Kind: RuleKind.Duty } rule => rule.Fires && rule.Then.Duties.Count > 0,
        _ => Rule.Pairs.Count > 0,
    };

    /// <summary>What is judged otherwise than by another edition, under the law in force and as if the plans were adopted, on the day looked at.</summary>
    public IReadOnlyList<VerdictChange> ChangesSince(Edition before)
    {
        ArgumentNullException.ThrowIfNull(before);
        return [.. new[] { new Law(Law.Date), new Law(Law.Date, IfAdopted: true) }.SelectMany(law => RuleBook.Compare(before.RuleBook, Edition.RuleBook, law))];
    }

    /// <summary>Contradictions in which the rule takes part, under the law in force and as if the plans were adopted, on the day looked at.</summary>
    public IReadOnlyList<Conflict> Conflicts =>
        [.. new[] { new Law(Law.Date), new Law(Law.Date, IfAdopted: true) }
            .SelectMany(Edition.RuleBook.FindConflicts)
            .Where(conflict => conflict.Rules.Any(rule => rule.Id == Rule.Id))];

    /// <summary>Some questions about the rule, of as many kinds as there are; always the same ones for the same rule.</summary>
    /// <param name="count">At most so many.</param>
    /// <param name="turn">Another turn makes other questions.</param>
    public IReadOnlyList<Item> Ask(int count, int turn = 0)
    {
        if (!CanBeAsked || !Counts)
        {
            return [];
        }

        var bank = Edition.ItemsOn(Law.Date);
        Item[][] byFamily = [.. bank.Families
            .Where(family => family.Rule == Rule.Id && !family.IsAuthored)
            .Select(family => Enumerable.Range(1 + (turn * VariantsTried), VariantsTried).Select(i => bank.Create(family.Id, (uint)i)).Where(Edition.Parts.Vignettes.CanTell).Take(count).ToArray())];
        return [.. Enumerable.Range(0, count).SelectMany(i => byFamily.Where(items => i < items.Length).Select(items => items[i])).Take(count)];
    }

    private bool Meets(Situation situation) => Rule.Rule.When.All(condition => condition.Holds(situation));

    private static Taking[] TakingsOf(RuleBook book, Rule rule, Law law)
    {
        if (!rule.Fires)
        {
            return [];
        }

        return [.. book.Vocabulary.Space
            .Where(situation => rule.When.All(condition => condition.Holds(situation)))
            .SelectMany(situation => TakingsIn(book.Evaluate(situation, law), rule))
            .GroupBy(taking => (taking.Kind, taking.Other))
            .OrderBy(group => group.Key.Kind).ThenBy(group => group.Key.Other, StringComparer.Ordinal)
            .Select(group => new Taking(group.Key.Kind, group.Key.Other, [.. group.Select(taking => taking.Situation)]))];
    }

    private static IEnumerable<(TakingKind Kind, string? Other, Situation Situation)> TakingsIn(Verdict verdict, Rule rule)
    {
        var mine = verdict.Derivation.First(step => step.Rule.Id == rule.Id);
        if (mine.Result is StepResult.Overridden)
        {
            return [(TakingKind.IsDisplaced, mine.OverriddenBy, verdict.Situation)];
        }

        if (mine.Result is not StepResult.Fired)
        {
            return [];
        }

        var displaced = verdict.Derivation.Where(step => step.Result == StepResult.Overridden && rule.Overrides.Contains(step.Rule.Id, StringComparer.Ordinal))
            .Select(step => (TakingKind.Displaces, (string?)step.Rule.Id, verdict.Situation)).ToArray();
        if (rule.Then.Liability is not { } liability)
        {
            return displaced.Length > 0 ? displaced : [(TakingKind.Adds, null, verdict.Situation)];
        }

        var beside = verdict.Deciding.Where(other => other.Id != rule.Id)
            .Select(other => (other.Then.Liability == liability ? TakingKind.Agrees : TakingKind.Contradicts, (string?)other.Id, verdict.Situation));
        (TakingKind, string?, Situation)[] all = [.. displaced, .. beside];
        return all.Length > 0 ? all : [(TakingKind.Alone, null, verdict.Situation)];
    }
}
