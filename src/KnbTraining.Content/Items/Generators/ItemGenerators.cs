
namespace KnbTraining.Content.Items.Generators;

/// <summary>Makes items of one shape for every rule that the shape fits. Stateless: bank, family and variant in, item out.</summary>
internal interface IItemGenerator
{
    /// <summary>The id used in family ids, exports and the name of the stem document.</summary>
    string Id { get; }

    /// <summary>The keys that its stem document must have.</summary>
    IEnumerable<string> NeededStems(IItemMaterial material);

    IEnumerable<ItemFamily> Families(ItemBank items);

    Item Create(ItemBank items, ItemFamily family, uint variant);

    ItemText Render(ItemBank items, Item item, string language);
}

/// <summary>The generator table: one line a generator.</summary>
internal static class ItemGenerators
{
    public static IReadOnlyList<IItemGenerator> All { get; } =
    [
        new VerdictGenerator(),
        new ContrastGenerator(),
        new CounterfactualGenerator(),
        new StatementGenerator(),
        new WhoIsLiableGenerator(),
        new VerdictTableGenerator(),
        new StandingGenerator(),
        new TermGenerator(),
        new TaskGenerator(),
        new DutyGenerator(),
        new LeftOpenGenerator(),
        new AuthoredGenerator(),
    ];

    public static Stems StemsOf(this ItemBank items, IItemGenerator generator) => items.Material.Stems[generator.Id];
}
