using KnbTraining.Rules;

namespace KnbTraining.Web.Components.Maps;

/// <summary>One way through the facts to a verdict.</summary>
/// <param name="Facts">The facts besides the holder that lead here; what makes no difference is left out.</param>
public sealed record MapBranch(IReadOnlyList<KeyValuePair<string, string>> Facts, Liability InForce, Liability Planned)
{
    public bool Changes => InForce != Planned;

    internal string Key => $"{string.Join(',', Facts.Select(fact => $"{fact.Key}={fact.Value}"))}>{InForce}>{Planned}";
}

/// <summary>The holders for whom the same ways lead to the same verdicts.</summary>
/// <param name="Holders">Values of the holder dimension, in the order of the vocabulary; at least one.</param>
public sealed record MapLane(IReadOnlyList<string> Holders, IReadOnlyList<MapBranch> Branches);

/// <summary>Every verdict about one act, told as shortly as it can be told without leaving anything out.</summary>
public sealed record DecisionTree(string Act, IReadOnlyList<MapLane> Lanes)
{
    public const string Holder = "holder";

    /// <param name="today">The law is read as on this local day.</param>
    public static DecisionTree Of(RuleBook book, string act, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(book);
        var matter = book.DimensionsThatMatter(act);
        var others = book.Vocabulary.Dimensions.Where(dimension => dimension.Id != Holder && matter.Contains(dimension.Id, StringComparer.Ordinal)).ToArray();
        var lanes = new List<MapLane>();
        foreach (var holder in book.Vocabulary.Find(Holder)!.Values)
        {
            var branches = Branches(book, [new("act", act), new(Holder, holder)], others, today);
            var twin = lanes.FindIndex(lane => lane.Branches.Select(branch => branch.Key).SequenceEqual(branches.Select(branch => branch.Key)));
            if (twin < 0)
            {
                lanes.Add(new MapLane([holder], branches));
            }
            else
            {
                lanes[twin] = lanes[twin] with { Holders = [.. lanes[twin].Holders, holder] };
            }
        }

        return new DecisionTree(act, lanes);
    }

    /// <summary>The branch of a situation about this act.</summary>
    public MapBranch BranchOf(Situation situation)
    {
        ArgumentNullException.ThrowIfNull(situation);
        return Lanes.Single(lane => lane.Holders.Contains(situation[Holder]!, StringComparer.Ordinal))
            .Branches.Single(branch => branch.Facts.All(fact => situation[fact.Key] == fact.Value));
    }

    // A fact under whose every value the same ways follow makes no difference here.
    private static MapBranch[] Branches(RuleBook book, KeyValuePair<string, string>[] given, Dimension[] left, DateOnly today)
    {
        if (left.Length == 0)
        {
            var situation = book.Vocabulary.Complete(given);
            return [new MapBranch([], book.Evaluate(situation, new Law(today)).Liability, book.Evaluate(situation, new Law(today, IfAdopted: true)).Liability)];
        }

        var byValue = left[0].Values.Select(value => (Value: value, Ways: Branches(book, [.. given, new(left[0].Id, value)], left[1..], today))).ToArray();
        var first = byValue[0].Ways.Select(way => way.Key).ToArray();
        return Array.TrueForAll(byValue, ways => ways.Ways.Select(way => way.Key).SequenceEqual(first))
            ? byValue[0].Ways
            : [.. byValue.SelectMany(ways => ways.Ways.Select(way => way with { Facts = [new(left[0].Id, ways.Value), .. way.Facts] }))];
    }
}
