using KnbTraining.Rules;

namespace KnbTraining.Web.Components.Changes;

/// <summary>The page that begins a rule, with the conditions that it is to have.</summary>
public static class NewRuleAddress
{
    public const string Page = "admin/content/new-rule";

    public static string For(IEnumerable<Condition> when)
    {
        ArgumentNullException.ThrowIfNull(when);
        return $"{Page}?when={Uri.EscapeDataString(string.Join(';', when))}";
    }

    /// <summary>The page for the gap to which a situation belongs.</summary>
    public static string For(Situation situation)
    {
        ArgumentNullException.ThrowIfNull(situation);
        return For(situation.Facts.Select(fact => new Condition(fact.Key, [fact.Value])));
    }

    /// <summary>The conditions of an address; what the vocabulary does not know is left out.</summary>
    public static IReadOnlyList<Condition> Read(string? when, Vocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        return [.. (when ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(condition => condition.Split('=', 2))
            .Where(parts => parts.Length == 2)
            .Select(parts => new Condition(parts[0], [.. parts[1].Split('|').Where(value => vocabulary.Knows(parts[0], value)).Distinct(StringComparer.Ordinal)]))
            .Where(condition => condition.Values.Count > 0)
            .DistinctBy(condition => condition.Dimension, StringComparer.Ordinal)];
    }
}
