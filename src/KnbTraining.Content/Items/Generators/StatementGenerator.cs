using KnbTraining.Content.Reference;
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

    // Half of the statements about a plan are about what it changes; the wrong ones of the others say that it reaches further.
    private static readonly PlanShares Shares = new(Own: 14, Near: 15, Far: 9);

    public const string Stem = "mutated-statement";

    public string Id => Stem;

    public IEnumerable<string> NeededStems(IItemMaterial material) =>
    [
        "question-in-force", "question-if-adopted", "option-true", "option-false", "statement",
        .. LiabilityIds.ById.Keys.SelectMany(id => new[] { $"outcome-{id}", $"outcome-adopted-{id}" }),
        .. material.RuleBook.Vocabulary.Act.Values.Select(act => $"case-{act}"),
    ];

    public IEnumerable<ItemFamily> Families(ItemBank items) => SituationDraw.RulesWithVerdicts(items)
        .Where(rule => WrongVerdicts.Of(items.Material, SituationDraw.Draw(items, rule.Id, new StableRandom(0))).Count > 0 && CanBeAsked(items, rule.Rule))
        .Select(rule => new ItemFamily($"{Id}.{rule.Id}", Id, rule.Id, QuestionKind.TrueFalse));

    // Where the sources name nothing beside a plan that stays as it is, believing in the plan would always be right: asked otherwise.
    private static bool CanBeAsked(ItemBank items, Rule rule) =>
        rule.Status != RuleStatus.Proposed || SituationDraw.LeftBy(items, rule.Id) is { Near.Count: > 0 } or { Far.Count: > 0 };

    public Item Create(ItemBank items, ItemFamily family, uint variant)
    {
        var random = StableRandom.For(variant, family.Id);
        var verdict = SituationDraw.DrawAlsoLeft(items, family.Rule, Shares, random);
        var rules = CaseFacts.Rules(family, [verdict]);
        var wrong = WrongVerdicts.Of(items.Material, verdict, family.Rule);
        var mutated = random.Below(2) == 0 ? (verdict.Liability, Misconception: "")
            : PickEvenly(random, wrong, verdict.Law, verdict.Deciding.Any(rule => rule.Id == family.Rule) ? null : items.Material.Rules[family.Rule].Rule.Then.Liability);
        var holds = mutated.Item1 == verdict.Liability;
        var claimed = LiabilityIds.Of(mutated.Item1);

        var denied = holds ? Denial(random, wrong, verdict.Liability) : null;
        return new Item(
            family,
            variant,
            rules,
            [verdict.Situation],
            verdict.Law,
            [Option(True, claimed, true, holds, mutated.Misconception), Option(False, claimed, false, !holds, denied)],
            PairDraw.Citations(items.Material, rules),
            $"{verdict.Situation.Id}|{verdict.Law.Id}|{claimed}?")
        {
            Verdict = verdict,
        };
    }

    public ItemText Render(ItemBank items, Item item, string language)
    {
        var stems = items.StemsOf(this);
        var claimed = (string)item.Options[0].Claim.Parts.First(part => part.Key == "liability").Value;
        var claim = stems.Say(item.Law.IfAdopted ? $"outcome-adopted-{claimed}" : $"outcome-{claimed}", item.Variant, language);
        return new ItemText(
            CaseFacts.Claimed(items, item.Situations[0], item.Variant, language, stems.Say("statement", item.Variant, language, new Dictionary<string, object>(StringComparer.Ordinal) { ["claim"] = claim })),
            stems.Say($"question-{item.Law.Id}", item.Variant, language),
            [.. item.Options.Select(option => new LabelledText(option.Id, stems.Say($"option-{option.Id}", item.Variant, language)))],
            [],
            []);
    }

    /// <summary>A wrong outcome, drawn so that each is claimed about as often wrongly as rightly: a claim must not tell whether it is right.</summary>
    private static (Liability Liability, string Misconception) PickEvenly(StableRandom random, IReadOnlyList<(Liability Liability, string Misconception)> wrong, Law law, Liability? planned)
    {
        var ticket = random.Below(wrong.Sum(option => Weight(option.Liability, law)));
        var drawn = wrong.First(option => (ticket -= Weight(option.Liability, law)) < 0);
        return wrong.FirstOrDefault(option => option.Liability == planned, drawn);
    }

    // Who calls a true statement wrong names no other outcome: all that is known is whether they deny a liability or suppose one.
    private static string Denial(StableRandom random, IReadOnlyList<(Liability Liability, string Misconception)> wrong, Liability truth)
    {
        (Liability Liability, string Misconception)[] opposite = [.. wrong.Where(option => IsPunished(option.Liability) != IsPunished(truth))];
        return opposite.Length > 0 ? opposite[random.Below(opposite.Length)].Misconception : wrong[random.Below(wrong.Count)].Misconception;
    }

    private static bool IsPunished(Liability liability) => liability is Liability.Criminal or Liability.Administrative;

    // Silences are most often the truth where the law in force is asked about.
    private static int Weight(Liability liability, Law law) => liability switch
    {
        Liability.NotCovered => law.IfAdopted ? 5 : 120,
        Liability.NoneStated => law.IfAdopted ? 1 : 45,
        Liability.NoneAdministrative => law.IfAdopted ? 1 : 2,
        Liability.Criminal => law.IfAdopted ? 5 : 7,
        _ => 5,
    };

    private static ItemOption Option(string id, string claimed, bool asserts, bool correct, string? misconception) =>
        new(id, Claim.Of(("situation", 0), ("liability", claimed), ("holds", asserts)), correct, correct ? null : misconception);
}
