using KnbTraining.Content.Editions;
using KnbTraining.Content.Text;
using KnbTraining.Rules;

namespace KnbTraining.Content.Items.Generators;

/// <summary>"Which rule governs the case?": the deciding rule among rules about the same act that miss or do not count.</summary>
internal sealed class GoverningRuleGenerator : IItemGenerator
{
    public const string Stem = "governing-rule";

    private const int MostDistractors = 3;

    public string Id => Stem;

    public IEnumerable<string> NeededStems(Edition edition) =>
        ["question-in-force", "question-if-adopted", .. edition.DrawsEvenly(this) ? RuleInFacts.NeededStems : []];

    public IEnumerable<ItemFamily> Families(ItemBank items) => SituationDraw.RulesWithVerdicts(items)
        .Where(rule => Others(items.Edition, SituationDraw.Draw(items, rule.Id, new StableRandom(0))).Count >= 2)
        .Select(rule => new ItemFamily($"{Id}.{rule.Id}", Id, rule.Id, QuestionKind.SingleChoice));

    public Item Create(ItemBank items, ItemFamily family, uint variant)
    {
        var random = StableRandom.For(variant, family.Id);
        var verdict = SituationDraw.Draw(items, family.Rule, random);
        var pool = Others(items.Edition, verdict);
        var others = items.StemsOf(this).DrawsEvenly
            ? Sets(items, verdict, pool, variant).Draw(random).Wrong.Select(i => pool[i])
            : random.Shuffle(pool).Take(MostDistractors);
        ItemOption[] options = [.. others.Append((Rule: family.Rule, Misconception: ""))
            .OrderBy(option => option.Rule, StringComparer.Ordinal)
            .Select(option => new ItemOption(
                option.Rule,
                Claim.Of(("situation", 0), ("rule", option.Rule)),
                option.Rule == family.Rule,
                option.Rule == family.Rule ? null : option.Misconception))];
        return new Item(
            family,
            variant,
            [family.Rule],
            [verdict.Situation],
            verdict.Law,
            options,
            items.Edition.Rules[family.Rule].Sources,
            $"{Id}|{verdict.Situation.Id}|{verdict.Law.Id}")
        {
            Verdict = verdict,
            Reveals = [.. options.Select(option => option.Id)],
        };
    }

    public ItemText Render(ItemBank items, Item item, string language)
    {
        var edition = items.Edition;
        var situation = item.Situations[0];
        return new ItemText(
            edition.Parts.Vignettes.Tell(situation, edition.RuleBook.DimensionsThatMatter(situation["act"]!), item.Variant, language),
            items.StemsOf(this).Say($"question-{item.Law.Id}", item.Variant, language),
            [.. item.Options.Select(option => new LabelledText(option.Id, Said(items, item.Verdict!, option.Id, WordingOf(item.Variant), language)))],
            [],
            []);
    }

    /// <summary>All rules of an item are said in the same of several wordings, which differ in what they say at length.</summary>
    private static int WordingOf(uint variant) => StableRandom.For(variant, "rules in facts").Below(RuleInFacts.Wordings);

    private EvenSets Sets(ItemBank items, Verdict verdict, List<(string Rule, string Misconception)> pool, uint variant)
    {
        var wording = WordingOf(variant);
        LocalizedText Text(string rule) => new(
            Said(items, verdict, rule, wording, Languages.English),
            Said(items, verdict, rule, wording, Languages.Russian),
            Said(items, verdict, rule, wording, Languages.Kazakh));
        return EvenSets.Of(
            items,
            $"{Id}|{verdict.Situation.Id}|{verdict.Law.Id}|{wording}",
            MostDistractors,
            () => [new Wording(Text(verdict.Deciding.First().Id), [.. pool.Select(other => Text(other.Rule))], null)]);
    }

    /// <summary>A rule as an option: fact by fact, and before that by its statement.</summary>
    private string Said(ItemBank items, Verdict verdict, string rule, int wording, string language)
    {
        var edition = items.Edition;
        if (!items.StemsOf(this).DrawsEvenly)
        {
            return edition.Rules[rule].Statement[language];
        }

        // Every option speaks of the same facts; the act is that of the case.
        var rules = Others(edition, verdict).Select(other => edition.Rules[other.Rule].Rule).Concat(verdict.Deciding);
        return RuleInFacts.Say(edition, edition.Rules[rule].Rule, [.. RuleInFacts.Dimensions(edition, rules).Where(dimension => dimension != "act")], wording, namesLaw: false, language);
    }

    private static List<(string Rule, string Misconception)> Others(Edition edition, Verdict verdict)
    {
        var act = verdict.Situation["act"]!;
        var others = new List<(string, string)>();
        foreach (var step in verdict.Derivation.Where(step => step.Rule.Then.Liability is not null && step.Result != StepResult.Fired))
        {
            var named = step.Rule.When.FirstOrDefault(condition => condition.Dimension == "act");
            if (named is null || !named.Values.Contains(act, StringComparer.Ordinal))
            {
                continue;
            }

            var misconception = step.Result switch
            {
                StepResult.Overridden => CaseFacts.ReadingOtherLaw(edition, ifAdopted: false),
                StepResult.NotInForce when step.AllHold => CaseFacts.ReadingOtherLaw(edition, ifAdopted: true),
                _ => step.Conditions.Where(condition => !condition.Holds).Select(condition => CaseFacts.Ignoring(edition, condition.Condition.Dimension)).FirstOrDefault(id => id is not null),
            };
            if (misconception is not null)
            {
                others.Add((step.Rule.Id, misconception));
            }
        }

        return others;
    }
}
