using System.Runtime.InteropServices;
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
public sealed class TrendQueries(LearningStore store, PeopleInMemory memory)
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
        var points = new Point[days.Count];
        await store.ReadAsync(
            async db =>
            {
                var known = await memory.ReadAsync(db, ct);
                foreach (var person in unitId is null && viewer.SeesEverybody ? known.Values : await SomeAsync(db, known, viewer, unitId, ct))
                {
                    foreach (var span in person.Spans)
                    {
                        if (span.Counts && span.From <= today && !(span.Until < days[0]) && (courseId is null || span.CourseId == courseId))
                        {
                            Add(points, days, span);
                        }
                    }
                }

                return points;
            },
            ct);
        return [.. days.Zip(points, (day, point) => new TrendPoint(day, point.Required, point.Valid, point.Overdue))];
    }

    private static void Add(Point[] points, IReadOnlyList<DateOnly> days, CountedSpan span)
    {
        var valid = span.State is RequirementState.Valid or RequirementState.RenewalOpen ? 1 : 0;
        for (var at = 0; at < points.Length; at++)
        {
            if (span.HoldsOn(days[at]))
            {
                // A pass that has run out counts as overdue only after its due day.
                var overdue = span.State == RequirementState.Overdue || (span.State == RequirementState.Expired && !(span.Due >= days[at])) ? 1 : 0;
                points[at] = new Point(points[at].Required + 1, points[at].Valid + valid, points[at].Overdue + overdue);
            }
        }
    }

    private static async Task<IEnumerable<CountedPerson>> SomeAsync(
        LearningDbContext db, IReadOnlyDictionary<Guid, CountedPerson> known, Viewer viewer, Guid? unitId, CancellationToken ct)
    {
        var people = db.People.InScope(viewer);
        people = unitId is { } unit ? people.InUnit(db.Units, unit) : people;
        return (await people.Select(person => person.Id).ToListAsync(ct)).Where(known.ContainsKey).Select(id => known[id]);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Point(int Required, int Valid, int Overdue);
}
