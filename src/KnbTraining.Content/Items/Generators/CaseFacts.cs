using System.Globalization;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;
using KnbTraining.Rules;

namespace KnbTraining.Content.Items.Generators;

/// <summary>What several generators need of cases: who mixes up what, and numbered stories.</summary>
internal static class CaseFacts
{
    public static string? Ignoring(IItemMaterial material, string dimension) =>
        material.Misconceptions.Values.FirstOrDefault(misconception => misconception.Verdicts is IgnoreDimension ignore && ignore.Dimension == dimension)?.Id;

    public static string? Of(IItemMaterial material, MisreadForm form) =>
        material.Misconceptions.Values.FirstOrDefault(misconception => misconception.Form == form)?.Id;

    public static string? ReadingOtherLaw(IItemMaterial material, bool ifAdopted) =>
        material.Misconceptions.Values.FirstOrDefault(misconception => misconception.Verdicts is ReadOtherLaw other && other.IfAdopted == ifAdopted)?.Id;

    /// <summary>The misconception that answers a liability in place of the verdict, or the one of mixing up cases.</summary>
    public static string? Answering(IItemMaterial material, Verdict truth, Liability liability) =>
        WrongVerdicts.Of(material, truth).Where(wrong => wrong.Liability == liability).Select(wrong => wrong.Misconception).FirstOrDefault()
        ?? Of(material, MisreadForm.OtherCase);

    /// <summary>The facts of a case that are told: those that can matter for its act and that exist for such a person.</summary>
    public static IReadOnlyList<string> Matters(IItemMaterial material, Situation situation) =>
        [.. material.RuleBook.DimensionsThatMatter(situation.Act).Where(dimension => material.Words.MayVary(dimension, situation))];

    /// <summary>The stories of several cases, numbered, one a line.</summary>
    public static string Numbered(IItemMaterial material, Item item, string language)
    {
        string[] apart = [.. material.RuleBook.Vocabulary.Dimensions.Select(dimension => dimension.Id).Where(id => item.Situations.Any(situation => situation[id] != item.Situations[0][id]))];
        return string.Join('\n', item.Situations.Select((situation, i) => string.Create(
            CultureInfo.InvariantCulture,
            $"{i + 1}. {material.Vignettes.Tell(item.Situations, i, [.. Matters(material, situation), .. apart], item.Variant, language)}")));
    }

    /// <summary>A case in general words: the sentences of the statement generator, which state every fact that matters.</summary>
    public static string General(ItemBank items, Situation situation, uint variant, string language)
    {
        var facts = situation.Facts.Where(fact => items.Material.Words.MayVary(fact.Key, situation))
            .ToDictionary(fact => fact.Key.Replace('-', '_'), fact => (object)fact.Value, StringComparer.Ordinal);
        return items.Material.Stems[StatementGenerator.Stem].Say(
            $"case-{situation.Act}", variant, language, new Dictionary<string, object>(StringComparer.Ordinal) { ["s"] = facts });
    }

    /// <summary>A case in general words or as somebody's story, and in a paragraph of its own a claim about it.</summary>
    public static string Claimed(ItemBank items, Situation situation, uint variant, string language, string claim)
    {
        var told = StableRandom.For(variant, "told").Below(4) == 0
            ? General(items, situation, variant, language)
            : items.Material.Vignettes.Tell(situation, Matters(items.Material, situation), variant, language);
        return $"{told}\n{claim}";
    }

    public static IEnumerable<string> LiabilityKeys(string prefix) =>
        LiabilityIds.ById.Keys.SelectMany(id => new[] { $"{prefix}-in-force-{id}", $"{prefix}-if-adopted-{id}" });

    public static IReadOnlyList<string> Rules(ItemFamily family, IEnumerable<Verdict> verdicts) =>
        [family.Rule, .. verdicts.SelectMany(verdict => verdict.Deciding).Select(rule => rule.Id).Where(id => id != family.Rule).Distinct(StringComparer.Ordinal)];

    public static LabelledText Labelled(this LocalizedText text, string id, string language) => new(id, text[language]);
}
