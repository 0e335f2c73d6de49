namespace KnbTraining.Learning.Ledger;

/// <summary>The values of a fact, whatever parts and lists they stand in.</summary>
public static class FactValues
{
    /// <summary>Every value that is there, with the parameter in which it stands.</summary>
    public static IEnumerable<(string Name, object Value)> Of(object part)
    {
        ArgumentNullException.ThrowIfNull(part);
        return FactShape.Of(part.GetType()).Properties.SelectMany(property => Flat(property.Name, property.GetValue(part)));
    }

    private static IEnumerable<(string Name, object Value)> Flat(string name, object? value) => value switch
    {
        null => [],
        IFactPart part => Of(part),
        System.Collections.IEnumerable values and not string => values.Cast<object?>().SelectMany(one => Flat(name, one)),
        _ => [(name, value)],
    };
}
