using KnbTraining.Content.Reference;
using KnbTraining.Rules;

namespace KnbTraining.Content.Items.Generators;

/// <summary>Matching: each case or description gets its term. One row a term, so that every row has one right partner.</summary>
internal sealed class TermGenerator : IItemGenerator
{
    private const int Rows = 4;

    public string Id => "term-meaning";

    public IEnumerable<string> NeededStems(IItemMaterial material) => ["question"];

    public IEnumerable<ItemFamily> Families(ItemBank items) => PairDraw.Families(items, Id, RuleKind.Definition);

    public Item Create(ItemBank items, ItemFamily family, uint variant)
    {
        var random = StableRandom.For(variant, family.Id);
        var (own, others) = PairDraw.Shuffled(items, family, random);
        Pair[] pairs = [.. own.Concat(others).DistinctBy(pair => pair.Of).Take(Rows).OrderBy(pair => pair.Id, StringComparer.Ordinal)];
        var rules = PairDraw.RulesOf(items.Material, family, pairs);
        var options = pairs.SelectMany(row => pairs.Select(choice => new ItemOption(
            $"{row.Id}={choice.Of}",
            Claim.Of(("term", choice.Of), ("meaning", row.Id)),
            row.Of == choice.Of,
            row.Of == choice.Of ? null : Misconception(items.Material, row.Of, choice.Of))));
        return new Item(
            family,
            variant,
            rules,
            [],
            new Law(items.LawDate),
            [.. options],
            PairDraw.Citations(items.Material, rules),
            $"{Id}|{string.Join(',', pairs.Select(pair => pair.Id))}");
    }

    public ItemText Render(ItemBank items, Item item, string language)
    {
        var ids = item.Options.Select(option => option.Id.Split('=', 2)).ToArray();
        return new ItemText(
            null,
            items.StemsOf(this).Say("question", item.Variant, language),
            [],
            [.. ids.Select(id => id[0]).Distinct(StringComparer.Ordinal).Select(id => new LabelledText(id, PairDraw.Find(items.Material, id).Text[language]))],
            [.. ids.Select(id => id[1]).Distinct(StringComparer.Ordinal).Select(id => new LabelledText(id, items.Material.Glossary[id].Name[language]))]);
    }

    private static string? Misconception(IItemMaterial material, string row, string choice)
    {
        var named = material.Misconceptions.Values.FirstOrDefault(misconception =>
            misconception.ConfusedTerms is { } terms && (terms == (row, choice) || terms == (choice, row)));
        return (named ?? material.Misconceptions.Values.FirstOrDefault(misconception => misconception.Pairs == PairConfusion.AnyTerm))?.Id;
    }
}
