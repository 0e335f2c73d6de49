using KnbTraining.Learning.Organisation;

namespace KnbTraining.Learning.Assignments;

/// <summary>What held of a person on some days, both included, as far as it decides what is asked.</summary>
/// <param name="UnitPath">The path of the unit on those days.</param>
/// <param name="Left">True where the person works here no longer.</param>
/// <param name="Until">Null where no last day is known.</param>
/// <param name="KnownOn">The day on which it became known.</param>
public sealed record StandingDays(
    string UnitPath, HolderStatus HolderStatus, Capacity Capacity, bool Left, DateOnly From, DateOnly? Until, DateOnly KnownOn);

/// <summary>What a rule said on some days, both included.</summary>
/// <param name="Until">Null while the version is the newest and the rule runs.</param>
/// <param name="KnownOn">The day on which the version was made.</param>
/// <param name="Ends">Why nothing is asked after the last version; of the versions before it nothing is said.</param>
public sealed record RuleDays(
    Guid Rule, int Version, AssignmentAudience Audience, RenewalTerms Terms, DateOnly From, DateOnly? Until, DateOnly KnownOn, CycleEnd Ends = CycleEnd.RuleWithdrawn);

/// <summary>Finds by which rules, and on which days, a person is asked for a course.</summary>
public static class Askings
{
    /// <param name="rules">The versions of all rules of one course.</param>
    /// <param name="standing">Of one person, without two entries for one day.</param>
    public static IReadOnlyList<Asking> Of(IReadOnlyList<RuleDays> rules, IReadOnlyList<StandingDays> standing)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(standing);
        return
        [
            .. from rule in rules
               from days in standing
               where !days.Left && rule.Audience.Means(days)
               let first = rule.From > days.From ? rule.From : days.From
               let last = Earlier(rule.Until, days.Until)
               where !(last < first)
               select new Asking(
                   rule.Rule,
                   rule.Version,
                   rule.Terms,
                   first,
                   last,
                   rule.KnownOn > days.KnownOn ? rule.KnownOn : days.KnownOn,
                   WhyEnds(rule, days, standing)),
        ];
    }

    /// <summary>True where every condition that is set holds.</summary>
    public static bool Means(this AssignmentAudience audience, StandingDays days)
    {
        ArgumentNullException.ThrowIfNull(audience);
        ArgumentNullException.ThrowIfNull(days);
        return !(audience.HolderStatus != days.HolderStatus && audience.HolderStatus is not null)
            && !(audience.Capacity != days.Capacity && audience.Capacity is not null)
            && (audience.UnitPath is not { } path || days.UnitPath.StartsWith(path, StringComparison.Ordinal));
    }

    private static CycleEnd WhyEnds(RuleDays rule, StandingDays days, IReadOnlyList<StandingDays> standing) =>
        days.Until is { } last && !(rule.Until < last)
            ? standing.Any(next => next.Left && next.From == last.AddDays(1)) ? CycleEnd.Left : CycleEnd.NotMeant
            : rule.Ends;

    private static DateOnly? Earlier(DateOnly? one, DateOnly? other) => one is null || other < one ? other : one;
}
