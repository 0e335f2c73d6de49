namespace KnbTraining.Rules;

/// <summary>A demand on one dimension: the situation's value must be one of <paramref name="Values"/>.</summary>
/// <param name="Dimension">Id of a dimension.</param>
/// <param name="Values">One or more value ids of that dimension.</param>
public sealed record Condition(string Dimension, IReadOnlyList<string> Values)
{
    /// <summary>False also where the dimension does not apply to the situation.</summary>
    public bool Holds(Situation situation)
    {
        ArgumentNullException.ThrowIfNull(situation);
        if (situation[Dimension] is not { } value)
        {
            return false;
        }

        for (var i = 0; i < Values.Count; i++)
        {
            if (Values[i] == value)
            {
                return true;
            }
        }

        return false;
    }

    public override string ToString() => $"{Dimension}={string.Join('|', Values)}";
}
