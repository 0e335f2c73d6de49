using KnbTraining.Rules;

namespace KnbTraining.Content.Analysis;

/// <summary>One way through the facts to a verdict.</summary>
/// <param name="Facts">The facts besides the holder that lead here. Facts that make no difference are left out.</param>
/// <param name="InForce"><see cref="Liability.NotCovered"/> also where the rules contradict each other.</param>
public sealed record TreeBranch(IReadOnlyList<KeyValuePair<string, string>> Facts, Liability InForce, Liability Planned)
{
    /// <summary>True where rules in force contradict each other here, so that there is no answer.</summary>
    public bool InForceContradicts { get; init; }

    /// <summary>True where they do once what is planned is adopted.</summary>
    public bool PlannedContradicts { get; init; }

    public bool Changes => InForce != Planned || InForceContradicts != PlannedContradicts;

    internal string Key =>
        $"{string.Join(',', Facts.Select(fact => $"{fact.Key}={fact.Value}"))}>{InForce}{InForceContradicts}>{Planned}{PlannedContradicts}";
}

/// <summary>The holders for whom the same branches hold.</summary>
/// <param name="Holders">Values of <see cref="Vocabulary.Person"/>, in the order of the vocabulary; at least one.</param>
public sealed record TreeLane(IReadOnlyList<string> Holders, IReadOnlyList<TreeBranch> Branches);

/// <summary>Every liability in a table, in as few branches as possible.</summary>
/// <param name="Person">The id of the dimension of the holders.</param>
public sealed record DecisionTree(string Act, string Person, IReadOnlyList<TreeLane> Lanes)
{
    /// <param name="day">The law is read as on this local day.</param>
    public static DecisionTree Of(RuleBook book, string act, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(book);
        return Of(ActTable.Of(book, act, day), book.Vocabulary.Person.Id);
    }

    /// <summary>The branch of a situation about this act.</summary>
    public TreeBranch BranchOf(Situation situation)
    {
        ArgumentNullException.ThrowIfNull(situation);
        return Lanes.Single(lane => lane.Holders.Contains(situation[Person]!, StringComparer.Ordinal))
            .Branches.Single(branch => branch.Facts.All(fact => situation[fact.Key] == fact.Value));
    }

    private static DecisionTree Of(ActTable table, string person)
    {
        var lanes = new List<TreeLane>();
        for (var holder = 0; holder < table.Holders.Count; holder++)
        {
            var branches = Branches(table, holder, 0, 0, table.Rows.Count);
            var twin = lanes.FindIndex(lane => HaveSameKeys(lane.Branches, branches));
            if (twin < 0)
            {
                lanes.Add(new TreeLane([table.Holders[holder]], branches));
            }
            else
            {
                lanes[twin] = lanes[twin] with { Holders = [.. lanes[twin].Holders, table.Holders[holder]] };
            }
        }

        return new DecisionTree(table.Act, person, lanes);
    }

    // The rows from..from+count are those of one choice of values of the first dimensions.
    private static TreeBranch[] Branches(ActTable table, int holder, int dimension, int from, int count)
    {
        if (dimension == table.Dimensions.Count)
        {
            var cell = table.Rows[from].Cells[holder];
            return
            [
                new TreeBranch([], cell.InForce.Liability, cell.IfAdopted.Liability)
                {
                    InForceContradicts = cell.InForce.Conflict is not null, PlannedContradicts = cell.IfAdopted.Conflict is not null,
                },
            ];
        }

        var (id, values) = (table.Dimensions[dimension].Id, table.Dimensions[dimension].Values);
        var each = count / values.Count;
        var byValue = values.Select((value, i) => (Value: value, Branches: Branches(table, holder, dimension + 1, from + (i * each), each))).ToArray();

        // A fact makes no difference where the same branches follow from each of its values.
        return Array.TrueForAll(byValue, one => HaveSameKeys(one.Branches, byValue[0].Branches))
            ? byValue[0].Branches
            : [.. byValue.SelectMany(one => one.Branches.Select(branch => branch with { Facts = [new(id, one.Value), .. branch.Facts] }))];
    }

    private static bool HaveSameKeys(IEnumerable<TreeBranch> one, IEnumerable<TreeBranch> other) =>
        one.Select(branch => branch.Key).SequenceEqual(other.Select(branch => branch.Key), StringComparer.Ordinal);
}
