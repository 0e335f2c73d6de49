using KnbTraining.Content.Items.Generators;
using KnbTraining.Rules;

namespace KnbTraining.Content.Items;

/// <summary>An endless, reproducible run of items over all families in turn.</summary>
public static class ItemRun
{
    /// <summary>Questions whose answer is a recorded silence, for each with another answer: blind guessing at such questions earns about as much.</summary>
    private const double SilentToOthers = 0.27;

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
        var answers = generated.ToLookup(family => AnswerOf(items, family));
        ItemFamily[] silent = [.. answers[Liability.NotCovered]];
        ItemFamily[] others = [.. generated.Except(silent)];

        // There are more families about a recorded silence than about any other answer, and "not covered" must not pay as an
        // answer to everything.
        var share = answers.Where(group => group.Key is not (null or Liability.NotCovered)).Sum(group => group.Count()) * SilentToOthers;
        var (due, next) = (0.0, 0);
        while (generated.Length > 0)
        {
            foreach (var family in others)
            {
                yield return (family.Id, random.NextUInt32());
            }

            for (due += Math.Min(share, silent.Length); due >= 1; due--)
            {
                yield return (silent[next++ % silent.Length].Id, random.NextUInt32());
            }
        }
    }

    /// <summary>The answer that is right in every item of a family; null where it differs.</summary>
    private static Liability? AnswerOf(ItemBank items, ItemFamily family) =>
        family.Generator == VerdictGenerator.Stem ? items.Edition.Rules[family.Rule].Rule.Then.Liability : null;
}
