using KnbTraining.Content.Reference;
using KnbTraining.Rules;

namespace KnbTraining.Web.Features.Lawbook;

/// <summary>Situations of which the same rules speak in the same way.</summary>
/// <param name="Displaced">Rule id to the id of the rule that displaces it.</param>
public sealed record OverlapGroup(OverlapKind Kind, IReadOnlyList<Rule> Rules, IReadOnlyDictionary<string, string> Displaced, IReadOnlyList<Situation> Situations)
{
    /// <summary>Contradictions first, then the largest.</summary>
    public static IReadOnlyList<OverlapGroup> Of(RuleBook book, Law law)
    {
        ArgumentNullException.ThrowIfNull(book);
        return [.. book.FindOverlaps(law)
            .GroupBy(overlap => (overlap.Kind, Rules: string.Join(' ', overlap.Rules.Select(rule => rule.Id))))
            .OrderByDescending(group => group.Key.Kind)
            .ThenByDescending(group => group.Count())
            .ThenBy(group => group.Key.Rules, StringComparer.Ordinal)
            .Select(group => new OverlapGroup(
                group.Key.Kind,
                group.First().Rules,
                group.First().Verdict.Derivation.Where(step => step.OverriddenBy is not null).ToDictionary(step => step.Rule.Id, step => step.OverriddenBy!, StringComparer.Ordinal),
                [.. group.Select(overlap => overlap.Verdict.Situation)]))];
    }
}

/// <summary>Situations whose verdict changes in the same way for the same reasons.</summary>
public sealed record ChangeGroup(Verdict Before, Verdict After, IReadOnlyList<ChangeReason> Reasons, IReadOnlyList<Situation> Situations)
{
    /// <summary>Material changes first, then in the order of the space.</summary>
    public static IReadOnlyList<ChangeGroup> Of(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return [.. comparison.Changes
            .GroupBy(change => (
                change.IsMaterial,
                change.Before.Situation.Act,
                Before: Said(change.Before, change.After),
                After: Said(change.After, change.Before),
                Reasons: string.Join(' ', change.Reasons.Select(reason => $"{reason.Rule.Id}/{reason.Kind}/{reason.By}"))))
            .OrderByDescending(group => group.Key.IsMaterial)
            .Select(group => new ChangeGroup(group.First().Before, group.First().After, group.First().Reasons, [.. group.Select(change => change.Before.Situation)]))];
    }

    // Duties that stay the same do not part situations that change alike.
    private static string Said(Verdict verdict, Verdict other) =>
        $"{verdict.Liability}/{verdict.IsGap}/{verdict.Conflict is null}/{string.Join(' ', verdict.Duties.Except(other.Duties).Order(StringComparer.Ordinal))}";
}

/// <summary>A rule with the day by which somebody must look again.</summary>
public sealed record ReviewLine(RuleDocument Rule, bool Overdue)
{
    /// <summary>Overdue first, then by day, then those without one.</summary>
    /// <param name="today">The local day: a review is overdue once its day has passed.</param>
    public static IReadOnlyList<ReviewLine> Of(IEnumerable<RuleDocument> rules, DateOnly today) =>
        [.. rules
            .Select(rule => new ReviewLine(rule, rule.ReviewBy is { } day && day < today))
            .OrderBy(line => line.Rule.ReviewBy ?? DateOnly.MaxValue)
            .ThenBy(line => line.Rule.Rule.Status)
            .ThenBy(line => line.Rule.Path, StringComparer.Ordinal)];
}
