namespace KnbTraining.Rules;

/// <summary>One value for each applicable dimension. Two situations with the same facts are equal.</summary>
public sealed class Situation : IEquatable<Situation>
{
    private readonly KeyValuePair<string, string>[] _facts;

    internal Situation(IEnumerable<KeyValuePair<string, string>> facts)
    {
        _facts = [.. facts];
        Id = string.Join(';', _facts.Select(fact => $"{fact.Key}={fact.Value}"));
    }

    /// <summary>Canonical text, for example <c>holder=former;obligation=signed;act=disclosure</c>.</summary>
    public string Id { get; }

    /// <summary>The facts in vocabulary order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Facts => _facts;

    /// <summary>The value of a dimension, or null where the dimension does not apply.</summary>
    public string? this[string dimension]
    {
        get
        {
            foreach (var fact in _facts)
            {
                if (fact.Key == dimension)
                {
                    return fact.Value;
                }
            }

            return null;
        }
    }

    public bool Equals(Situation? other) => other is not null && Id == other.Id;

    public override bool Equals(object? obj) => Equals(obj as Situation);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Id);

    public override string ToString() => Id;
}
