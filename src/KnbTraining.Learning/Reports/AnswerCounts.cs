using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Reports;

/// <param name="UnitId">A column: see <see cref="UnitColumns"/>.</param>
/// <param name="Misconception">Empty where all answers are counted.</param>
/// <param name="Answers">At least 1.</param>
internal sealed record AnswerCount(Guid UnitId, int FamilyKey, string Misconception, int Answers, int Missed, int Sure);

/// <param name="Sign">1 where the answers are added to those of the months, -1 where they are taken away.</param>
internal sealed record DayCount(int Sign, AnswerCount Count);

/// <summary>
/// Counts the graded answers that a filter means, by column and family: whole months from their sums, and the days at both ends from theirs. Where most
/// days of a month are meant, the month is counted and the other days are taken away.
/// </summary>
internal static class AnswerCounts
{
    /// <param name="rules">The rules that count; null where all do.</param>
    /// <param name="columns">Of the units that are meant, each with all below it.</param>
    /// <param name="byMisconception">True counts only answers behind which a misconception lies, and says which.</param>
    /// <param name="days">What <see cref="DaysAsync"/> has read already for the same filter, rules and units; null where it is to be read here.</param>
    public static async Task<List<AnswerCount>> ReadAsync(
        LearningDbContext db, AnswerFilter filter, IReadOnlyList<string>? rules, UnitColumns columns, bool byMisconception, IReadOnlyList<DayCount>? days, CancellationToken ct)
    {
        var sums = new Dictionary<(Guid, int, string), (int Answers, int Missed, int Sure)>();
        var (first, last, _) = Split(filter.From, filter.To);
        foreach (var count in first > last ? [] : await MonthsAsync(db, filter, rules, columns, byMisconception, first, last, ct))
        {
            Add(count.UnitId, count, 1);

            // What lies below a column is in its sums. Where that has columns of its own, only the column's own people are meant.
            if (columns.Above(count.UnitId) is { } upper)
            {
                Add(upper, count, -1);
            }
        }

        foreach (var (sign, count) in days ?? await DaysAsync(db, filter, rules, columns, byMisconception, ct))
        {
            if (!byMisconception || count.Misconception.Length > 0)
            {
                Add(columns.Of(count.UnitId), byMisconception ? count : count with { Misconception = "" }, sign);
            }
        }

        return [.. sums.Where(sum => sum.Value.Answers > 0).Select(sum => new AnswerCount(
            sum.Key.Item1, sum.Key.Item2, sum.Key.Item3, sum.Value.Answers, sum.Value.Missed, sum.Value.Sure))];

        void Add(Guid unit, AnswerCount count, int sign)
        {
            var key = (unit, count.FamilyKey, count.Misconception);
            var before = sums.GetValueOrDefault(key);
            sums[key] = (before.Answers + (sign * count.Answers), before.Missed + (sign * count.Missed), before.Sure + (sign * count.Sure));
        }
    }

    /// <summary>The days of a filter that are no whole months, by unit, family and misconception.</summary>
    /// <param name="byMisconception">True leaves out answers behind which no misconception lies.</param>
    public static async Task<IReadOnlyList<DayCount>> DaysAsync(
        LearningDbContext db, AnswerFilter filter, IReadOnlyList<string>? rules, UnitColumns columns, bool byMisconception, CancellationToken ct)
    {
        var found = new List<DayCount>();
        foreach (var (from, to, sign) in Split(filter.From, filter.To).Days)
        {
            found.AddRange((await DaysAsync(db, filter, rules, columns, byMisconception, from, to, ct)).Select(count => new DayCount(sign, count)));
        }

        return found;
    }

    /// <summary>The sums of all answers of all times in some units. A unit whose upper unit is among them is in its sums.</summary>
    public static IQueryable<AnswerMonth> AllOf(this IQueryable<AnswerMonth> sums, IQueryable<Unit> units)
    {
        var tops = units.Where(unit => !units.Any(upper => upper.Id == unit.ParentId)).Select(unit => unit.Id);
        return sums.Where(sum => tops.Contains(sum.UnitId) && sum.Misconception == "");
    }

    /// <summary>The months of a time, and the days to add or to take away.</summary>
    /// <returns>First days of the first and the last month; none where the first is later.</returns>
    internal static (DateOnly First, DateOnly Last, IReadOnlyList<(DateOnly From, DateOnly To, int Sign)> Days) Split(DateOnly from, DateOnly to)
    {
        var (first, last) = (MonthOf(from), MonthOf(to));
        var (before, after) = (from.Day - 1, DaysOf(last) - to.Day);
        if (first >= last)
        {
            return from > to ? (first, DateOnly.MinValue, [])
                : before + after == 0 ? (first, last, [])
                : (first.AddDays(1), first, [(from, to, 1)]);
        }

        List<(DateOnly, DateOnly, int)> days = [];
        if (before > DaysOf(first) / 2)
        {
            days.Add((from, first.AddDays(DaysOf(first) - 1), 1));
            first = first.AddMonths(1);
        }
        else if (before > 0)
        {
            days.Add((first, from.AddDays(-1), -1));
        }

        if (after > DaysOf(last) / 2)
        {
            days.Add((last, to, 1));
            last = last.AddMonths(-1);
        }
        else if (after > 0)
        {
            days.Add((to.AddDays(1), last.AddDays(DaysOf(last) - 1), -1));
        }

        return (first, last, days);
    }

    private static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);

    private static int DaysOf(DateOnly month) => DateTime.DaysInMonth(month.Year, month.Month);

    private static Task<List<AnswerCount>> MonthsAsync(
        LearningDbContext db, AnswerFilter filter, IReadOnlyList<string>? rules, UnitColumns columns, bool byMisconception, DateOnly first, DateOnly last, CancellationToken ct)
    {
        Guid[] units = [.. columns.All.Select(unit => unit.Id)];
        var misconception = filter.Misconception ?? "";
        var sums = db.AnswerMonths.Where(sum => units.Contains(sum.UnitId) && sum.Month >= first && sum.Month <= last);
        sums = byMisconception && filter.Misconception is null ? sums.Where(sum => sum.Misconception != "") : sums.Where(sum => sum.Misconception == misconception);
        return (rules is null ? sums : sums.Where(sum => db.AskedFamilies.Any(family => family.Key == sum.FamilyKey && rules.Contains(family.RuleId))))
            .GroupBy(sum => new { sum.UnitId, sum.FamilyKey, Misconception = byMisconception ? sum.Misconception : "" })
            .Select(own => new AnswerCount(
                own.Key.UnitId, own.Key.FamilyKey, own.Key.Misconception, own.Sum(sum => sum.Answers), own.Sum(sum => sum.Missed), own.Sum(sum => sum.Sure)))
            .ToListAsync(ct);
    }

    private static Task<List<AnswerCount>> DaysAsync(
        LearningDbContext db, AnswerFilter filter, IReadOnlyList<string>? rules, UnitColumns columns, bool byMisconception, DateOnly from, DateOnly to, CancellationToken ct)
    {
        Guid[] units = [.. columns.Units];
        var sums = db.AnswerSums.Where(sum => units.Contains(sum.UnitId) && sum.Turn != AnswerTurn.Later && sum.Day >= from && sum.Day <= to);
        sums = filter.Misconception is { } misconception ? sums.Where(sum => sum.Misconception == misconception)
            : byMisconception ? sums.Where(sum => sum.Misconception != "")
            : sums;
        return (rules is null ? sums : sums.Where(sum => db.AskedFamilies.Any(family => family.Key == sum.FamilyKey && rules.Contains(family.RuleId))))
            .GroupBy(sum => new { sum.UnitId, sum.FamilyKey, sum.Misconception })
            .Select(own => new AnswerCount(
                own.Key.UnitId,
                own.Key.FamilyKey,
                own.Key.Misconception,
                own.Sum(sum => sum.Answers),
                own.Sum(sum => sum.Outcome == AnswerOutcome.Full ? 0 : sum.Answers),
                own.Sum(sum => sum.Outcome == AnswerOutcome.SureAndMissed ? sum.Answers : 0)))
            .ToListAsync(ct);
    }
}
