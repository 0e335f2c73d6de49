using KnbTraining.Content.Courses;

namespace KnbTraining.Learning.Refreshers;

/// <summary>What a course has to refresh on a day for one person.</summary>
/// <param name="Due">Rules that are due, most urgent first; empty while the person rests from the last refresher.</param>
/// <param name="Chosen">The rules that a refresher on this day asks about, most urgent first: those due, then the weakest others.</param>
/// <param name="NextOn">The first day, from this one on, on which something is due; null where nothing is before the validity ends.</param>
public sealed record RefresherOffer(IReadOnlyList<string> Due, IReadOnlyList<string> Chosen, DateOnly? NextOn)
{
    /// <summary>Days from the beginning of one refresher of a course to the earliest beginning of the next.</summary>
    public const int RestDays = 4;

    public static RefresherOffer Nothing { get; } = new([], [], null);

    /// <summary>A pure function: the weakest rules come first, among them those due longest, then by id.</summary>
    /// <param name="rules">Every rule of the course.</param>
    /// <param name="lastOn">The day on which the last refresher of the course began; null where there was none.</param>
    public static RefresherOffer Of(
        RefresherPlan plan, Validity validity, IReadOnlyDictionary<string, RuleSchedule> rules, DateOnly? lastOn, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(validity);
        ArgumentNullException.ThrowIfNull(rules);
        if (!validity.Holds(today))
        {
            return Nothing;
        }

        var free = lastOn?.AddDays(RestDays) is { } rested && rested > today ? rested : today;
        var first = rules.Values.Min(rule => rule.DueOn) is not { } due ? (DateOnly?)null : due > free ? due : free;
        var next = first <= validity.Until ? first : null;
        if (next != today)
        {
            return new RefresherOffer([], [], next);
        }

        var ordered = rules
            .OrderBy(rule => rule.Value.Firmness)
            .ThenBy(rule => rule.Value.DueOn ?? DateOnly.MaxValue)
            .ThenBy(rule => rule.Key, StringComparer.Ordinal)
            .ToArray();
        string[] dueNow = [.. ordered.Where(rule => rule.Value.DueOn <= today).Select(rule => rule.Key)];
        var others = ordered
            .Where(rule => !(rule.Value.DueOn <= today) && !(rule.Value.LastOn?.AddDays(RefresherSchedule.MinimumDays) > today))
            .Select(rule => rule.Key);
        return new RefresherOffer(dueNow, [.. dueNow.Concat(others).Take(plan.Items)], next);
    }
}
