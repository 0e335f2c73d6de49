using KnbTraining.Content.Reference;
using KnbTraining.Rules;

namespace KnbTraining.Content.Items;

/// <summary>Under which facts a chosen wrong option would have been right.</summary>
/// <param name="OptionId">The option; see <see cref="ItemOption.Id"/>.</param>
/// <param name="Changes">All smallest changes, the plainest first; empty where no change of these facts makes it right.</param>
/// <param name="Text">The plainest change as one sentence.</param>
public sealed record RightIf(string OptionId, IReadOnlyList<SmallestChange> Changes, string Text);

/// <summary>
/// Finds for a wrong option the smallest change of the facts under which it would be right. Only what claims a liability of
/// cases is asked: verdicts, tables, comparisons, and who is liable.
/// </summary>
internal static class RightIfSearch
{
    /// <summary>What an option claims of the cases of its item; null where it claims something else.</summary>
    public static IReadOnlyList<WantedVerdict>? Wanted(Item item, ItemOption option)
    {
        var claim = option.Claim.ByName;
        if (!claim.TryGetValue("liability", out var id))
        {
            return null;
        }

        var liability = LiabilityIds.ById[(string)id];
        return claim.Keys.Order(StringComparer.Ordinal).ToArray() switch
        {
            ["liability", "situation"] => [Wanted(item.Situations[(int)claim["situation"]], liability, holds: true)],
            ["first", "liability", "second"] =>
            [
                Wanted(item.Situations[0], liability, (bool)claim["first"]),
                Wanted(item.Situations[1], liability, (bool)claim["second"]),
            ],
            _ => null,
        };
    }

    /// <summary>
    /// All smallest changes under which an option would be right, the plainest first; null where it claims no liability. A person
    /// becomes nothing that the same person cannot be, and no case is supposed that is not asked about on its own.
    /// </summary>
    public static IReadOnlyList<SmallestChange>? Find(ItemBank items, Item item, ItemOption option)
    {
        if (Wanted(item, option) is not { } wanted)
        {
            return null;
        }

        // One case is what most answers are about, and the same case is met in item after item and in each language.
        return wanted is [var only]
            ? items.ChangesTo(only.Situation, LiabilityIds.ById[(string)option.Claim.ByName["liability"]], item.Law.IfAdopted, () => Find(items, item.Law.IfAdopted, wanted))
            : Find(items, item.Law.IfAdopted, wanted);
    }

    private static IReadOnlyList<SmallestChange> Find(ItemBank items, bool ifAdopted, IReadOnlyList<WantedVerdict> wanted)
    {
        var words = items.Material.Words;
        var vocabulary = items.Material.RuleBook.Vocabulary;
        return SmallestChange.Find(
            vocabulary,
            [.. wanted.Select(one => one with { Fits = verdict => words.HasUsualFacts(vocabulary, verdict.Situation) && words.StandsAlone(verdict.Situation) && one.Fits(verdict) })],
            (situation, lawChanges) => items.Judge(situation, ifAdopted != lawChanges),
            (situation, dimension, value) => situation.RoleOf(dimension) != DimensionRole.Act
                && words.MayVary(dimension, situation)
                && words.MayBecome(dimension, situation[dimension]!, value));
    }

    private static WantedVerdict Wanted(Situation situation, Liability liability, bool holds) =>
        new(situation, verdict => verdict.Liability == liability == holds);
}
