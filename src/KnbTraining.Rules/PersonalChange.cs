namespace KnbTraining.Rules;

/// <summary>Facts of a person from a day on: clearance is given or ends, somebody becomes head. Cases stay as they are otherwise.</summary>
/// <param name="From">Facts that hold of the person before; at least one, each of a dimension of its own.</param>
/// <param name="To">Facts that hold afterwards, by dimension: at least one. Dimensions that stand in neither stay as they are.</param>
public sealed record PersonalChange(IReadOnlyList<Condition> From, IReadOnlyDictionary<string, string> To)
{
    /// <summary>True where a person whose facts were such and are such has changed in this way.</summary>
    /// <param name="before">Values by dimension.</param>
    /// <param name="after">Values by dimension.</param>
    public bool Describes(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return From.All(condition => condition.Values.Contains(before.GetValueOrDefault(condition.Dimension) ?? string.Empty, StringComparer.Ordinal))
            && LeadsTo(after)
            && !LeadsTo(before);
    }

    /// <summary>True where somebody's facts are those after the change.</summary>
    public bool LeadsTo(IReadOnlyDictionary<string, string> facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return To.All(fact => facts.GetValueOrDefault(fact.Key) == fact.Value);
    }

    /// <summary>Each case that can be one of the person before, beside the same case after the change, in the order of the space.</summary>
    public IEnumerable<(Situation Before, Situation After)> Cases(Vocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        return vocabulary.Space
            .Where(situation => From.All(condition => condition.Holds(situation)))
            .Select(situation => (situation, To.Aggregate(situation, (now, fact) => vocabulary.With(now, fact.Key, fact.Value))));
    }
}
