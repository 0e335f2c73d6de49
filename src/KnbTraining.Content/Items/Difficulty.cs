using KnbTraining.Content.Reference;
using KnbTraining.Rules;

namespace KnbTraining.Content.Items;

/// <summary>How hard an item is by its construction, before anybody has answered it. Reports compare it with the facility index.</summary>
/// <param name="Facts">How many facts must be weighed: those of each case whose change would change the verdict, one more for a planned law; for pairs, the rows.</param>
/// <param name="Distance">How many facts would have to be otherwise for the nearest wrong option to be right, from 1 to 4.</param>
public sealed record Difficulty(int Facts, int Distance)
{
    private const int Farthest = 4;

    /// <summary>More facts and nearer wrong options make an item harder. From 1 upwards, without unit.</summary>
    public int Level => Facts + Farthest - Distance;

    public static Difficulty Of(ItemBank items, Item item)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(item);
        if (item.Situations.Count == 0)
        {
            return item.Kind == QuestionKind.Matching
                ? new Difficulty(item.Options.Select(option => option.Id.Split('=')[0]).Distinct(StringComparer.Ordinal).Count(), 2)
                : new Difficulty(item.Rules.Count, 2);
        }

        var facts = item.Situations.Sum(situation => FactsThatTurn(items, items.Judge(situation, item.Law.IfAdopted))) + (item.Law.IfAdopted ? 1 : 0);
        return new Difficulty(Math.Max(1, facts), item.Options.Where(option => !option.Correct).Min(option => DistanceOf(items, item, option)));
    }

    private static int FactsThatTurn(ItemBank items, Verdict verdict) =>
        items.ChangesOf(verdict).Where(change => change.Verdict.Liability != verdict.Liability).Select(change => change.Dimension).Distinct(StringComparer.Ordinal).Count();

    private static int DistanceOf(ItemBank items, Item item, ItemOption option)
    {
        var claim = option.Claim.ByName;
        if (!claim.TryGetValue("situation", out var index) || !claim.TryGetValue("liability", out var id) || claim.ContainsKey("standing"))
        {
            return 1;
        }

        var situation = item.Situations[(int)index];
        var claimed = LiabilityIds.ById[(string)id];

        // Right or wrong is asked: the nearest case with another answer counts, whatever the statement claims. A form must not
        // be harder for having more true statements.
        return claim.ContainsKey("holds")
            ? items.DistanceTo(situation, item.Law.IfAdopted, items.Judge(situation, item.Law.IfAdopted).Liability, denies: true)
            : items.DistanceTo(situation, item.Law.IfAdopted, claimed, denies: false);
    }

    /// <summary>The fewest facts, the law counting as one, between a case and one of the same act with another answer.</summary>
    internal static int Measure(ItemBank items, Situation situation, bool ifAdopted, Liability claimed, bool denies)
    {
        var nearest = Farthest;
        foreach (var other in items.Material.RuleBook.Vocabulary.Space.Where(other => other.Act == situation.Act))
        {
            var apart = other.Facts.Count(fact => situation[fact.Key] != fact.Value);
            foreach (var law in new[] { ifAdopted, !ifAdopted })
            {
                var distance = apart + (law == ifAdopted ? 0 : 1);
                if (distance < nearest && (items.Judge(other, law).Liability == claimed) != denies)
                {
                    nearest = distance;
                }
            }
        }

        return Math.Max(1, nearest);
    }
}
