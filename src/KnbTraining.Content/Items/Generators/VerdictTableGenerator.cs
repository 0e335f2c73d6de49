using KnbTraining.Content.Reference;
using KnbTraining.Rules;

namespace KnbTraining.Content.Items.Generators;

/// <summary>Matching: each case, in general words, gets what the sources say about liability.</summary>
internal sealed class VerdictTableGenerator : IItemGenerator
{
    private const int Rows = 3;

    public string Id => "verdict-table";

    public IEnumerable<string> NeededStems(IItemMaterial material) => ["question-in-force", "question-if-adopted"];

    public IEnumerable<ItemFamily> Families(ItemBank items) => SituationDraw.RulesWithVerdicts(items)
        .Where(rule => Rows <= Draw(items, rule, new StableRandom(0)).Count)
        .Select(rule => new ItemFamily($"{Id}.{rule.Id}", Id, rule.Id, QuestionKind.Matching));

    public Item Create(ItemBank items, ItemFamily family, uint variant)
    {
        var rule = items.Material.Rules[family.Rule];
        var rows = Draw(items, rule, StableRandom.For(variant, family.Id));
        if (rows.Count < Rows)
        {
            rows = Draw(items, rule, new StableRandom(0));
        }

        Verdict[] cases = [.. rows.OrderBy(verdict => verdict.Situation.Id, StringComparer.Ordinal)];
        var choices = cases.Select(verdict => verdict.Liability).Distinct().Order().ToArray();
        var options = cases.SelectMany((verdict, i) => choices.Select(liability => new ItemOption(
            $"case-{i + 1}={LiabilityIds.Of(liability)}",
            Claim.Of(("situation", i), ("liability", LiabilityIds.Of(liability))),
            liability == verdict.Liability,
            liability == verdict.Liability ? null : CaseFacts.Answering(items.Material, verdict, liability))));
        return new Item(
            family,
            variant,
            CaseFacts.Rules(family, cases),
            [.. cases.Select(verdict => verdict.Situation)],
            cases[0].Law,
            [.. options],
            PairDraw.Citations(items.Material, CaseFacts.Rules(family, cases)),
            $"{Id}|{string.Join('|', cases.Select(verdict => verdict.Situation.Id))}|{cases[0].Law.Id}")
        {
            Compared = cases,
        };
    }

    public ItemText Render(ItemBank items, Item item, string language) => new(
        null,
        items.StemsOf(this).Say($"question-{item.Law.Id}", item.Variant, language),
        [],
        [.. item.Situations.Select((situation, i) => new LabelledText($"case-{i + 1}", CaseFacts.General(items, situation, item.Variant, language)))],
        [.. item.Options.Select(option => option.Id.Split('=', 2)[1]).Distinct(StringComparer.Ordinal)
            .Select(id => items.Material.Words.Liabilities[LiabilityIds.ById[id]].Labelled(id, language))]);

    /// <summary>
    /// Recorded silences are many, and all plans end alike: some of them stand back, so that no outcome is a better guess than another.
    /// </summary>
    private static bool StandsBack(Rule rule, Rule other, StableRandom random) => other.Then.Liability == Liability.NotCovered
        ? random.Below(5) < 3
        : other.Status == RuleStatus.Proposed || (rule.Status == RuleStatus.Proposed && other.Then.Liability == rule.Then.Liability && random.Below(6) > 0);

    /// <summary>Nobody who knows the law could rightly give the outcome of one case to the other.</summary>
    private static bool FitTogether(ItemBank items, Verdict row, Verdict other) => !WrongVerdicts.AreTooClose(items.Material, row, other)
        && !(row.Liability == Liability.Administrative && BackgroundLaw.DeniesAdministrative(items.Material, other))
        && !(other.Liability == Liability.Administrative && BackgroundLaw.DeniesAdministrative(items.Material, row));

    /// <summary>A case of the rule, then cases of other rules with verdicts far enough apart, at least two of them different.</summary>
    private static List<Verdict> Draw(ItemBank items, RuleDocument rule, StableRandom random)
    {
        var law = SituationDraw.LawFor(items, rule.Rule);
        var rows = new List<Verdict> { SituationDraw.Draw(items, rule.Id, random) };

        foreach (var other in random.Shuffle(SituationDraw.RulesWithVerdicts(items).Where(other => other.Id != rule.Id && !StandsBack(rule.Rule, other.Rule, random))))
        {
            var verdict = items.Judge(SituationDraw.Draw(items, other.Id, random).Situation, law.IfAdopted);
            var fits = !verdict.IsGap
                && (!law.IfAdopted || SituationDraw.IsAbout(rule.Rule, verdict.Situation))
                && !(law.IfAdopted && BackgroundLaw.DeniesAdministrative(items.Material, verdict))
                && rows.TrueForAll(row => !row.Situation.Equals(verdict.Situation) && FitTogether(items, row, verdict))
                && (rows.Count < Rows - 1 || rows.Exists(row => row.Liability != verdict.Liability));
            if (fits && rows.Count < Rows)
            {
                rows.Add(verdict);
            }
        }

        return rows;
    }
}
