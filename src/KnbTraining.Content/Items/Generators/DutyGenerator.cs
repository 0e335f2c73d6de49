using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using KnbTraining.Content.Reference;
using KnbTraining.Rules;

namespace KnbTraining.Content.Items.Generators;

/// <summary>
/// "What must this person do?": a case in which the duty can still be met, and the duty among what people take for it. Duties that
/// the sources name for other people are no distractors: whether they hold here too is often left open.
/// </summary>
internal sealed class DutyGenerator : IItemGenerator
{
    private const int MostDistractors = 3;

    private static readonly ConditionalWeakTable<ItemBank, ConcurrentDictionary<string, List<Verdict>>> Cache = [];

    public string Id => "duty";

    public IEnumerable<string> NeededStems(IItemMaterial material) => ["question"];

    public IEnumerable<ItemFamily> Families(ItemBank items) => items.Material.Rules.Values
        .Where(rule => rule.Rule.Then.Duties.Count > 0 && rule.Rule.Status == RuleStatus.InForce
            && Beside(items, rule.Rule.Then.Duties[0]).Length >= MostDistractors && Cases(items, rule).Count > 0)
        .Select(rule => new ItemFamily($"{Id}.{rule.Id}", Id, rule.Id, QuestionKind.SingleChoice));

    public Item Create(ItemBank items, ItemFamily family, uint variant)
    {
        var material = items.Material;
        var random = StableRandom.For(variant, family.Id);
        var rule = material.Rules[family.Rule];
        var verdict = random.Pick(Cases(items, rule));
        var right = rule.Rule.Then.Duties[0];
        var pool = Beside(items, right);
        var sets = EvenSets.Of(
            items, $"{Id}|{right}", MostDistractors, () => [new WordedOptions(material.Words.Duties[right], [.. pool.Select(duty => duty.Label)], null)]);
        var wrong = sets.Draw(random).Wrong.Select(i => pool[i]);
        var options = wrong.Select(duty => (duty.Id, Misconception: (string?)duty.Misconception)).Append((right, null))
            .OrderBy(option => option.Item1, StringComparer.Ordinal)
            .Select(option => new ItemOption(
                option.Item1,
                Claim.Of(("situation", 0), ("duty", option.Item1), ("named", true)),
                option.Item1 == right,
                option.Item2));
        return new Item(
            family,
            variant,
            [rule.Id],
            [verdict.Situation],
            verdict.Law,
            [.. options],
            rule.Sources,
            $"{Id}|{verdict.Situation.Id}|{right}");
    }

    public ItemText Render(ItemBank items, Item item, string language)
    {
        var material = items.Material;
        return new ItemText(
            material.Vignettes.TellAhead(item.Situations[0], [.. material.RuleBook.Find(item.Family.Rule)!.When.Select(condition => condition.Dimension)], item.Variant, language),
            items.StemsOf(this).Say("question", item.Variant, language),
            [.. item.Options.Select(option => (material.Words.Duties.GetValueOrDefault(option.Id) ?? material.Words.InventedDuties[option.Id].Label).Labelled(option.Id, language))],
            [],
            []);
    }

    private static InventedDuty[] Beside(ItemBank items, string duty) =>
        [.. items.Material.Words.InventedDuties.Values.Where(invented => invented.Beside.Contains(duty, StringComparer.Ordinal))];

    private static List<Verdict> Cases(ItemBank items, RuleDocument rule) =>
        Cache.GetOrCreateValue(items).GetOrAdd(rule.Id, _ => FindCases(items, rule));

    /// <summary>Cases of the rule that some story tells as lying ahead, and that call for no other duty unless the rule is about the act; facts that the rule does not ask of are at their default.</summary>
    private static List<Verdict> FindCases(ItemBank items, RuleDocument rule)
    {
        var book = items.Material.RuleBook;
        return [.. book.Vocabulary.Space
            .Where(situation => rule.Rule.When.All(condition => condition.Holds(situation)))
            .Where(situation => book.Vocabulary.Dimensions.All(dimension => dimension == book.Vocabulary.Act || situation[dimension.Id] is null
                || situation[dimension.Id] == dimension.Values[0] || rule.Rule.When.Any(condition => condition.Dimension == dimension.Id)))
            .Where(situation => items.Material.Vignettes.StoriesFor([situation], ahead: true).Count > 0)
            .Select(situation => items.Judge(situation, ifAdopted: false))
            .Where(verdict => verdict.Duties.Contains(rule.Rule.Then.Duties[0], StringComparer.Ordinal)
                && (verdict.Duties.Count == 1 || rule.Rule.When.Any(condition => condition.Dimension == book.Vocabulary.Act.Id)))];
    }
}
