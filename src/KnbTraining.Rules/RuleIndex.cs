namespace KnbTraining.Rules;

/// <summary>
/// The rules that can fire, laid out so that a walk over all situations looks only at those that may. A verdict names
/// every rule and why it did not fire; whoever only asks what is decided need not.
/// </summary>
internal sealed class RuleIndex
{
    private readonly string? _pivot;
    private readonly Dictionary<string, Rule[]> _byPivotValue = new(StringComparer.Ordinal);
    private readonly Rule[] _withoutPivot;

    public RuleIndex(IReadOnlyList<Rule> rules)
    {
        Firing = [.. rules.Where(rule => rule.Fires).Select(rule => new Entry(rule))];
        _pivot = Firing.SelectMany(entry => entry.Rule.When.Select(condition => condition.Dimension).Distinct(StringComparer.Ordinal))
            .GroupBy(dimension => dimension, StringComparer.Ordinal)
            .MaxBy(group => group.Count())?.Key;
        _withoutPivot = [.. Firing.Select(entry => entry.Rule).Where(rule => !NamesPivot(rule))];
        foreach (var value in Firing.SelectMany(entry => entry.Rule.When).Where(condition => condition.Dimension == _pivot).SelectMany(condition => condition.Values).Distinct(StringComparer.Ordinal))
        {
            _byPivotValue[value] = [.. Firing.Select(entry => entry.Rule).Where(rule => rule.When.All(condition => condition.Dimension != _pivot || condition.Values.Contains(value)))];
        }
    }

    /// <summary>In rule-book order.</summary>
    public IReadOnlyList<Entry> Firing { get; }

    /// <summary>The rules that count and whose conditions hold, displaced ones included, in rule-book order.</summary>
    public IReadOnlyList<Rule> Speaking(Situation situation, Law law)
    {
        var candidates = _pivot is not null && situation[_pivot] is { } value && _byPivotValue.TryGetValue(value, out var named) ? named : _withoutPivot;
        List<Rule>? speaking = null;
        foreach (var rule in candidates)
        {
            if (law.Counts(rule) && Holds(rule, situation))
            {
                (speaking ??= []).Add(rule);
            }
        }

        return speaking is null ? [] : speaking;
    }

    /// <summary>What a verdict would say, without the reasons.</summary>
    public Decision Decide(Situation situation, Law law)
    {
        var speaking = Speaking(situation, law);
        Liability? decided = null;
        foreach (var rule in speaking)
        {
            if (rule.Then.Liability is not { } liability || IsDisplaced(rule, speaking))
            {
                continue;
            }

            if (decided is { } other && other != liability)
            {
                return new Decision(Liability.NotCovered, IsGap: false, Contradicts: true);
            }

            decided = liability;
        }

        return new Decision(decided ?? Liability.NotCovered, decided is null, Contradicts: false);
    }

    /// <summary>True where one of the rules that speak overrides this one.</summary>
    public static bool IsDisplaced(Rule rule, IReadOnlyList<Rule> speaking)
    {
        foreach (var other in speaking)
        {
            if (other.Overrides.Count > 0 && other.Overrides.Contains(rule.Id))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Holds(Rule rule, Situation situation)
    {
        for (var i = 0; i < rule.When.Count; i++)
        {
            if (!rule.When[i].Holds(situation))
            {
                return false;
            }
        }

        return true;
    }

    private bool NamesPivot(Rule rule) => rule.When.Any(condition => condition.Dimension == _pivot);

    /// <param name="IsGap">No rule at all speaks of liability.</param>
    public readonly record struct Decision(Liability Liability, bool IsGap, bool Contradicts);

    /// <summary>A rule with both results of each of its conditions: every verdict of the book shares them.</summary>
    public sealed class Entry(Rule rule)
    {
        private readonly ConditionResult[] _holding = [.. rule.When.Select(condition => new ConditionResult(condition, true))];
        private readonly ConditionResult[] _failing = [.. rule.When.Select(condition => new ConditionResult(condition, false))];

        public Rule Rule => rule;

        public ConditionResult[] Check(Situation situation)
        {
            var results = new ConditionResult[_holding.Length];
            for (var i = 0; i < results.Length; i++)
            {
                results[i] = _holding[i].Condition.Holds(situation) ? _holding[i] : _failing[i];
            }

            return results;
        }
    }
}
