using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using KnbTraining.Content.Reference;
using KnbTraining.Rules;

namespace KnbTraining.Content.Items.Generators;

/// <summary>
/// Draws situations where the law turns: only those that the rule of the family decides, with facts that cannot matter
/// left at their default. Situations that no rule speaks of are never asked.
/// </summary>
internal static class SituationDraw
{
    private static readonly ConditionalWeakTable<ItemBank, Dictionary<string, Verdict[]>> Cache = [];
    private static readonly ConditionalWeakTable<ItemBank, ConcurrentDictionary<string, PlanReach>> Left = [];

    public static IEnumerable<RuleDocument> RulesWithVerdicts(ItemBank items) =>
        items.Material.Rules.Values.Where(rule => rule.Rule.Then.Liability is not null && Decided(items, rule.Id).Length > 0);

    public static Verdict Draw(ItemBank items, string ruleId, StableRandom random) => random.Pick(Decided(items, ruleId));

    /// <summary>
    /// For a planned rule a case of its own, or one near to it that the plan leaves as it is: who learns that an outcome is the key
    /// wherever a plan is asked about has learnt nothing. For any other rule a case of its own.
    /// </summary>
    public static Verdict DrawAlsoLeft(ItemBank items, string ruleId, PlanShares shares, StableRandom random)
    {
        if (items.Material.Rules[ruleId].Rule.Status != RuleStatus.Proposed)
        {
            return Draw(items, ruleId, random);
        }

        var left = LeftBy(items, ruleId);
        var near = left.Near.Count > 0 ? shares.Near : 0;
        var far = left.Far.Count > 0 ? Math.Min(shares.Far, (shares.Own + near) / 2) : 0;
        (IReadOnlyList<Verdict[]> Cases, int Weight)[] kinds = [(left.Near, near), (left.Far, far)];
        var ticket = random.Below(shares.Own + kinds.Sum(kind => kind.Weight)) - shares.Own;
        return ticket < 0 ? Draw(items, ruleId, random) : random.Pick(random.Pick(kinds.First(kind => (ticket -= kind.Weight) < 0).Cases));
    }

    /// <summary>What a plan leaves as it is, rule by rule, near enough to the plan to be asked beside it.</summary>
    public static PlanReach LeftBy(ItemBank items, string ruleId) =>
        Left.GetOrCreateValue(items).GetOrAdd(ruleId, id => FindLeft(items, items.Material.Rules[id].Rule));

    /// <summary>
    /// Near: the plan's act and its subject, and a silence that stays. Far: its act or its subject, and the other kind of liability.
    /// Both are decided by rules in force, alike with and without the plans, and the law in force provides no administrative liability
    /// that the sources leave out: who supposes the plans adopted supposes that law too.
    /// </summary>
    private static PlanReach FindLeft(ItemBank items, Rule plan)
    {
        var other = plan.Then.Liability == Liability.Administrative ? Liability.Criminal : Liability.Administrative;
        var left = Asked(items)
            .Select(situation => items.Judge(situation, ifAdopted: true))
            .Where(verdict => verdict.Conflict is null && verdict.Deciding.Any() && verdict.Deciding.All(rule => rule.Status != RuleStatus.Proposed)
                && verdict.Liability == items.Judge(verdict.Situation, ifAdopted: false).Liability && !BackgroundLaw.DeniesAdministrative(items.Material, verdict))
            .ToArray();
        Verdict[][] Group(Func<Situation, bool> fits, Liability liability) =>
            [.. left.Where(verdict => verdict.Liability == liability && fits(verdict.Situation)).GroupBy(verdict => verdict.Deciding.First().Id, StringComparer.Ordinal).Select(group => group.ToArray())];
        return new PlanReach(
            Group(situation => HasActOf(plan, situation) && HasSubjectOf(plan, situation), Liability.NotCovered),
            Group(situation => IsAbout(plan, situation), other));
    }

    /// <summary>Whether a case has the act or the subject of a rule: a case with neither is off its topic.</summary>
    public static bool IsAbout(Rule rule, Situation situation) => HasActOf(rule, situation) || HasSubjectOf(rule, situation);

    private static bool HasActOf(Rule rule, Situation situation) => Holds(rule, situation, role => role == DimensionRole.Act);

    /// <summary>Whether a case has the person whom a rule names; a rule that names nobody is about no case's person.</summary>
    public static bool HasSubjectOf(Rule rule, Situation situation) => Holds(rule, situation, role => role is DimensionRole.Person or DimensionRole.Position);

    private static bool Holds(Rule rule, Situation situation, Func<DimensionRole, bool> isMeant)
    {
        Condition[] meant = [.. rule.When.Where(condition => isMeant(situation.RoleOf(condition.Dimension)))];
        return meant.Length > 0 && Array.TrueForAll(meant, condition => condition.Holds(situation));
    }

    /// <summary>The law under which a rule is asked about: a proposed rule only as if adopted.</summary>
    public static Law LawFor(ItemBank items, Rule rule) => new(items.LawDate, rule.Status == RuleStatus.Proposed);

    /// <summary>
    /// The situations that stand alone in an item: facts that cannot matter, or that do not exist for such a person, are at their
    /// default, and a case that is told only beside another one, or never, is none of them.
    /// </summary>
    public static IEnumerable<Situation> Asked(ItemBank items)
    {
        var (book, words) = (items.Material.RuleBook, items.Material.Words);
        return book.Vocabulary.Space.Where(situation => IdleFactsAreDefault(book, situation) && words.HasUsualFacts(book.Vocabulary, situation) && words.StandsAlone(situation));
    }

    /// <summary>The cases that a rule decides.</summary>
    public static Verdict[] Decided(ItemBank items, string ruleId) =>
        Cache.GetValue(items, Build).GetValueOrDefault(ruleId, []);

    private static Dictionary<string, Verdict[]> Build(ItemBank items)
    {
        var book = items.Material.RuleBook;
        var decided = new Dictionary<string, List<Verdict>>(StringComparer.Ordinal);
        foreach (var law in new[] { new Law(items.LawDate), new Law(items.LawDate, true) })
        {
            foreach (var situation in Asked(items))
            {
                var verdict = items.Judge(situation, law.IfAdopted);
                foreach (var rule in verdict.Deciding.Where(rule => LawFor(items, rule) == law))
                {
                    if (!decided.TryGetValue(rule.Id, out var list))
                    {
                        decided[rule.Id] = list = [];
                    }

                    list.Add(verdict);
                }
            }
        }

        return decided.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray(), StringComparer.Ordinal);
    }

    private static bool IdleFactsAreDefault(RuleBook book, Situation situation)
    {
        var matters = book.DimensionsThatMatter(situation.Act);
        return book.Vocabulary.Dimensions
            .Where(dimension => dimension.Role != DimensionRole.Act && !matters.Contains(dimension.Id) && situation[dimension.Id] is not null)
            .All(dimension => situation[dimension.Id] == dimension.Values[0]);
    }
}

/// <summary>What a plan leaves as it is, by the rules that decide it.</summary>
/// <param name="Near">Cases with the plan's act and subject, of which the sources stay silent.</param>
/// <param name="Far">Cases with the plan's act or subject, which keep the other kind of liability.</param>
internal sealed record PlanReach(IReadOnlyList<Verdict[]> Near, IReadOnlyList<Verdict[]> Far);

/// <summary>Of the items about a planned rule, how many ask about what; only their proportions count.</summary>
/// <param name="Own">Cases that the plan changes.</param>
/// <param name="Near">Cases of the plan's act and subject that it does not reach.</param>
/// <param name="Far">Cases of its act or subject alone; never more than a third of all are drawn.</param>
internal sealed record PlanShares(int Own, int Near, int Far);

/// <summary>The wrong answers about a verdict that can be offered beside the right one.</summary>
internal static class WrongVerdicts
{
    // Silence, "no liability named" and "no administrative liability" lie too close together: what one of them asserts
    // does not make another plainly false, so they are never offered against each other.
    private static readonly (Liability, Liability)[] TooClose =
    [
        (Liability.NoneStated, Liability.NotCovered),
        (Liability.NoneStated, Liability.NoneAdministrative),
    ];

    private static readonly ConditionalWeakTable<Verdict, IReadOnlyList<(Liability Liability, string Misconception)>> Cache = [];

    /// <summary>Each wrong liability with the misconception that leads to it, in the order of the document.</summary>
    public static IReadOnlyList<(Liability Liability, string Misconception)> Of(IItemMaterial material, Verdict truth) =>
        Cache.GetValue(truth, verdict => Find(material, verdict));

    /// <summary>The same, seen by one who is asked about a rule: the outcome of a plan that does not reach the case is a mix-up of its own.</summary>
    public static IReadOnlyList<(Liability Liability, string Misconception)> Of(IItemMaterial material, Verdict truth, string ruleId)
    {
        var wrong = Of(material, truth);
        return truth.Deciding.Any(rule => rule.Id == ruleId) || CaseFacts.Of(material, MisreadForm.PlanReach) is not { } reach
            ? wrong
            : [.. wrong.Select(option => option.Liability == material.Rules[ruleId].Rule.Then.Liability ? (option.Liability, reach) : option)];
    }

    private static List<(Liability Liability, string Misconception)> Find(IItemMaterial material, Verdict truth)
    {
        var wrong = new List<(Liability, string)>();
        foreach (var misconception in material.Misconceptions.Values.Where(misconception => misconception.Verdicts is not null))
        {
            foreach (var liability in misconception.Verdicts!.WrongAnswers(material.RuleBook, truth.Situation, truth.Law))
            {
                if (!AreTooClose(material, truth, liability) && !wrong.Exists(known => known.Item1 == liability))
                {
                    wrong.Add((liability, misconception.Id));
                }
            }
        }

        return wrong;
    }

    /// <summary>True where two verdicts do not plainly exclude one another.</summary>
    public static bool AreTooClose(IItemMaterial material, Verdict one, Verdict other) =>
        AreTooClose(material, one, other.Liability) || AreTooClose(material, other, one.Liability);

    /// <summary>
    /// A silence beside which the sources tell whom an article reaches: whoever concludes from this that there is no administrative
    /// liability is not plainly wrong.
    /// </summary>
    public static bool TellsReach(IItemMaterial material, Verdict verdict) => verdict.Liability == Liability.NotCovered
        && verdict.Deciding.Any(rule => material.Rules[rule.Id].Basis.Any(basis => basis.Purpose == BasisPurpose.Reach));

    /// <summary>
    /// Whether the sources tell of such a person that an administrative article, as it is in force, does not reach them. They say so of the
    /// person and not of one act: whoever concludes from it that there is no administrative liability is not plainly wrong.
    /// </summary>
    private static bool IsBeyondReach(IItemMaterial material, Situation situation) => material.Rules.Values.Any(rule =>
        rule.Rule.Status != RuleStatus.Proposed && rule.Rule.Then.Liability is Liability.NotCovered or Liability.NoneAdministrative
        && rule.Basis.Any(basis => basis.Purpose == BasisPurpose.Reach) && SituationDraw.HasSubjectOf(rule.Rule, situation));

    private static bool AreTooClose(IItemMaterial material, Verdict truth, Liability other) =>
        Array.Exists(TooClose, pair => pair == (truth.Liability, other) || pair == (other, truth.Liability))
        || (other == Liability.NoneAdministrative && (TellsReach(material, truth)
            || (truth.Liability != other && !truth.Law.IfAdopted && IsBeyondReach(material, truth.Situation))));
}
