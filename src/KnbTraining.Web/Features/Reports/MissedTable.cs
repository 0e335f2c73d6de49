using KnbTraining.Learning.Reports;

namespace KnbTraining.Web.Features.Reports;

/// <summary>The report of missed rules in an order.</summary>
public static class MissedTable
{
    /// <param name="rules">By share missed, those with few answers last.</param>
    /// <param name="sureFirst">Most answers that were sure and wrong first; equals stay in their order.</param>
    public static IReadOnlyList<MissedRule> Order(IReadOnlyList<MissedRule> rules, bool sureFirst)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return sureFirst ? [.. rules.OrderByDescending(rule => rule.Sure)] : rules;
    }
}
