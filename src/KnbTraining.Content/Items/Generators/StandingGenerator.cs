using KnbTraining.Content.Reference;
using KnbTraining.Rules;

namespace KnbTraining.Content.Items.Generators;

/// <summary>"In force, planned or not covered?": the standing of an outcome in a general case.</summary>
internal sealed class StandingGenerator : IItemGenerator
{
    private static readonly string[] Standings = ["in-force", "planned", "not-covered"];

    public string Id => "standing";

    public IEnumerable<string> NeededStems(IItemMaterial material) =>
        ["question", .. Standings.Select(standing => $"option-{standing}"), .. LiabilityIds.ById.Keys.Where(id => id != "not-covered").Select(id => $"outcome-{id}")];

    public IEnumerable<ItemFamily> Families(ItemBank items) => SituationDraw.RulesWithVerdicts(items)
        .Where(rule => rule.Rule.Then.Liability is Liability.Criminal or Liability.Administrative or Liability.NotCovered && CanBeAsked(items, rule))
        .Select(rule => new ItemFamily($"{Id}.{rule.Id}", Id, rule.Id, QuestionKind.SingleChoice));

    public Item Create(ItemBank items, ItemFamily family, uint variant)
    {
        var material = items.Material;
        var random = StableRandom.For(variant, family.Id);
        var verdict = SituationDraw.Draw(items, family.Rule, random);
        var today = items.Judge(verdict.Situation, ifAdopted: false).Liability;
        var planned = items.Judge(verdict.Situation, ifAdopted: true).Liability;
        var guesses = Guesses(items, verdict);

        // About a silence a liability is claimed that somebody might guess. Where a plan would end the silence, three guesses
        // in five are the plan: so the three answers are about equally often right.
        // A liability that not even the plan brings is claimed once in fifteen questions about a plan that would end a silence.
        bool GuessesBeyondPlan() => today == Liability.NotCovered && guesses.Length > 0 && random.Below(15) == 0;
        bool GuessesPlan() => random.Below(5) < 3;
        var claimed = verdict.Liability != Liability.NotCovered ? GuessesBeyondPlan() ? random.Pick(guesses) : verdict.Liability
            : planned != Liability.NotCovered && GuessesPlan() ? planned
            : random.Pick(guesses);
        var standing = today == claimed ? "in-force" : planned == claimed ? "planned" : "not-covered";
        var options = Standings.Select(id => new ItemOption(
            id,
            Claim.Of(("situation", 0), ("liability", LiabilityIds.Of(claimed)), ("standing", id)),
            id == standing,
            id == standing ? null : Misread(material, standing, id)));
        return new Item(
            family,
            variant,
            [family.Rule],
            [verdict.Situation],
            new Law(items.LawDate),
            [.. options],
            material.Rules[family.Rule].Sources,
            $"{Id}|{verdict.Situation.Id}|{LiabilityIds.Of(claimed)}")
        {
            Verdict = items.Judge(verdict.Situation, ifAdopted: false),
        };
    }

    // A silence can be asked about where there is something to guess for each of its cases.
    private static bool CanBeAsked(ItemBank items, RuleDocument rule) =>
        rule.Rule.Then.Liability != Liability.NotCovered || Array.TrueForAll(SituationDraw.Decided(items, rule.Id), verdict => Guesses(items, verdict).Length > 0);

    /// <summary>
    /// Liabilities that somebody might guess and no source names. What the law itself may provide is never guessed: to call it "not
    /// covered" would be to deny it. Nor is the liability of an article of which the sources tell that it does not reach the case.
    /// </summary>
    private static Liability[] Guesses(ItemBank items, Verdict verdict)
    {
        var planned = items.Judge(verdict.Situation, ifAdopted: true).Liability;
        var provided = BackgroundLaw.Provided(items.Material, verdict.Situation).ToArray();
        return [.. new[] { Liability.Criminal, Liability.Administrative }.Where(guess => guess != planned && !provided.Contains(guess)
            && !(guess == Liability.Administrative && WrongVerdicts.TellsReach(items.Material, verdict)))];
    }

    public ItemText Render(ItemBank items, Item item, string language)
    {
        var stems = items.StemsOf(this);
        var claimed = (string)item.Options[0].Claim.Parts[1].Value;
        return new ItemText(
            CaseFacts.Claimed(items, item.Situations[0], item.Variant, language, stems.Say($"outcome-{claimed}", item.Variant, language)),
            stems.Say("question", item.Variant, language),
            [.. item.Options.Select(option => new LabelledText(option.Id, stems.Say($"option-{option.Id}", item.Variant, language)))],
            [],
            []);
    }

    private static string? Misread(IItemMaterial material, string truth, string chosen) => (truth, chosen) switch
    {
        ("planned", "in-force") => CaseFacts.ReadingOtherLaw(material, ifAdopted: true),
        ("planned", _) => CaseFacts.ReadingOtherLaw(material, ifAdopted: false),
        _ => CaseFacts.Of(material, MisreadForm.Standing),
    };
}
