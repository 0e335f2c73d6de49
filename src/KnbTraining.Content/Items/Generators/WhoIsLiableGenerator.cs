using System.Globalization;
using KnbTraining.Content.Reference;
using KnbTraining.Rules;

namespace KnbTraining.Content.Items.Generators;

/// <summary>Several people and one liability: tick all to whom it applies. Told in general words: three stories would be a page to read.</summary>
internal sealed class WhoIsLiableGenerator : IItemGenerator
{
    private const int Cases = 3;

    public string Id => "who-is-liable";

    public IEnumerable<string> NeededStems(IItemMaterial material) => [.. CaseFacts.LiabilityKeys("question"), "option"];

    public IEnumerable<ItemFamily> Families(ItemBank items) => SituationDraw.RulesWithVerdicts(items)
        .Where(rule => rule.Rule.Then.Liability is Liability.Criminal or Liability.Administrative && Others(items, rule).Count >= Cases - 1)
        .Select(rule => new ItemFamily($"{Id}.{rule.Id}", Id, rule.Id, QuestionKind.MultipleChoice));

    public Item Create(ItemBank items, ItemFamily family, uint variant)
    {
        var random = StableRandom.For(variant, family.Id);
        var verdict = SituationDraw.Draw(items, family.Rule, random);
        var others = random.Shuffle(Others(items, items.Material.Rules[family.Rule]));

        // At least one person to whom it does not apply: ticking everything must never be right.
        var outside = Array.Find(others, other => other.Liability != verdict.Liability)!;
        var third = Array.Find(others, other => other != outside)!;
        var cases = random.Shuffle([verdict, outside, third]);
        var asked = LiabilityIds.Of(verdict.Liability);
        var options = cases.Select((one, i) => new ItemOption(
            $"case-{i + 1}",
            Claim.Of(("situation", i), ("liability", asked)),
            one.Liability == verdict.Liability,
            one.Liability == verdict.Liability ? null : CaseFacts.Answering(items.Material, one, verdict.Liability)));
        return new Item(
            family,
            variant,
            CaseFacts.Rules(family, cases),
            [.. cases.Select(one => one.Situation)],
            verdict.Law,
            [.. options],
            PairDraw.Citations(items.Material, CaseFacts.Rules(family, cases)),
            $"{Id}|{string.Join('|', cases.Select(one => one.Situation.Id).Order(StringComparer.Ordinal))}|{verdict.Law.Id}|{asked}")
        {
            Compared = cases,
            KeepsOrder = true,
        };
    }

    public ItemText Render(ItemBank items, Item item, string language)
    {
        var stems = items.StemsOf(this);
        var asked = (string)item.Options[0].Claim.Parts[1].Value;
        return new ItemText(
            string.Join('\n', item.Situations.Select((situation, i) => string.Create(CultureInfo.InvariantCulture, $"{i + 1}. {CaseFacts.General(items, situation, item.Variant, language)}"))),
            stems.Say($"question-{item.Law.Id}-{asked}", item.Variant, language),
            [.. item.Options.Select((option, i) => new LabelledText(option.Id, stems.Say("option", item.Variant, language, new Dictionary<string, object>(StringComparer.Ordinal) { ["n"] = i + 1 })))],
            [],
            []);
    }

    /// <summary>Verdicts of other rules of the family's family, under the same law.</summary>
    private static List<Verdict> Others(ItemBank items, RuleDocument rule)
    {
        var law = SituationDraw.LawFor(items, rule.Rule);
        var others = SituationDraw.RulesWithVerdicts(items)
            .Where(other => other.Id != rule.Id && other.Rule.Family == rule.Rule.Family)
            .Select(other => items.Judge(SituationDraw.Draw(items, other.Id, new StableRandom(0)).Situation, law.IfAdopted))
            .Where(verdict => !verdict.IsGap && verdict.Conflict is null && (!law.IfAdopted || SituationDraw.IsAbout(rule.Rule, verdict.Situation)))
            .DistinctBy(verdict => verdict.Situation)
            .Where(verdict => !verdict.Deciding.Any(deciding => deciding.Id == rule.Id))
            .Where(verdict => rule.Rule.Then.Liability != Liability.Administrative || !BackgroundLaw.DeniesAdministrative(items.Material, verdict))
            .ToList();
        return others.Exists(other => other.Liability != rule.Rule.Then.Liability) ? others : [];
    }
}
