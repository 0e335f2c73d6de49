using System.Collections.Concurrent;

namespace KnbTraining.Rules;

/// <summary>
/// A set of rules over one vocabulary. Evaluation is a pure function of situation and law; the order of the rules never
/// changes a verdict.
/// </summary>
public sealed class RuleBook
{
    private readonly Dictionary<string, Rule> _byId;
    private readonly RuleIndex _index;
    private readonly ConcurrentDictionary<string, string[]> _matters = new(StringComparer.Ordinal);

    /// <exception cref="ArgumentException">Two rules share an id, an override names no rule, overrides run in a circle, or a condition names an unknown fact.</exception>
    public RuleBook(Vocabulary vocabulary, IReadOnlyList<Rule> rules)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentNullException.ThrowIfNull(rules);
        Vocabulary = vocabulary;
        Rules = rules;
        _byId = new Dictionary<string, Rule>(StringComparer.Ordinal);
        foreach (var rule in rules)
        {
            if (!_byId.TryAdd(rule.Id, rule))
            {
                throw new ArgumentException($"Rule '{rule.Id}' is named twice.", nameof(rules));
            }
        }

        foreach (var rule in rules)
        {
            if (rule.Overrides.FirstOrDefault(id => !_byId.ContainsKey(id)) is { } missing)
            {
                throw new ArgumentException($"Rule '{rule.Id}' overrides '{missing}', which does not exist.", nameof(rules));
            }

            foreach (var condition in rule.When)
            {
                if (condition.Values.Count == 0 || condition.Values.Any(value => !vocabulary.Knows(condition.Dimension, value)))
                {
                    throw new ArgumentException($"Rule '{rule.Id}' has a condition outside the vocabulary: {condition}.", nameof(rules));
                }
            }
        }

        if (FindOverrideCircle(rules) is { } circle)
        {
            throw new ArgumentException($"Overrides run in a circle: {string.Join(", ", circle)}.", nameof(rules));
        }

        _index = new RuleIndex(rules);
    }

    public Vocabulary Vocabulary { get; }

    public IReadOnlyList<Rule> Rules { get; }

    public Rule? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The verdict for one situation, with every rule considered.</summary>
    public Verdict Evaluate(Situation situation, Law law)
    {
        ArgumentNullException.ThrowIfNull(situation);
        ArgumentNullException.ThrowIfNull(law);
        var considered = new List<DerivationStep>(_index.Firing.Count);
        foreach (var entry in _index.Firing)
        {
            var conditions = entry.Check(situation);
            var result = !law.Counts(entry.Rule) ? StepResult.NotInForce
                : Array.TrueForAll(conditions, condition => condition.Holds) ? StepResult.Fired
                : StepResult.Failed;
            considered.Add(new DerivationStep(entry.Rule, result, conditions));
        }

        var fired = considered.Where(step => step.Result == StepResult.Fired).Select(step => step.Rule).ToArray();
        for (var i = 0; i < considered.Count; i++)
        {
            var step = considered[i];
            if (step.Result == StepResult.Fired
                && Array.Find(fired, other => other.Overrides.Contains(step.Rule.Id, StringComparer.Ordinal)) is { } stronger)
            {
                considered[i] = step with { Result = StepResult.Overridden, OverriddenBy = stronger.Id };
            }
        }

        var standing = considered.Where(step => step.Result == StepResult.Fired).Select(step => step.Rule).ToArray();
        var deciding = standing.Where(rule => rule.Then.Liability is not null).ToArray();
        var liabilities = deciding.Select(rule => rule.Then.Liability!.Value).Distinct().ToArray();
        var conflict = liabilities.Length > 1 ? new Conflict(situation, law, deciding) : null;
        return new Verdict(
            situation,
            law,
            liabilities.Length == 1 ? liabilities[0] : Liability.NotCovered,
            [.. standing.SelectMany(rule => rule.Then.Duties).Distinct(StringComparer.Ordinal)],
            considered,
            conflict);
    }

    /// <summary>Every contradiction of the rule book under one law. Empty in a sound book.</summary>
    public IReadOnlyList<Conflict> FindConflicts(Law law) =>
        [.. Vocabulary.Space.Where(situation => _index.Decide(situation, law).Contradicts).Select(situation => Evaluate(situation, law).Conflict!)];

    /// <summary>Every situation in which no rule speaks of liability under one law.</summary>
    public IReadOnlyList<Situation> FindGaps(Law law) =>
        [.. Vocabulary.Space.Where(situation => _index.Decide(situation, law).IsGap)];

    /// <summary>Rules with conditions that no situation meets.</summary>
    public IReadOnlyList<Rule> FindUnreachable() =>
        [.. Rules.Where(rule => rule.Fires && !Vocabulary.Space.Any(situation => rule.When.All(condition => condition.Holds(situation))))];

    /// <summary>Rules that count under a law, hold somewhere, and are displaced wherever they hold: they never say anything.</summary>
    public IReadOnlyList<Rule> FindSilenced(Law law)
    {
        var displaced = new HashSet<string>(StringComparer.Ordinal);
        var heard = new HashSet<string>(StringComparer.Ordinal);
        foreach (var speaking in Vocabulary.Space.Select(situation => _index.Speaking(situation, law)))
        {
            foreach (var rule in speaking)
            {
                (RuleIndex.IsDisplaced(rule, speaking) ? displaced : heard).Add(rule.Id);
            }
        }

        return [.. Rules.Where(rule => displaced.Contains(rule.Id) && !heard.Contains(rule.Id))];
    }

    /// <summary>The single facts that would change the verdict of a situation: each changed situation with its verdict.</summary>
    public IReadOnlyList<Counterfactual> FindCounterfactuals(Situation situation, Law law)
    {
        ArgumentNullException.ThrowIfNull(situation);
        ArgumentNullException.ThrowIfNull(law);
        var before = _index.Decide(situation, law).Liability;
        var changes = new List<Counterfactual>();
        foreach (var dimension in Vocabulary.Dimensions.Where(dimension => situation[dimension.Id] is not null))
        {
            foreach (var value in dimension.Values.Where(value => value != situation[dimension.Id]))
            {
                var changed = Vocabulary.With(situation, dimension.Id, value);
                if (_index.Decide(changed, law).Liability != before)
                {
                    changes.Add(new Counterfactual(dimension.Id, value, Evaluate(changed, law)));
                }
            }
        }

        return changes;
    }

    /// <summary>Every situation of which more than one rule speaks under one law: duties beside a liability, agreement, displacement, contradiction.</summary>
    public IReadOnlyList<Overlap> FindOverlaps(Law law) =>
        [.. Vocabulary.Space.Where(situation => _index.Speaking(situation, law).Count > 1).Select(situation => Overlap.Of(Evaluate(situation, law))!)];

    /// <summary>
    /// Every situation whose liability or duties differ between two rule books under one law, with the reasons. What people
    /// must do and answer for stays the same where a silence is merely recorded; <see cref="Comparison"/> shows that as well.
    /// </summary>
    public static IReadOnlyList<VerdictChange> Compare(RuleBook before, RuleBook after, Law law) =>
        [.. Comparison.Of(before, law, after, law).Changes.Where(change => change.IsMaterial)];

    /// <summary>
    /// Rules that override each other in a circle, by id; null where there is none. All of them would displace each other
    /// and leave a silence that nobody wrote. Unknown ids are passed over.
    /// </summary>
    public static IReadOnlyList<string>? FindOverrideCircle(IReadOnlyList<Rule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var left = rules.DistinctBy(rule => rule.Id).ToDictionary(rule => rule.Id, rule => rule.Overrides, StringComparer.Ordinal);
        while (left.Where(rule => !rule.Value.Any(left.ContainsKey)).Select(rule => rule.Key).ToArray() is { Length: > 0 } free)
        {
            foreach (var id in free)
            {
                left.Remove(id);
            }
        }

        // What is left overrides something that is left; leave out those that nobody overrides back.
        while (left.Keys.Where(id => !left.Values.Any(overrides => overrides.Contains(id, StringComparer.Ordinal))).ToArray() is { Length: > 0 } outside)
        {
            foreach (var id in outside)
            {
                left.Remove(id);
            }
        }

        return left.Count == 0 ? null : [.. left.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>The dimensions that any rule about this act looks at: the facts that can matter, apart from the act.</summary>
    /// <param name="act">A value of <see cref="Vocabulary.Act"/>.</param>
    /// <exception cref="InvalidOperationException">The vocabulary has no act.</exception>
    public IReadOnlyList<string> DimensionsThatMatter(string act) => _matters.GetOrAdd(act, key => FindDimensionsThatMatter(key, Vocabulary.Act.Id));

    private string[] FindDimensionsThatMatter(string act, string actDimension) =>
        [.. Rules
            .Where(rule => rule.Then.Liability is not null && rule.When.All(c => c.Dimension != actDimension || c.Values.Contains(act, StringComparer.Ordinal)))
            .SelectMany(rule => rule.When)
            .Select(condition => condition.Dimension)
            .Where(dimension => dimension != actDimension)
            .Distinct(StringComparer.Ordinal)];
}

/// <summary>One fact changed, and the verdict that follows.</summary>
public sealed record Counterfactual(string Dimension, string Value, Verdict Verdict);
