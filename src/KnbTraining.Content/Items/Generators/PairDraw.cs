using KnbTraining.Content.Reference;
using KnbTraining.Rules;

namespace KnbTraining.Content.Items.Generators;

/// <summary>What the two matching generators share: pairs of the family's rule first, then pairs of the others.</summary>
internal static class PairDraw
{
    public static IEnumerable<ItemFamily> Families(ItemBank items, string generator, RuleKind kind) => items.Material.Rules.Values
        .Where(rule => rule.Rule.Kind == kind && Counts(items, rule))
        .Select(rule => new ItemFamily($"{generator}.{rule.Id}", generator, rule.Id, QuestionKind.Matching));

    public static bool Counts(ItemBank items, RuleDocument rule) => SituationDraw.LawFor(items, rule.Rule).Counts(rule.Rule);

    /// <summary>Pairs of the family's rule, shuffled, then those of other rules of its kind, shuffled.</summary>
    public static (Pair[] Own, Pair[] Others) Shuffled(ItemBank items, ItemFamily family, StableRandom random)
    {
        var rule = items.Material.Rules[family.Rule];
        var others = items.Material.Rules.Values
            .Where(other => other.Id != rule.Id && other.Rule.Kind == rule.Rule.Kind && Counts(items, other))
            .SelectMany(other => other.Pairs);
        return (random.Shuffle(rule.Pairs), random.Shuffle(others));
    }

    /// <summary>Every pair of all rules, by id.</summary>
    public static Pair Find(IItemMaterial material, string id) => material.Rules.Values.SelectMany(rule => rule.Pairs).First(pair => pair.Id == id);

    public static IReadOnlyList<string> RulesOf(IItemMaterial material, ItemFamily family, IEnumerable<Pair> pairs) =>
        [family.Rule, .. material.Rules.Values.Where(rule => rule.Id != family.Rule && rule.Pairs.Any(pairs.Contains)).Select(rule => rule.Id)];

    public static IReadOnlyList<Citation> Citations(IItemMaterial material, IReadOnlyList<string> rules) =>
        [.. rules.SelectMany(rule => material.Rules[rule].Sources)];
}
