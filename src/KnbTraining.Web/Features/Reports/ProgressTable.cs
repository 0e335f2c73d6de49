using System.Globalization;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Reports;

namespace KnbTraining.Web.Features.Reports;

/// <summary>One line of the progress report.</summary>
public sealed record ProgressLine(UnitProgress Unit)
{
    public int Later => Unit.Required - Unit.Done - Unit.DueSoon - Unit.Overdue;

    /// <summary>Share of those required, 0 to 1; null where nobody is.</summary>
    public double? Share(int people) => Unit.Required == 0 ? null : (double)people / Unit.Required;
}

/// <summary>The progress report in an order: as the organisation is built, or worst first.</summary>
public static class ProgressTable
{
    /// <param name="units">In the order of the unit tree.</param>
    /// <param name="worstFirst">By share overdue, then by share due soon; equals stay in the order of the tree.</param>
    public static IReadOnlyList<ProgressLine> Order(IEnumerable<UnitProgress> units, bool worstFirst)
    {
        ArgumentNullException.ThrowIfNull(units);
        var lines = units.Select(unit => new ProgressLine(unit));
        return worstFirst
            ? [.. lines.Where(line => line.Unit.Required > 0)
                .OrderByDescending(line => line.Share(line.Unit.Overdue))
                .ThenByDescending(line => line.Share(line.Unit.DueSoon))]
            : [.. lines];
    }

    /// <summary>Organisation-wide totals for each course: what the topmost units say, which count their subtrees.</summary>
    public static IReadOnlyList<UnitProgress> Totals(IReadOnlyList<UnitProgress> units)
    {
        ArgumentNullException.ThrowIfNull(units);
        if (units.Count == 0)
        {
            return [];
        }

        var top = units.Min(unit => unit.Depth);
        return [.. units.Where(unit => unit.Depth == top)
            .GroupBy(unit => unit.CourseId)
            .Select(course => course.First() with
            {
                Required = course.Sum(unit => unit.Required),
                Done = course.Sum(unit => unit.Done),
                DueSoon = course.Sum(unit => unit.DueSoon),
                Overdue = course.Sum(unit => unit.Overdue),
            })];
    }

    /// <summary>A share as the reader's language writes it, for example "93 %"; a dash where nobody counts.</summary>
    public static string Percent(double? share) => share?.ToString("P0", CultureInfo.CurrentCulture) ?? "–";
}
