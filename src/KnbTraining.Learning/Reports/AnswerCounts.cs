using System.Runtime.InteropServices;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Reports;

/// <param name="UnitId">A column: see <see cref="UnitColumns"/>.</param>
/// <param name="FamilyKey">0 where families are added up.</param>
/// <param name="Misconception">Empty where all answers are counted.</param>
/// <param name="Answers">At least 1.</param>
internal sealed record AnswerCount(Guid UnitId, int FamilyKey, string Misconception, int Answers, int Missed, int Sure);

/// <summary>Which answers of a column are counted together.</summary>
internal enum AnswerGroup
{
    /// <summary>All of a family.</summary>
    Family = 0,

    /// <summary>Those behind which one misconception lies.</summary>
    Misconception = 1,

    /// <summary>Of a family those behind which one misconception lies.</summary>
    FamilyAndMisconception = 2,
}

/// <summary>
/// Counts the graded answers that a filter means, by column: whole months from their sums, and the days at both ends from theirs. Where most
/// days of a month are meant, the month is counted and the other days are taken away.
/// </summary>
internal static class AnswerCounts
{
    // Up to so many columns the days of each are added up on their own: on a file it is the sorting that costs, and short keys of few rows are sorted fast.
    private const int FewColumns = 12;

    /// <param name="rules">The rules that count; null where all do.</param>
    /// <param name="columns">Of the units that are meant, each with all below it.</param>
    public static async Task<List<AnswerCount>> ReadAsync(
        LearningDbContext db, AnswerFilter filter, IReadOnlyList<string>? rules, UnitColumns columns, AnswerGroup group, CancellationToken ct)
    {
        var sums = new Dictionary<(Guid, int, string), (int Answers, int Missed, int Sure)>();
        var (first, last, days) = Split(filter.From, filter.To);
        foreach (var count in first > last ? [] : await MonthsAsync(db, filter, rules, columns, group, first, last, ct))
        {
            Add(count.UnitId, count, 1);

            // What lies below a column is in its sums. Where that has columns of its own, only the column's own people are meant.
            if (columns.Above(count.UnitId) is { } upper)
            {
                Add(upper, count, -1);
            }
        }

        foreach (var (from, to, sign) in days)
        {
            foreach (var count in await DaysAsync(db, filter, rules, columns, group, from, to, ct))
            {
                Add(columns.Of(count.UnitId), count, sign);
            }
        }

        return [.. sums.Where(sum => sum.Value.Answers > 0).Select(sum => new AnswerCount(
            sum.Key.Item1, sum.Key.Item2, sum.Key.Item3, sum.Value.Answers, sum.Value.Missed, sum.Value.Sure))];

        void Add(Guid unit, AnswerCount count, int sign)
        {
            ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, (unit, count.FamilyKey, count.Misconception), out _);
            sum = (sum.Answers + (sign * count.Answers), sum.Missed + (sign * count.Missed), sum.Sure + (sign * count.Sure));
        }
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

    // In the order of IX_AnswerMonths_Added, so that a file adds up what it reads without putting it in order.
    private static async Task<List<AnswerCount>> MonthsAsync(
        LearningDbContext db, AnswerFilter filter, IReadOnlyList<string>? rules, UnitColumns columns, AnswerGroup group, DateOnly first, DateOnly last, CancellationToken ct)
    {
        Guid[] units = [.. columns.All.Select(unit => unit.Id)];
        var misconception = filter.Misconception ?? "";
        var sums = db.AnswerMonths.Where(sum => units.Contains(sum.UnitId) && sum.Month >= first && sum.Month <= last);
        sums = group != AnswerGroup.Family && filter.Misconception is null ? sums.Where(sum => sum.Misconception != "") : sums.Where(sum => sum.Misconception == misconception);
        sums = rules is null ? sums : sums.Where(sum => db.AskedFamilies.Any(family => family.Key == sum.FamilyKey && rules.Contains(family.RuleId)));
        return group switch
        {
            AnswerGroup.Family => await sums.GroupBy(sum => new { sum.UnitId, sum.FamilyKey })
                .Select(own => new AnswerCount(own.Key.UnitId, own.Key.FamilyKey, "", own.Sum(sum => sum.Answers), own.Sum(sum => sum.Missed), own.Sum(sum => sum.Sure)))
                .ToListAsync(ct),
            AnswerGroup.Misconception => await sums.GroupBy(sum => new { sum.UnitId, sum.Misconception })
                .Select(own => new AnswerCount(own.Key.UnitId, 0, own.Key.Misconception, own.Sum(sum => sum.Answers), own.Sum(sum => sum.Missed), own.Sum(sum => sum.Sure)))
                .ToListAsync(ct),
            _ => await sums.GroupBy(sum => new { sum.UnitId, sum.Misconception, sum.FamilyKey })
                .Select(own => new AnswerCount(
                    own.Key.UnitId, own.Key.FamilyKey, own.Key.Misconception, own.Sum(sum => sum.Answers), own.Sum(sum => sum.Missed), own.Sum(sum => sum.Sure)))
                .ToListAsync(ct),
        };
    }

    // Told under the columns; where these are many, under the units themselves.
    private static async Task<List<AnswerCount>> DaysAsync(
        LearningDbContext db, AnswerFilter filter, IReadOnlyList<string>? rules, UnitColumns columns, AnswerGroup group, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var sums = db.AnswerSums.Where(sum => sum.Turn != AnswerTurn.Later && sum.Day >= from && sum.Day <= to);
        sums = filter.Misconception is { } misconception ? sums.Where(sum => sum.Misconception == misconception)
            : group != AnswerGroup.Family ? sums.Where(sum => sum.Misconception != "")
            : sums;
        sums = rules is null ? sums : sums.Where(sum => db.AskedFamilies.Any(family => family.Key == sum.FamilyKey && rules.Contains(family.RuleId)));
        if (columns.All.Count > FewColumns)
        {
            Guid[] all = [.. columns.Units];
            return await ByUnit(sums.Where(sum => all.Contains(sum.UnitId)), group).ToListAsync(ct);
        }

        Guid[] named = [.. columns.All.Select(unit => unit.Id)];
        var byColumn = columns.Units.ToLookup(columns.Of);
        return named.Length == 0 ? [] : (await named
            .Select((column, place) => OfColumn(sums, place, [.. byColumn[column]], group))
            .Aggregate((one, other) => one.Concat(other))
            .ToListAsync(ct))
            .ConvertAll(count => new AnswerCount(named[count.Column], count.FamilyKey, count.Misconception, count.Answers, count.Missed, count.Sure));
    }

    private static IQueryable<ColumnSum> OfColumn(IQueryable<AnswerSum> sums, int column, Guid[] units, AnswerGroup group)
    {
        var own = sums.Where(sum => units.Contains(sum.UnitId));
        return group switch
        {
            AnswerGroup.Family => own.GroupBy(sum => sum.FamilyKey).Select(some => new ColumnSum
            {
                Column = column,
                FamilyKey = some.Key,
                Misconception = "",
                Answers = some.Sum(sum => sum.Answers),
                Missed = some.Sum(sum => sum.Outcome == AnswerOutcome.Full ? 0 : sum.Answers),
                Sure = some.Sum(sum => sum.Outcome == AnswerOutcome.SureAndMissed ? sum.Answers : 0),
            }),
            AnswerGroup.Misconception => own.GroupBy(sum => sum.Misconception).Select(some => new ColumnSum
            {
                Column = column,
                FamilyKey = 0,
                Misconception = some.Key,
                Answers = some.Sum(sum => sum.Answers),
                Missed = some.Sum(sum => sum.Outcome == AnswerOutcome.Full ? 0 : sum.Answers),
                Sure = some.Sum(sum => sum.Outcome == AnswerOutcome.SureAndMissed ? sum.Answers : 0),
            }),
            _ => own.GroupBy(sum => new { sum.FamilyKey, sum.Misconception }).Select(some => new ColumnSum
            {
                Column = column,
                FamilyKey = some.Key.FamilyKey,
                Misconception = some.Key.Misconception,
                Answers = some.Sum(sum => sum.Answers),
                Missed = some.Sum(sum => sum.Outcome == AnswerOutcome.Full ? 0 : sum.Answers),
                Sure = some.Sum(sum => sum.Outcome == AnswerOutcome.SureAndMissed ? sum.Answers : 0),
            }),
        };
    }

    private static IQueryable<AnswerCount> ByUnit(IQueryable<AnswerSum> sums, AnswerGroup group) => group switch
    {
        AnswerGroup.Family => sums.GroupBy(sum => new { sum.UnitId, sum.FamilyKey }).Select(some => new AnswerCount(
            some.Key.UnitId,
            some.Key.FamilyKey,
            "",
            some.Sum(sum => sum.Answers),
            some.Sum(sum => sum.Outcome == AnswerOutcome.Full ? 0 : sum.Answers),
            some.Sum(sum => sum.Outcome == AnswerOutcome.SureAndMissed ? sum.Answers : 0))),
        AnswerGroup.Misconception => sums.GroupBy(sum => new { sum.UnitId, sum.Misconception }).Select(some => new AnswerCount(
            some.Key.UnitId,
            0,
            some.Key.Misconception,
            some.Sum(sum => sum.Answers),
            some.Sum(sum => sum.Outcome == AnswerOutcome.Full ? 0 : sum.Answers),
            some.Sum(sum => sum.Outcome == AnswerOutcome.SureAndMissed ? sum.Answers : 0))),
        _ => sums.GroupBy(sum => new { sum.UnitId, sum.FamilyKey, sum.Misconception }).Select(some => new AnswerCount(
            some.Key.UnitId,
            some.Key.FamilyKey,
            some.Key.Misconception,
            some.Sum(sum => sum.Answers),
            some.Sum(sum => sum.Outcome == AnswerOutcome.Full ? 0 : sum.Answers),
            some.Sum(sum => sum.Outcome == AnswerOutcome.SureAndMissed ? sum.Answers : 0))),
    };

    private sealed class ColumnSum
    {
        public required int Column { get; init; }

        public required int FamilyKey { get; init; }

        public required string Misconception { get; init; }

        public required int Answers { get; init; }

        public required int Missed { get; init; }

        public required int Sure { get; init; }
    }
}
