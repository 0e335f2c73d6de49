using System.Runtime.CompilerServices;
using KnbTraining.Content.Editions;
using KnbTraining.Rules;

namespace KnbTraining.Content.Items.Generators;

/// <summary>
/// Draws situations where the law turns: only those that the rule of the family decides, with facts that cannot matter
/// left at their default. Situations that no rule speaks of are never asked.
/// </summary>
internal static class SituationDraw
{
    private static readonly ConditionalWeakTable<ItemBank, Dictionary<string, Verdict[]>> Cache = [];
    private static readonly ConditionalWeakTable<ItemBank, ILookup<Liability, Verdict[]>> Left = [];

    public static IEnumerable<RuleDocument> RulesWithVerdicts(ItemBank items) =>
        items.Edition.Rules.Values.Where(rule => rule.Rule.Then.Liability is not null && Decided(items, rule.Id).Length > 0);

    public static Verdict Draw(ItemBank items, string ruleId, StableRandom random) => random.Pick(Decided(items, ruleId));

    /// <summary>
    /// For a planned rule a case of its own, or one that the plan leaves as it is: who learns that an outcome is the key wherever
    /// a plan is asked about has learnt nothing. For any other rule a case of its own.
    /// </summary>
    public static Verdict DrawAlsoLeft(ItemBank items, string ruleId, PlanShares shares, StableRandom random)
    {
        var rule = items.Edition.Rules[ruleId].Rule;
        if (rule.Status != RuleStatus.Proposed)
        {
            return Draw(items, ruleId, random);
        }

        var left = Left.GetValue(items, FindLeft);
        var planned = rule.Then.Liability!.Value;
        var other = planned == Liability.Administrative ? Liability.Criminal : Liability.Administrative;
        (Liability Outcome, int Weight)[] kinds = [(planned, shares.Same), (other, shares.Other), (Liability.NotCovered, shares.Silent)];
        kinds = [.. kinds.Where(kind => left.Contains(kind.Outcome))];
        var ticket = random.Below(shares.Own + kinds.Sum(kind => kind.Weight)) - shares.Own;
        return ticket < 0 ? Draw(items, ruleId, random) : random.Pick(random.Pick([.. left[kinds.First(kind => (ticket -= kind.Weight) < 0).Outcome]]));
    }

    /// <summary>The cases that the rules in force decide whether the plans are adopted or not, rule by rule.</summary>
    private static ILookup<Liability, Verdict[]> FindLeft(ItemBank items) => items.Edition.RuleBook.Vocabulary.Space
        .Where(situation => IdleFactsAreDefault(items.Edition.RuleBook, situation))
        .Select(situation => items.Judge(situation, ifAdopted: true))
        .Where(verdict => verdict.Conflict is null && verdict.Deciding.Any() && verdict.Deciding.All(rule => rule.Status != RuleStatus.Proposed)
            && verdict.Liability == items.Judge(verdict.Situation, ifAdopted: false).Liability)
        .GroupBy(verdict => verdict.Deciding.First().Id, StringComparer.Ordinal)
        .ToLookup(group => group.First().Liability, group => group.ToArray());

    /// <summary>The law under which a rule is asked about: a proposed rule only as if adopted.</summary>
    public static Law LawFor(ItemBank items, Rule rule) => new(items.LawDate, rule.Status == RuleStatus.Proposed);

    private static Verdict[] Decided(ItemBank items, string ruleId) =>
        Cache.GetValue(items, Build).GetValueOrDefault(ruleId, []);

    private static Dictionary<string, Verdict[]> Build(ItemBank items)
    {
        var book = items.Edition.RuleBook;
        var decided = new Dictionary<string, List<Verdict>>(StringComparer.Ordinal);
        foreach (var law in new[] { new Law(items.LawDate), new Law(items.LawDate, true) })
        {
            foreach (var situation in book.Vocabulary.Space.Where(situation => IdleFactsAreDefault(book, situation)))
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
        var matters = book.DimensionsThatMatter(situation["act"]!);
        return book.Vocabulary.Dimensions
            .Where(dimension => dimension.Id != "act" && !matters.Contains(dimension.Id) && situation[dimension.Id] is not null)
            .All(dimension => situation[dimension.Id] == dimension.Values[0]);
    }
}

/// <summary>Of the items about a planned rule, how many ask about what; only their proportions count.</summary>
/// <param name="Own">Cases that the plan changes.</param>
/// <param name="Same">Cases that have the plan's outcome today and keep it.</param>
/// <param name="Other">Cases that keep the other kind of liability.</param>
/// <param name="Silent">Cases of which the sources stay silent.</param>
internal sealed record PlanShares(int Own, int Same, int Other, int Silent);

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
    public static IReadOnlyList<(Liability Liability, string Misconception)> Of(Edition edition, Verdict truth) =>
        Cache.GetValue(truth, verdict => Find(edition, verdict));

    /// <summary>The same, seen by one who is asked about a rule: the outcome of a plan that does not reach the case is a mix-up of its own.</summary>
    public static IReadOnlyList<(Liability Liability, string Misconception)> Of(Edition edition, Verdict truth, string ruleId)
    {
        var wrong = Of(edition, truth);
        return truth.Deciding.Any(rule => rule.Id == ruleId) || CaseFacts.Of(edition, MisreadForm.PlanReach) is not { } reach
            ? wrong
            : [.. wrong.Select(option => option.Liability == edition.Rules[ruleId].Rule.Then.Liability ? (option.Liability, reach) : option)];
    }

    private static List<(Liability Liability, string Misconception)> Find(Edition edition, Verdict truth)
    {
        var wrong = new List<(Liability, string)>();
        foreach (var misconception in edition.Misconceptions.Values.Where(misconception => misconception.Verdicts is not null))
        {
            foreach (var liability in misconception.Verdicts!.WrongAnswers(edition.RuleBook, truth.Situation, truth.Law))
            {
                if (!AreTooClose(liability, truth.Liability) && !wrong.Exists(known => known.Item1 == liability))
                {
                    wrong.Add((liability, misconception.Id));
                }
            }
        }

        return wrong;
    }

    public static bool AreTooClose(Liability one, Liability other) =>
        Array.Exists(TooClose, pair => pair == (one, other) || pair == (other, one));
}
