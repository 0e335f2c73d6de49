using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;
using KnbTraining.Rules;

namespace KnbTraining.Content.Items.Generators;

/// <summary>"Which of these do the sources leave open?": one open matter among matters that they settle.</summary>
internal sealed class LeftOpenGenerator : IItemGenerator
{
    private const int MostDistractors = 3;

    public const string Name = "left-open";

    public string Id => Name;

    public IEnumerable<string> NeededStems(IItemMaterial material) => ["question"];

    public IEnumerable<ItemFamily> Families(ItemBank items) => items.Material.Rules.Values
        .Where(rule => rule.LeftOpen.Count > 0 && rule.Stated.Count >= 2 && SituationDraw.LawFor(items, rule.Rule).Counts(rule.Rule))
        .Select(rule => new ItemFamily($"{Id}.{rule.Id}", Id, rule.Id, QuestionKind.SingleChoice));

    public Item Create(ItemBank items, ItemFamily family, uint variant)
    {
        var random = StableRandom.For(variant, family.Id);
        var rule = items.Material.Rules[family.Rule];
        var open = random.Pick(rule.LeftOpen);
        var sets = EvenSets.Of(
            items,
            $"{Id}|{rule.Id}|{open.Id}",
            MostDistractors,
            () => [new WordedOptions(open.Text, [.. rule.Stated.Select(point => point.Text)], Question(items, rule))]);
        var stated = sets.Draw(random).Wrong.Select(i => rule.Stated[i]);
        var misread = items.Material.Misconceptions.Values.FirstOrDefault(misconception => misconception.TakesStatedForOpen)?.Id;
        var options = stated.Append(open)
            .OrderBy(point => point.Id, StringComparer.Ordinal)
            .Select(point => new ItemOption(
                point.Id,
                Claim.Of(("rule", rule.Id), ("point", point.Id), ("left-open", true)),
                point == open,
                point == open ? null : misread));
        return new Item(
            family,
            variant,
            [rule.Id],
            [],
            SituationDraw.LawFor(items, rule.Rule),
            [.. options],
            rule.Sources,
            $"{Id}|{rule.Id}|{open.Id}")
        {
            Reveals = [rule.Id],
        };
    }

    public ItemText Render(ItemBank items, Item item, string language)
    {
        var rule = items.Material.Rules[item.Family.Rule];
        var points = rule.Stated.Concat(rule.LeftOpen).ToDictionary(point => point.Id, StringComparer.Ordinal);
        return new ItemText(
            null,
            Question(items, rule, item.Variant, language),
            [.. item.Options.Select(option => new LabelledText(option.Id, Sentence(points[option.Id].Text[language])))],
            [],
            []);
    }

    // Later sentences of a statement often say what the sources leave open: they would give the key away.
    private string Question(ItemBank items, RuleDocument rule, uint variant, string language) =>
        items.StemsOf(this).Say("question", variant, language, new Dictionary<string, object>(StringComparer.Ordinal) { ["rule"] = Sentences.First(rule.Statement[language]) });

    private LocalizedText Question(ItemBank items, RuleDocument rule) =>
        LocalizedText.Of(language => Question(items, rule, 0, language));

    private static string Sentence(string phrase) => char.ToUpperInvariant(phrase[0]) + phrase[1..];
}
