using KnbTraining.Content.Reference;
using KnbTraining.Rules;

namespace KnbTraining.Content.Items.Generators;

/// <summary>Two people, one fact apart, and a liability: to whom does it apply? Teaches where the law turns.</summary>
internal sealed class ContrastGenerator : IItemGenerator
{
    private static readonly string[] OptionIds = ["first", "second", "both"];

    public const string Name = "contrast";

    public string Id => Name;

    public IEnumerable<string> NeededStems(IItemMaterial material) => [.. CaseFacts.LiabilityKeys("question"), .. OptionIds.Select(id => $"option-{id}")];

    public IEnumerable<ItemFamily> Families(ItemBank items) => SituationDraw.RulesWithVerdicts(items)
        .Where(rule => Pairs(items, SituationDraw.Draw(items, rule.Id, new StableRandom(0))).Count > 0)
        .Select(rule => new ItemFamily($"{Id}.{rule.Id}", Id, rule.Id, QuestionKind.SingleChoice));

    public Item Create(ItemBank items, ItemFamily family, uint variant)
    {
        var random = StableRandom.For(variant, family.Id);
        var verdict = SituationDraw.Draw(items, family.Rule, random);
        var pairs = Pairs(items, verdict);
        if (pairs.Count == 0)
        {
            verdict = SituationDraw.Draw(items, family.Rule, new StableRandom(0));
            pairs = Pairs(items, verdict);
        }

        // In two items of three the fact turns the verdict, in the third it does not: who has learnt that "both" is never right
        // knows nothing. Some cases have no idle fact, so that more are drawn.
        var idle = random.Below(2) == 0 ? [] : IdlePairs(items, verdict);
        var (dimension, other) = random.Pick(idle.Count > 0 ? idle : pairs);
        Verdict[] cases = random.Below(2) == 0 ? [verdict, other] : [other, verdict];
        var asked = random.Pick([.. cases.Where(one => items.Material.Words.StandsAlone(one.Situation))]).Liability;
        bool[] holds = [cases[0].Liability == asked, cases[1].Liability == asked];
        var options = OptionIds.Select(id => Option(items.Material, id, cases, asked, holds, dimension)).ToArray();
        return new Item(
            family,
            variant,
            CaseFacts.Rules(family, cases),
            [.. cases.Select(one => one.Situation)],
            verdict.Law,
            options,
            PairDraw.Citations(items.Material, CaseFacts.Rules(family, cases)),
            $"{Id}|{string.Join('|', cases.Select(one => one.Situation.Id).Order(StringComparer.Ordinal))}|{verdict.Law.Id}|{LiabilityIds.Of(asked)}")
        {
            Compared = cases,
            KeepsOrder = true,
        };
    }

    private static ItemOption Option(IItemMaterial material, string id, Verdict[] cases, Liability asked, bool[] holds, string dimension)
    {
        bool[] claims = [id is "first" or "both", id is "second" or "both"];
        var right = claims[0] == holds[0] && claims[1] == holds[1];
        return new ItemOption(
            id,
            Claim.Of(("liability", LiabilityIds.Of(asked)), ("first", claims[0]), ("second", claims[1])),
            right,
            right ? null : Misread(material, cases, asked, holds, claims, dimension));
    }

    /// <summary>What somebody mixes up who claims otherwise than it is.</summary>
    private static string? Misread(IItemMaterial material, Verdict[] cases, Liability asked, bool[] holds, bool[] claims, string dimension)
    {
        if (holds[0] != holds[1])
        {
            return claims[0] == claims[1] ? CaseFacts.Ignoring(material, dimension) : CaseFacts.Of(material, MisreadForm.Reversed);
        }

        if (claims[0] != claims[1])
        {
            // A difference is seen where the fact makes none, or where one case is answered with a foreign liability.
            return cases[0].Liability == cases[1].Liability ? CaseFacts.Of(material, MisreadForm.IdleFact) : CaseFacts.Answering(material, cases[claims[0] ? 0 : 1], asked);
        }

        return claims[0] ? CaseFacts.Answering(material, cases[0], asked) : WrongVerdicts.Of(material, cases[0])[0].Misconception;
    }

    /// <summary>Cases one fact away whose verdict is the same.</summary>
    private static List<(string Dimension, Verdict Other)> IdlePairs(ItemBank items, Verdict verdict) =>
        [.. Comparable(items, verdict)
            .Where(change => change.Verdict.Liability == verdict.Liability && items.Material.Words.StandsAlone(change.Verdict.Situation))
            .Select(change => (change.Dimension, change.Verdict))];

    public ItemText Render(ItemBank items, Item item, string language)
    {
        var stems = items.StemsOf(this);
        var asked = (string)item.Options[0].Claim.Parts[0].Value;
        return new ItemText(
            CaseFacts.Numbered(items.Material, item, language),
            stems.Say($"question-{item.Law.Id}-{asked}", item.Variant, language),
            [.. item.Options.Select(option => new LabelledText(option.Id, stems.Say($"option-{option.Id}", item.Variant, language)))],
            [],
            []);
    }

    /// <summary>Cases one fact away with another verdict that a rule decides, far enough from this one to be told apart.</summary>
    private static List<(string Dimension, Verdict Other)> Pairs(ItemBank items, Verdict verdict) =>
        [.. Comparable(items, verdict)
            .Where(change => change.Verdict.Liability != verdict.Liability
                && !WrongVerdicts.AreTooClose(items.Material, change.Verdict, verdict)
                && (verdict.Liability is Liability.Criminal or Liability.Administrative || items.Material.Words.StandsAlone(change.Verdict.Situation))
                && CaseFacts.Ignoring(items.Material, change.Dimension) is not null)
            .Select(change => (change.Dimension, change.Verdict))];

    /// <summary>
    /// Cases one fact away of which the same facts are told, or a reader would see two differences, and for which no law in force
    /// provides what the key would deny: the number of a case cannot say that it speaks of the sources alone.
    /// </summary>
    private static IEnumerable<Counterfactual> Comparable(ItemBank items, Verdict verdict)
    {
        var told = CaseFacts.Matters(items.Material, verdict.Situation);
        return items.ChangesOf(verdict).Where(change => !change.Verdict.IsGap
            && told.SequenceEqual(CaseFacts.Matters(items.Material, change.Verdict.Situation), StringComparer.Ordinal)
            && !(BackgroundLaw.DeniesAdministrative(items.Material, change.Verdict) && (verdict.Law.IfAdopted || verdict.Liability == Liability.Administrative)));
    }
}
