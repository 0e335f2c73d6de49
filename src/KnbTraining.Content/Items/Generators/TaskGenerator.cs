using KnbTraining.Content.Reference;
using KnbTraining.Rules;

namespace KnbTraining.Content.Items.Generators;

/// <summary>Matching: each task gets the body that has it. A body may be the partner of several tasks.</summary>
internal sealed class TaskGenerator : IItemGenerator
{
    private const int Rows = 4;

    public string Id => "body-task";

    public IEnumerable<string> NeededStems(IItemMaterial material) => ["question"];

    public IEnumerable<ItemFamily> Families(ItemBank items) => PairDraw.Families(items, Id, RuleKind.Competence);

    public Item Create(ItemBank items, ItemFamily family, uint variant)
    {
        var random = StableRandom.For(variant, family.Id);
        var (own, others) = PairDraw.Shuffled(items, family, random);

        // Half of the rows about the family's own body, the others about someone else: all rows alike would need no thought.
        Pair[] tasks = [.. own.Take(Rows / 2).Concat(others.Where(pair => own.All(mine => mine.Of != pair.Of))).Take(Rows).OrderBy(pair => pair.Id, StringComparer.Ordinal)];
        var bodies = items.Material.Rules.Values.Where(rule => rule.Rule.Kind == RuleKind.Competence && PairDraw.Counts(items, rule))
            .SelectMany(rule => rule.Pairs).Select(pair => pair.Of).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var confused = items.Material.Misconceptions.Values.FirstOrDefault(misconception => misconception.Pairs == PairConfusion.AnyBody)?.Id;
        var rules = PairDraw.RulesOf(items.Material, family, tasks);
        var options = tasks.SelectMany(task => bodies.Select(body => new ItemOption(
            $"{task.Id}={body}",
            Claim.Of(("task", task.Id), ("body", body)),
            task.Of == body,
            task.Of == body ? null : confused)));
        return new Item(
            family,
            variant,
            rules,
            [],
            new Law(items.LawDate),
            [.. options],
            PairDraw.Citations(items.Material, rules),
            $"{Id}|{string.Join(',', tasks.Select(task => task.Id))}");
    }

    public ItemText Render(ItemBank items, Item item, string language)
    {
        var ids = item.Options.Select(option => option.Id.Split('=', 2)).ToArray();
        return new ItemText(
            null,
            items.StemsOf(this).Say("question", item.Variant, language),
            [],
            [.. ids.Select(id => id[0]).Distinct(StringComparer.Ordinal).Select(id => new LabelledText(id, PairDraw.Find(items.Material, id).Text[language]))],
            [.. ids.Select(id => id[1]).Distinct(StringComparer.Ordinal).Select(id => new LabelledText(id, items.Material.Words.Bodies[id][language]))]);
    }
}
