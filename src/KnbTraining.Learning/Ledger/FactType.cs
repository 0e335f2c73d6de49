using System.Reflection;

namespace KnbTraining.Learning.Ledger;

/// <summary>One kind of fact in one version.</summary>
public sealed record FactType(string Kind, int Version, Type Type)
{
    private static readonly Lazy<IReadOnlyList<FactType>> Known = new(() =>
    [
        .. typeof(Fact).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Fact)) && !type.IsAbstract)
            .Select(type => (Type: type, Mark: type.GetCustomAttribute<RecordedAsAttribute>() ?? throw new InvalidOperationException($"{type.Name} says no kind.")))
            .Select(fact => new FactType(fact.Mark.Kind, fact.Mark.Version, fact.Type))
            .OrderBy(fact => fact.Kind, StringComparer.Ordinal)
            .ThenBy(fact => fact.Version),
    ]);

    private static readonly Lazy<Dictionary<Type, FactType>> ByType = new(() => All.ToDictionary(fact => fact.Type));

    private static readonly Lazy<Dictionary<(string, int), FactType>> ByKind = new(() => All.ToDictionary(fact => (fact.Kind, fact.Version)));

    /// <summary>All that this build can write or read, by kind and version.</summary>
    public static IReadOnlyList<FactType> All => Known.Value;

    public static FactType Of(Fact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        return ByType.Value[fact.GetType()];
    }

    /// <returns>Null where this build does not know it.</returns>
    public static FactType? Find(string kind, int version) => ByKind.Value.GetValueOrDefault((kind, version));
}
