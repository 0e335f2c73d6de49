using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Reports;

/// <summary>How it stood on the last day of a month, or today.</summary>
/// <param name="Required">Courses of people that were asked; whoever was away is left out.</param>
/// <param name="Valid">Of these, those of which a pass counted.</param>
public sealed record TrendPoint(DateOnly Day, int Required, int Valid, int Overdue)
{
    /// <summary>0 to 1; null where nothing was asked.</summary>
    public double? Share => Required == 0 ? null : (double)Valid / Required;
}

/// <summary>Twelve months of the people whom the viewer sees, from the spans as they are known now.</summary>
public sealed class TrendQueries(LearningStore store)
{
    public const int Months = 12;

    /// <summary>The last days of eleven months, and today; the first of the year before comes first.</summary>
    public static IReadOnlyList<DateOnly> DaysOf(DateOnly today) =>
    [
        .. Enumerable.Range(1, Months - 1).Reverse().Select(back => new DateOnly(today.Year, today.Month, 1).AddMonths(1 - back).AddDays(-1)), today,
    ];

    /// <param name="courseId">One course, or null for all.</param>
    /// <param name="unitId">A unit that is meant with its subtree, as people belong to it now; null for all.</param>
    public async Task<IReadOnlyList<TrendPoint>> FindAsync(Viewer viewer, DateOnly today, string? courseId, Guid? unitId, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var days = DaysOf(today);
        var (starts, ends, waiting) = await store.ReadAsync(
            async db =>
            {
                var spans = Counted(db, viewer, courseId, unitId, days[0], today);
                return (
                    await spans.GroupBy(span => new { span.State, Day = span.From })
                        .Select(day => new Edge(day.Key.Day, day.Key.State, day.Count())).ToListAsync(ct),
                    await spans.Where(span => span.Until < today).GroupBy(span => new { span.State, Day = span.Until!.Value })
                        .Select(day => new Edge(day.Key.Day, day.Key.State, day.Count())).ToListAsync(ct),
                    await spans.Where(span => span.State == RequirementState.Expired && span.Due >= span.From)
                        .GroupBy(span => new { span.From, span.Until, span.Due })
                        .Select(own => new Wait(own.Key.From, own.Key.Until, own.Key.Due!.Value, own.Count())).ToListAsync(ct));
            },
            ct);
        return
        [
            .. days.Select(day => new TrendPoint(
                day,
                On(day, _ => true),
                On(day, state => state is RequirementState.Valid or RequirementState.RenewalOpen),
                On(day, state => state is RequirementState.Overdue or RequirementState.Expired)
                    - waiting.Where(wait => wait.From <= day && !(wait.Until < day) && wait.Due >= day).Sum(wait => wait.Count))),
        ];

        // Begun by the day and not ended before it: two counts that each day needs, instead of all spans once for each day.
        int On(DateOnly day, Func<RequirementState, bool> counts) =>
            starts.Where(edge => edge.Day <= day && counts(edge.State)).Sum(edge => edge.Count) - ends.Where(edge => edge.Day < day && counts(edge.State)).Sum(edge => edge.Count);
    }

    private static IQueryable<CycleSpan> Counted(LearningDbContext db, Viewer viewer, string? courseId, Guid? unitId, DateOnly first, DateOnly last)
    {
        var spans = db.CycleSpans.Where(span => span.SeqOut == null
            && span.From <= last
            && (span.Until == null || span.Until >= first)
            && (courseId == null || span.CourseId == courseId)
            && (span.State == RequirementState.Open
                || span.State == RequirementState.Overdue
                || span.State == RequirementState.RenewalOpen
                || span.State == RequirementState.Valid
                || span.State == RequirementState.Expired));
        if (unitId is null && viewer.SeesEverybody)
        {
            return spans;
        }

        // People first, as in ComplianceQueries.
        var people = db.People.InScope(viewer);
        people = unitId is { } unit ? people.InUnit(db.Units, unit) : people;
        return from person in people
               from span in spans
               where span.PersonId == person.Id
               select span;
    }

    private sealed record Edge(DateOnly Day, RequirementState State, int Count);

    /// <summary>A pass that has run out counts as overdue only after its due day.</summary>
    private sealed record Wait(DateOnly From, DateOnly? Until, DateOnly Due, int Count);
}
