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

    public static IEnumerable<RuleDocument> RulesWithVerdicts(ItemBank items) =>
        items.Edition.Rules.Values.Where(rule => rule.Rule.Then.Liability is not null && Decided(items, rule.Id).Length > 0);

    public static Verdict Draw(ItemBank items, string ruleId, StableRandom random) => random.Pick(Decided(items, ruleId));

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
