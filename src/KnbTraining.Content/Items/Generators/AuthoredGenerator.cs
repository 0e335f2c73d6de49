using KnbTraining.Content.Reference;
using KnbTraining.Rules;

namespace KnbTraining.Content.Items.Generators;

/// <summary>Questions written by hand. They have one variant; everything else is as with generated items.</summary>
internal sealed class AuthoredGenerator : IItemGenerator
{
    public string Id => "authored";

    public IEnumerable<string> NeededStems(IItemMaterial material) => [];

    public IEnumerable<ItemFamily> Families(ItemBank items) =>
        items.Material.Questions.Values.Select(question => new ItemFamily($"{Id}.{question.Id}", Id, question.Rules[0], question.Kind));

    public Item Create(ItemBank items, ItemFamily family, uint variant)
    {
        var question = Question(items, family);
        return new Item(
            family,
            0,
            question.Rules,
            [],
            new Law(items.LawDate),
            [.. question.Options.Select(option => new ItemOption(option.Id, Claim.Of(("question", question.Id), ("option", option.Id)), option.Correct, option.Misconception))],
            PairDraw.Citations(items.Material, question.Rules),
            family.Id);
    }

    public ItemText Render(ItemBank items, Item item, string language)
    {
        var question = Question(items, item.Family);
        return new ItemText(
            null,
            question.Stem[language],
            [.. question.Options.Select(option => new LabelledText(option.Id, option.Text[language]))],
            [],
            []);
    }

    private static AuthoredQuestion Question(ItemBank items, ItemFamily family) =>
        items.Material.Questions[family.Id[(family.Id.IndexOf('.', StringComparison.Ordinal) + 1)..]];
}
