namespace KnbTraining.Rules;

/// <summary>One fact a situation may state, with the closed list of values it can take.</summary>
/// <param name="Id">Lower-case id, unique in the vocabulary.</param>
/// <param name="Values">At least one value id; the first is the default where the fact does not matter.</param>
/// <param name="AppliesWhen">The dimension and values on which this one depends; null means it always applies.</param>
public sealed record Dimension(string Id, IReadOnlyList<string> Values, Condition? AppliesWhen = null)
{
    /// <summary>What it tells of a situation.</summary>
    public DimensionRole Role { get; init; }
}

/// <summary>
/// The closed set of dimensions of a situation. It is small on purpose: the whole space can be enumerated, so every
/// claim about the rule book can be proved by walking it.
/// </summary>
public sealed class Vocabulary
{
    /// <summary>Most situations that a vocabulary may span: each check walks all of them, some once for each rule.</summary>
    public const int LargestSpace = 20_000;

    private readonly Dictionary<string, Dimension> _byId;
    private readonly Lazy<IReadOnlyList<Situation>> _space;
    private readonly Dimension? _act;
    private readonly Dimension? _person;

    /// <param name="dimensions">Dimensions in the order in which situations show them. A dimension may depend only on an earlier one.</param>
    /// <exception cref="ArgumentException">
    /// Two dimensions or two values of one share an id, one has no values, one depends on a later or unknown one, two are acts or two
    /// persons, the act or the person depends on another, or the facts can be combined in more than <see cref="LargestSpace"/> ways.
    /// </exception>
    public Vocabulary(IReadOnlyList<Dimension> dimensions)
    {
        ArgumentNullException.ThrowIfNull(dimensions);
        Dimensions = dimensions;
        _byId = new Dictionary<string, Dimension>(StringComparer.Ordinal);
        foreach (var dimension in dimensions)
        {
            if (dimension.Values.Count == 0)
            {
                throw new ArgumentException($"Dimension '{dimension.Id}' has no values.", nameof(dimensions));
            }

            if (dimension.Values.GroupBy(value => value, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            {
                throw new ArgumentException($"The value '{dimension.Id}={twice.Key}' is named twice.", nameof(dimensions));
            }

            if (dimension.AppliesWhen is { } parent)
            {
                if (!_byId.ContainsKey(parent.Dimension))
                {
                    throw new ArgumentException($"Dimension '{dimension.Id}' depends on '{parent.Dimension}', which does not stand before it.", nameof(dimensions));
                }

                if (parent.Values.FirstOrDefault(value => !Knows(parent.Dimension, value)) is { } unknown)
                {
                    throw new ArgumentException($"Dimension '{dimension.Id}' depends on '{parent.Dimension}={unknown}', which does not exist.", nameof(dimensions));
                }
            }

            if (!_byId.TryAdd(dimension.Id, dimension))
            {
                throw new ArgumentException($"Dimension '{dimension.Id}' is named twice.", nameof(dimensions));
            }
        }

        (_act, _person) = (Only(dimensions, DimensionRole.Act), Only(dimensions, DimensionRole.Person));
        _space = new Lazy<IReadOnlyList<Situation>>(() => [.. Enumerate()]);
        if (CountSpace() > LargestSpace)
        {
            throw new ArgumentException($"The facts can be combined in more than {LargestSpace} ways.", nameof(dimensions));
        }
    }

    public IReadOnlyList<Dimension> Dimensions { get; }

    /// <summary>Every possible situation, in a fixed order. A few hundred entries.</summary>
    public IReadOnlyList<Situation> Space => _space.Value;

    /// <summary>The dimension that says what happens.</summary>
    /// <exception cref="InvalidOperationException">The vocabulary has none.</exception>
    public Dimension Act => _act ?? throw new InvalidOperationException("No dimension of the vocabulary is the act.");

    /// <summary>The dimension that says who does it.</summary>
    /// <exception cref="InvalidOperationException">The vocabulary has none.</exception>
    public Dimension Person => _person ?? throw new InvalidOperationException("No dimension of the vocabulary is the person.");

    public Dimension? Find(string id) => _byId.GetValueOrDefault(id);

    public bool Knows(string dimension, string value) => Find(dimension)?.Values.Contains(value, StringComparer.Ordinal) == true;

    /// <summary>A whole situation from some facts: what is left out takes its default, what does not apply is dropped.</summary>
    /// <exception cref="ArgumentException">A dimension or value is unknown, or a given fact does not apply to the rest.</exception>
    public Situation Complete(IEnumerable<KeyValuePair<string, string>> facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (dimension, value) in facts)
        {
            if (!Knows(dimension, value))
            {
                throw new ArgumentException($"The vocabulary has no fact '{dimension}={value}'.", nameof(facts));
            }

            given[dimension] = value;
        }

        var chosen = new List<KeyValuePair<string, string>>(Dimensions.Count);
        foreach (var dimension in Dimensions)
        {
            if (Applies(dimension, chosen))
            {
                chosen.Add(new(dimension.Id, given.GetValueOrDefault(dimension.Id, dimension.Values[0])));
            }
            else if (given.ContainsKey(dimension.Id))
            {
                throw new ArgumentException($"'{dimension.Id}' does not apply here: it needs {dimension.AppliesWhen}.", nameof(facts));
            }
        }

        return new Situation(chosen, this);
    }

    /// <summary>The same situation with one fact changed; facts that no longer apply go, newly applicable ones take their default.</summary>
    /// <exception cref="ArgumentException">The vocabulary has no such fact.</exception>
    public Situation With(Situation situation, string dimension, string value)
    {
        ArgumentNullException.ThrowIfNull(situation);
        if (!Knows(dimension, value))
        {
            throw new ArgumentException($"The vocabulary has no fact '{dimension}={value}'.", nameof(value));
        }

        var chosen = new List<KeyValuePair<string, string>>(Dimensions.Count);
        foreach (var candidate in Dimensions.Where(d => Applies(d, chosen)))
        {
            var kept = candidate.Id == dimension ? value : situation[candidate.Id] ?? candidate.Values[0];
            chosen.Add(new(candidate.Id, kept));
        }

        return new Situation(chosen, this);
    }

    private static Dimension? Only(IReadOnlyList<Dimension> dimensions, DimensionRole role)
    {
        Dimension[] found = [.. dimensions.Where(dimension => dimension.Role == role)];
        if (found.Length > 1)
        {
            throw new ArgumentException($"The dimensions '{found[0].Id}' and '{found[1].Id}' have the same role.", nameof(dimensions));
        }

        return found is [{ AppliesWhen: not null } dependent]
            ? throw new ArgumentException($"The dimension '{dependent.Id}' has a role in every situation and may not depend on another.", nameof(dimensions))
            : found.FirstOrDefault();
    }

    private static bool Applies(Dimension dimension, List<KeyValuePair<string, string>> chosen) =>
        dimension.AppliesWhen is not { } parent
        || chosen.Exists(fact => fact.Key == parent.Dimension && parent.Values.Contains(fact.Value));

    // Only facts on which others depend tell situations apart here; the rest multiplies. Stops as soon as there are too many.
    private long CountSpace()
    {
        var parents = Dimensions.Select(dimension => dimension.AppliesWhen?.Dimension).ToHashSet(StringComparer.Ordinal);
        var partial = new List<(List<KeyValuePair<string, string>> Facts, long Times)> { (new(), 1) };
        foreach (var dimension in Dimensions)
        {
            partial = [.. partial.SelectMany(entry => !Applies(dimension, entry.Facts) ? [entry]
                : !parents.Contains(dimension.Id) ? [(entry.Facts, Math.Min(entry.Times * dimension.Values.Count, LargestSpace + 1L))]
                : dimension.Values.Select(value => (new List<KeyValuePair<string, string>>(entry.Facts) { new(dimension.Id, value) }, entry.Times)))
                .Take(LargestSpace + 1)];
            if (partial.Sum(entry => entry.Times) is var count and > LargestSpace)
            {
                return count;
            }
        }

        return partial.Sum(entry => entry.Times);
    }

    private List<Situation> Enumerate()
    {
        var partial = new List<List<KeyValuePair<string, string>>> { new() };
        foreach (var dimension in Dimensions)
        {
            var next = new List<List<KeyValuePair<string, string>>>();
            foreach (var facts in partial)
            {
                if (!Applies(dimension, facts))
                {
                    next.Add(facts);
                    continue;
                }

                next.AddRange(dimension.Values.Select(value => new List<KeyValuePair<string, string>>(facts) { new(dimension.Id, value) }));
            }

            partial = next;
        }

        return [.. partial.Select(facts => new Situation(facts, this))];
    }
}
