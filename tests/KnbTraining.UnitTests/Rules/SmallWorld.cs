using KnbTraining.Rules;

namespace KnbTraining.UnitTests.Rules;

/// <summary>A vocabulary and rules small enough to check by eye, with a dimension that depends on another.</summary>
internal static class SmallWorld
{
    public static readonly DateOnly Day = new(2026, 3, 10);

    public static readonly Law InForce = new(Day);

    public static readonly Law IfAdopted = new(Day, true);

    /// <summary>colour red | blue | green · size small | big · act walk | fly · height low | high (only when flying).</summary>
    public static readonly Vocabulary Words = new(
    [
        new Dimension("colour", ["red", "blue", "green"]),
        new Dimension("size", ["small", "big"]),
        new Dimension("act", ["walk", "fly"]) { Role = DimensionRole.Act },
        new Dimension("height", ["low", "high"], new Condition("act", ["fly"])),
    ]);

    public static RuleBook Book(params Rule[] rules) => new(Words, rules);

    public static Rule Rule(string id, Liability? liability, params (string Dimension, string Values)[] when) => new(
        id,
        "family",
        liability == Liability.NotCovered ? RuleKind.Open : liability is null ? RuleKind.Duty : RuleKind.Liability,
        RuleStatus.InForce,
        [.. when.Select(condition => new Condition(condition.Dimension, condition.Values.Split('|')))],
        new Outcome(liability, []),
        []);

    public static Situation Situation(params (string Dimension, string Value)[] facts) =>
        Words.Complete(facts.Select(fact => new KeyValuePair<string, string>(fact.Dimension, fact.Value)));
}
