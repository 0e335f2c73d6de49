using KnbTraining.Content.Editions;
using KnbTraining.Content.Editions.Readers;
using KnbTraining.Rules;

namespace KnbTraining.Content.Items.Generators;

/// <summary>
/// "Is this statement right?": a case, general or told, and a claimed outcome, half of them true, the others as a named
/// misconception would have it.
/// </summary>
internal sealed class StatementGenerator : IItemGenerator
{
    public const string True = "true";

    public const string False = "false";

    public const string Stem = "mutated-statement";

    public string Id => Stem;

    public IEnumerable<string> NeededStems(Edition edition) =>
    [
        "question-in-force", "question-if-adopted", "option-true", "option-false",
        .. LiabilityIds.ById.Keys.SelectMany(id => new[] { $"outcome-{id}", $"outcome-adopted-{id}" }),
        .. (edition.RuleBook.Vocabulary.Find("act")?.Values ?? []).Select(act => $"case-{act}"),
    ];

    public IEnumerable<ItemFamily> Families(ItemBank items) => SituationDraw.RulesWithVerdicts(items)
        .Where(rule => WrongVerdicts.Of(items.Edition, SituationDraw.Draw(items, rule.Id, new StableRandom(0))).Count > 0)
        .Select(rule => new ItemFamily($"{Id}.{rule.Id}", Id, rule.Id, QuestionKind.TrueFalse));

    public Item Create(ItemBank items, ItemFamily family, uint variant)
    {
        var random = StableRandom.For(variant, family.Id);
        var verdict = SituationDraw.Draw(items, family.Rule, random);
        var wrong = WrongVerdicts.Of(items.Edition, verdict);
        var mutated = random.Below(2) == 1 ? random.Pick(wrong) : (verdict.Liability, Misconception: "");
        var holds = mutated.Item1 == verdict.Liability;
        var claimed = LiabilityIds.Of(mutated.Item1);

        // Who calls a true statement wrong takes the plan for law, or mixes up what any wrong verdict mixes up.
        var denied = holds ? wrong[random.Below(wrong.Count)].Misconception : null;
        return new Item(
            family,
            variant,
            [family.Rule],
            [verdict.Situation],
            verdict.Law,
            [Option(True, claimed, true, holds, mutated.Misconception), Option(False, claimed, false, !holds, denied)],
            items.Edition.Rules[family.Rule].Sources,
            $"{verdict.Situation.Id}|{verdict.Law.Id}|{claimed}?")
        {
            Verdict = verdict,
        };
    }

    public ItemText Render(ItemBank items, Item item, string language)
    {
        var stems = items.StemsOf(this);
        var claimed = (string)item.Options[0].Claim.Parts.First(part => part.Key == "liability").Value;
        var outcome = item.Law.IfAdopted ? $"outcome-adopted-{claimed}" : $"outcome-{claimed}";
        return new ItemText(
            CaseFacts.Claimed(items, item.Situations[0], item.Variant, language, stems.Say(outcome, item.Variant, language)),
            stems.Say($"question-{item.Law.Id}", item.Variant, language),
            [.. item.Options.Select(option => new LabelledText(option.Id, stems.Say($"option-{option.Id}", item.Variant, language)))],
            [],
            []);
    }

    private static ItemOption Option(string id, string claimed, bool asserts, bool correct, string? misconception) =>
        new(id, Claim.Of(("situation", 0), ("liability", claimed), ("holds", asserts)), correct, correct ? null : misconception);
}
