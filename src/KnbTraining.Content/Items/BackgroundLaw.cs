using KnbTraining.Content.Reference;
using KnbTraining.Rules;

namespace KnbTraining.Content.Items;

/// <summary>
/// What dated copies of the law say about situations and rules. It is shown beside what the sources say, and no key rests on
/// it; but no key may deny it either, unless the item asks for the sources of the course and nothing else.
/// </summary>
internal static class BackgroundLaw
{
    /// <summary>Entries about a situation, in the order of the document.</summary>
    public static IEnumerable<Background> Of(IItemMaterial material, Situation situation) =>
        material.Background.Where(entry => entry.When.Count > 0 && entry.When.All(condition => condition.Holds(situation)));

    /// <summary>Entries about a rule: those that name it, and those about situations of which the rule speaks, or some of them.</summary>
    public static IEnumerable<Background> Of(IItemMaterial material, Rule rule) =>
        material.Background.Where(entry => Names(entry, rule.Id) || (entry.When.Count > 0 && entry.When.All(needed => rule.When.Any(given =>
            given.Dimension == needed.Dimension && given.Values.Any(value => needed.Values.Contains(value, StringComparer.Ordinal))))));

    public static bool Names(Background entry, string ruleId) => entry.Rules.Contains(ruleId, StringComparer.Ordinal);

    /// <summary>The liabilities that the law provides, or may provide, in a situation, as far as the copies tell.</summary>
    public static IEnumerable<Liability> Provided(IItemMaterial material, Situation situation) =>
        Of(material, situation).Select(entry => entry.Liability).OfType<Liability>().Distinct();

    /// <summary>True where the law provides an administrative liability, as far as the copies tell, and the sources' verdict is another one.</summary>
    public static bool DeniesAdministrative(IItemMaterial material, Verdict verdict) =>
        verdict.Liability != Liability.Administrative && Provided(material, verdict.Situation).Contains(Liability.Administrative);

    /// <summary>True where the sources' verdict is another than what the law provides, as far as the copies tell.</summary>
    public static bool IsLeftOut(IItemMaterial material, Verdict verdict)
    {
        var provided = Provided(material, verdict.Situation).ToArray();
        return provided.Length > 0 && !provided.Contains(verdict.Liability);
    }
}
