using KnbTraining.Content.Items.Generators;
using KnbTraining.Rules;

namespace KnbTraining.Content.Items;

/// <summary>An endless, reproducible run of items over all families in turn.</summary>
public static class ItemRun
{
    // Questions about a verdict with one and the same answer, for each family about a verdict that is not about a silence:
    // so many that always giving that answer earns about what blind guessing earns.
    private static double Share(Liability answer) => answer switch
    {
        Liability.NotCovered => 0.06,
        Liability.NoneStated => 0.06,
        Liability.NoneAdministrative => 0.03,
        _ => 0.14,
    };

    // More rules record a silence than say anything: of the statements, so many for each about another case.
    private const double SilentStatements = 0.5;

    /// <summary>Items one by one; the same seed gives the same run. Hand-written questions, which have one variant, come once.</summary>
    public static IEnumerable<Item> From(ItemBank items, ulong seed) =>
        Ids(items, seed).Select(id => items.Create(id.Family, id.Variant));

    /// <summary>The families and variants of the run, before anything is made of them.</summary>
    internal static IEnumerable<(string Family, uint Variant)> Ids(ItemBank items, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(items);
        var random = StableRandom.For(seed, "stream");
        foreach (var family in items.Families.Where(family => family.Generator == "authored"))
        {
            yield return (family.Id, 0);
        }

        var generated = items.Families.Where(family => family.Generator != "authored").ToArray();

        // There are more families about a recorded silence, and about criminal liability, than about any other answer, and no
        // answer to everything must pay.
        var others = generated.Count(family => family.Generator == VerdictGenerator.Stem && AnswerOf(items, family) != Liability.NotCovered);
        var crowded = generated.Where(family => AnswerOf(items, family) is not null)
            .GroupBy(family => AnswerOf(items, family)!.Value)
            .Select(group => new Turns([.. group], others * Share(group.Key)))
            .Append(SilentStatementsOf(items, generated))
            .Where(turns => turns.Share < turns.Families.Length)
            .ToArray();
        ItemFamily[] free = [.. generated.Except(crowded.SelectMany(turns => turns.Families))];
        while (generated.Length > 0)
        {
            foreach (var family in free.Concat(crowded.SelectMany(turns => turns.Next())))
            {
                yield return (family.Id, random.NextUInt32());
            }
        }
    }

    private static Turns SilentStatementsOf(ItemBank items, ItemFamily[] generated)
    {
        var statements = generated.Where(family => family.Generator == StatementGenerator.Stem).ToLookup(family => items.Material.Rules[family.Rule].Rule.Kind == RuleKind.Open);
        return new Turns([.. statements[true]], statements[false].Count() * SilentStatements);
    }

    /// <summary>Families that share fewer turns than they are, so many in each round.</summary>
    private sealed class Turns(ItemFamily[] families, double share)
    {
        private double _due;
        private int _next;

        public ItemFamily[] Families => families;

        public double Share => share;

        public IEnumerable<ItemFamily> Next()
        {
            for (_due += share; _due >= 1; _due--)
            {
                yield return families[_next++ % families.Length];
            }
        }
    }

    /// <summary>The answer that is right in every item of a family about a verdict; null where it differs.</summary>
    private static Liability? AnswerOf(ItemBank items, ItemFamily family) =>
        family.Generator == VerdictGenerator.Stem && !IsMixed(items, family) ? items.Material.Rules[family.Rule].Rule.Then.Liability : null;

    private static bool IsMixed(ItemBank items, ItemFamily family) =>
        items.Material.Rules[family.Rule].Rule.Status == RuleStatus.Proposed;
}
