using KnbTraining.Content.Reference;
using KnbTraining.Rules;

namespace KnbTraining.Content.Items.Generators;

/// <summary>"What follows?": a case, and liabilities to choose from. Each wrong one is what a named misconception would answer.</summary>
internal sealed class VerdictGenerator : IItemGenerator
{
    // Each answer about as often right as blind guessing would hit it. Forms, in which few answers may be silences, ask fewer of those.
    private static readonly PlanShares Shares = new(Own: 32, Near: 28, Far: 29);

    public const string Stem = "verdict";

    public string Id => Stem;

    public IEnumerable<string> NeededStems(IItemMaterial material) =>
        ["question-in-force", "question-if-adopted", .. LiabilityIds.ById.Keys.Select(id => $"option-{id}")];

    public IEnumerable<ItemFamily> Families(ItemBank items) => SituationDraw.RulesWithVerdicts(items)
        .Where(rule => WrongVerdicts.Of(items.Material, SituationDraw.Draw(items, rule.Id, new StableRandom(0))).Count > 0 && CanBeAsked(items, rule.Rule))
        .Select(rule => new ItemFamily($"{Id}.{rule.Id}", Id, rule.Id, QuestionKind.SingleChoice));

    // Where a plan has too little beside it that stays as it is, its own outcome would nearly always be the key: asked otherwise.
    private static bool CanBeAsked(ItemBank items, Rule rule) =>
        rule.Status != RuleStatus.Proposed || SituationDraw.LeftBy(items, rule.Id) is { Near.Count: > 0, Far.Count: > 0 };

    public Item Create(ItemBank items, ItemFamily family, uint variant)
    {
        var random = StableRandom.For(variant, family.Id);
        var verdict = SituationDraw.DrawAlsoLeft(items, family.Rule, Shares, random);
        var rules = CaseFacts.Rules(family, [verdict]);
        var candidates = random.Shuffle(WrongVerdicts.Of(items.Material, verdict, family.Rule));
        var wrong = DrawEvenly(candidates, verdict, random);
        var options = wrong.Append((verdict.Liability, ""))
            .OrderBy(option => option.Item1)
            .Select(option => new ItemOption(
                LiabilityIds.Of(option.Item1),
                Claim.Of(("situation", 0), ("liability", LiabilityIds.Of(option.Item1))),
                option.Item1 == verdict.Liability,
                option.Item1 == verdict.Liability ? null : option.Item2));
        return new Item(
            family,
            variant,
            rules,
            [verdict.Situation],
            verdict.Law,
            [.. options],
            PairDraw.Citations(items.Material, rules),
            $"{verdict.Situation.Id}|{verdict.Law.Id}|{LiabilityIds.Of(verdict.Liability)}")
        {
            Verdict = verdict,
        };
    }

    /// <summary>Both liabilities, and answers without one as often as each of them is right.</summary>
    private static List<(Liability Liability, string Misconception)> DrawEvenly(
        (Liability Liability, string Misconception)[] candidates, Verdict verdict, StableRandom random)
    {
        var wrong = candidates.Where(candidate => candidate.Liability is Liability.Criminal or Liability.Administrative).ToList();
        void Add(Liability liability) => wrong.AddRange(candidates.Where(candidate => candidate.Liability == liability));

        // Where a plan is asked about, nothing else is ever right: what else were offered would be known to be wrong.
        if (verdict.Law.IfAdopted)
        {
            Add(Liability.NotCovered);
            return wrong;
        }

        // "No administrative liability" is right in few cases only: offered everywhere, it would be known to be wrong. It cannot be offered
        // to those whom the article does not reach: they get a silence beside the liabilities more often, or a silence would be a good guess.
        var truth = verdict.Liability;
        var deniable = Array.Exists(candidates, candidate => candidate.Liability == Liability.NoneAdministrative);
        var denied = deniable && random.Below(16) < 13;
        switch (truth)
        {
            case Liability.NoneAdministrative:
                Add(Liability.NotCovered);
                break;
            case Liability.NotCovered when denied:
                Add(Liability.NoneAdministrative);
                break;
            case Liability.Criminal or Liability.Administrative when denied:
                Add(Liability.NoneAdministrative);
                Add(Liability.NotCovered);
                break;
            case Liability.Criminal or Liability.Administrative:
                Add(random.Below(9) < (deniable ? 7 : 6) ? Liability.NoneStated : Liability.NotCovered);
                break;
        }

        return wrong;
    }

    public ItemText Render(ItemBank items, Item item, string language)
    {
        var material = items.Material;
        var stems = items.StemsOf(this);
        var situation = item.Situations[0];
        return new ItemText(
            material.Vignettes.Tell(situation, CaseFacts.Matters(material, situation), item.Variant, language),
            stems.Say($"question-{item.Law.Id}", item.Variant, language),
            [.. item.Options.Select(option => new LabelledText(option.Id, stems.Say($"option-{option.Id}", item.Variant, language)))],
            [],
            []);
    }
}
