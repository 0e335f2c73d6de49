using KnbTraining.Content.Reference;
using KnbTraining.Rules;

namespace KnbTraining.UnitTests.Rules;

/// <summary>Holds a rule book against the worked cases, over every situation there is.</summary>
internal static class WorkedCaseTable
{
    public static WorkedCase[] Covering(Situation situation) =>
        [.. WorkedCase.All.Where(known => known.Covers(dimension => situation[dimension]))];

    /// <summary>What the worked cases say against a rule book under one law; empty where they agree.</summary>
    public static IEnumerable<string> Objections(RuleBook book, Law law) =>
        book.Vocabulary.Space.SelectMany(situation => Objections(book.Evaluate(situation, law), Covering(situation)[0], law.Id));

    private static IEnumerable<string> Objections(Verdict verdict, WorkedCase expected, string law)
    {
        var liability = LiabilityIds.Of(verdict.Liability);
        if (verdict.Conflict is { } conflict)
        {
            yield return $"{verdict.Situation} ({law}): rules contradict each other: {string.Join(", ", conflict.Rules.Select(rule => rule.Id))}";
        }
        else if (liability != expected.Liability(law))
        {
            yield return $"{verdict.Situation} ({law}): expected {expected.Liability(law)}, got {liability}";
        }
        else if (verdict.IsGap != expected.IsGap(law))
        {
            yield return $"{verdict.Situation} ({law}): expected {(verdict.IsGap ? "a recorded silence, got a gap" : "a gap, got a recorded silence")}";
        }

        if (Sorted(verdict.Duties) != Sorted(expected.Duties))
        {
            yield return $"{verdict.Situation} ({law}): expected [{Sorted(expected.Duties)}], got [{Sorted(verdict.Duties)}]";
        }
    }

    private static string Sorted(IEnumerable<string> duties) => string.Join(", ", duties.Order(StringComparer.Ordinal));
}
