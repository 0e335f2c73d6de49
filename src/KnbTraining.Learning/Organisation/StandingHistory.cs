namespace KnbTraining.Learning.Organisation;

/// <summary>Days on which somebody's standing is the same.</summary>
/// <param name="Until">The last day, included; null where there is no end.</param>
public sealed record StandingSpan(DateOnly From, DateOnly? Until, StandingValues Values);

/// <summary>What a change does to the rows of one person.</summary>
/// <param name="Close">Rows that are no longer taken for true.</param>
/// <param name="Add">What stands in their place.</param>
public sealed record StandingEdit(IReadOnlyList<Standing> Close, IReadOnlyList<StandingSpan> Add);

/// <summary>
/// Makes the rows of one person out of the changes that hold. On each day the change that began last counts, and of two that began on one day
/// the one that was told later; the order in which changes were told does not matter otherwise. A change with an end gives way after it to what held before.
/// <list type="bullet">
/// <item>Who has left stays left until hired again, whatever leaves were planned.</item>
/// <item>A leave lies over the employment in which it began.</item>
/// </list>
/// </summary>
public static class StandingHistory
{
    /// <summary>The spans in order: the first begins with the first whole change (<see cref="StandingParts.IsWhole"/>), each next one on the day after the one before, and the last has no end.</summary>
    /// <param name="changes">All changes of one person that hold, in any order.</param>
    /// <exception cref="ArgumentException">No change without an end says everything, so that nothing is known of any day.</exception>
    public static IReadOnlyList<StandingSpan> Of(IEnumerable<StandingChange> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        StandingChange[] all = [.. changes.OrderBy(change => change.From).ThenBy(change => change.SeqIn).ThenBy(change => change.Id)];
        var first = Array.Find(all, change => change.Until is null && change.Parts.IsWhole)?.From
            ?? throw new ArgumentException("No change says everything about the person.", nameof(changes));
        DateOnly[] days =
        [
            .. all.Select(change => change.From)
                .Concat(all.Where(change => change.Until < DateOnly.MaxValue).Select(change => change.Until!.Value.AddDays(1)))
                .Append(first)
                .Where(day => day >= first)
                .Distinct()
                .Order(),
        ];
        List<StandingSpan> spans = [];
        foreach (var day in days)
        {
            var values = On(day, all);
            if (spans.Count == 0)
            {
                spans.Add(new StandingSpan(day, null, values));
            }
            else if (spans[^1].Values != values)
            {
                spans[^1] = spans[^1] with { Until = day.AddDays(-1) };
                spans.Add(new StandingSpan(day, null, values));
            }
        }

        return spans;
    }

    /// <param name="rows">The rows of one person that are not closed.</param>
    /// <param name="changes">The changes that hold from now on.</param>
    /// <exception cref="ArgumentException">As for <see cref="Of"/>.</exception>
    public static StandingEdit Edit(IReadOnlyCollection<Standing> rows, IEnumerable<StandingChange> changes)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var spans = Of(changes);
        return new StandingEdit(
            [.. rows.Where(row => !spans.Contains(SpanOf(row)))],
            [.. spans.Where(span => !rows.Any(row => SpanOf(row) == span))]);
    }

    /// <returns>Null where nothing is known of that day.</returns>
    public static StandingValues? On(this IEnumerable<StandingSpan> spans, DateOnly day) =>
        spans.FirstOrDefault(span => span.From <= day && !(span.Until < day))?.Values;

    private static StandingSpan SpanOf(Standing row) => new(row.From, row.Until, row.Values);

    private static StandingValues On(DateOnly day, StandingChange[] inOrder)
    {
        var holding = inOrder.Where(change => change.From <= day && !(change.Until < day)).ToArray();
        return new StandingValues(
            holding.Last(change => change.UnitId is not null).UnitId!.Value,
            holding.Last(change => change.HolderStatus is not null).HolderStatus!.Value,
            holding.Last(change => change.Capacity is not null).Capacity!.Value,
            EmploymentOf(holding));
    }

    private static Employment EmploymentOf(StandingChange[] holding)
    {
        var last = Array.FindLast(holding, change => change.Employment is Employment.Active or Employment.Left)!;
        return last.Employment == Employment.Left ? Employment.Left
            : Array.Exists(holding, change => change.Employment == Employment.OnLeave && change.From >= last.From) ? Employment.OnLeave
            : Employment.Active;
    }
}
