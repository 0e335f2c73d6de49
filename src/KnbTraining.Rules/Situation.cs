namespace KnbTraining.Rules;

/// <summary>One value for each applicable dimension. Two situations with the same facts are equal.</summary>
public sealed class Situation : IEquatable<Situation>
{
    private readonly KeyValuePair<string, string>[] _facts;

    private readonly Vocabulary _vocabulary;

    internal Situation(IEnumerable<KeyValuePair<string, string>> facts, Vocabulary vocabulary)
    {
        _facts = [.. facts];
        _vocabulary = vocabulary;
        Id = string.Join(';', _facts.Select(fact => $"{fact.Key}={fact.Value}"));
    }

    /// <summary>Canonical text, for example <c>holder=former;obligation=signed;act=disclosure</c>.</summary>
    public string Id { get; }

    /// <summary>The facts in vocabulary order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Facts => _facts;

    /// <summary>What happens: the value of <see cref="Vocabulary.Act"/>.</summary>
    /// <exception cref="InvalidOperationException">The vocabulary has no such dimension, or it does not apply.</exception>
    public string Act => ValueOf(_vocabulary.Act);

    /// <summary>Who does it: the value of <see cref="Vocabulary.Person"/>.</summary>
    /// <exception cref="InvalidOperationException">The vocabulary has no such dimension, or it does not apply.</exception>
    public string Person => ValueOf(_vocabulary.Person);

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

    /// <summary>What one of the facts tells of the situation.</summary>
    /// <exception cref="KeyNotFoundException">The vocabulary has no such dimension.</exception>
    public DimensionRole RoleOf(string dimension) =>
        _vocabulary.Find(dimension)?.Role ?? throw new KeyNotFoundException($"The vocabulary has no dimension '{dimension}'.");

    public bool Equals(Situation? other) => other is not null && Id == other.Id;

    public override bool Equals(object? obj) => Equals(obj as Situation);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Id);

    public override string ToString() => Id;

    private string ValueOf(Dimension dimension) => this[dimension.Id] ?? throw new InvalidOperationException($"'{dimension.Id}' does not apply to '{Id}'.");
}
