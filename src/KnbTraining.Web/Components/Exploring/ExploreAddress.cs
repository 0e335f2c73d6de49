using KnbTraining.Rules;

namespace KnbTraining.Web.Components.Exploring;

/// <summary>Links into the what-if explorer. The address carries the whole situation, so it can be kept, sent and gone back to.</summary>
public static class ExploreAddress
{
    /// <summary>Path of the explorer, relative to the base.</summary>
    public const string Page = "explore";

    public static string Of(Situation situation)
    {
        ArgumentNullException.ThrowIfNull(situation);
        // What happens comes first, in an address as on the page.
        var facts = situation.Facts.OrderBy(fact => situation.RoleOf(fact.Key) == DimensionRole.Act ? 0 : 1)
            .Select(fact => $"{Uri.EscapeDataString(fact.Key)}={Uri.EscapeDataString(fact.Value)}");
        return $"{Page}?{string.Join('&', facts)}";
    }

    /// <summary>The situation of a rule's conditions. Every other fact has its default.</summary>
    /// <returns>Null for rules that speak about no situation (terms and tasks).</returns>
    public static string? Of(Vocabulary vocabulary, Rule rule)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentNullException.ThrowIfNull(rule);
        return rule.Fires && vocabulary.Space.FirstOrDefault(situation => rule.When.All(condition => condition.Holds(situation))) is { } plainest
            ? Of(plainest)
            : null;
    }
}
