using KnbTraining.Rules;

namespace KnbTraining.Content.Reference;

/// <summary>The ids used for liabilities in documents and exports.</summary>
public static class LiabilityIds
{
    internal static IReadOnlyDictionary<string, Liability> ById { get; } = new Dictionary<string, Liability>(StringComparer.Ordinal)
    {
        ["criminal"] = Liability.Criminal,
        ["administrative"] = Liability.Administrative,
        ["none-administrative"] = Liability.NoneAdministrative,
        ["none-stated"] = Liability.NoneStated,
        ["not-covered"] = Liability.NotCovered,
    };

    /// <summary>The liabilities that a law can provide.</summary>
    internal static IReadOnlyDictionary<string, Liability> Kinds { get; } =
        ById.Where(pair => pair.Value is Liability.Criminal or Liability.Administrative).ToDictionary(StringComparer.Ordinal);

    /// <summary>The liability of an id; null where it is none.</summary>
    public static Liability? Find(string id) => ById.TryGetValue(id, out var liability) ? liability : null;

    public static string Of(Liability liability) => ById.First(pair => pair.Value == liability).Key;
}
