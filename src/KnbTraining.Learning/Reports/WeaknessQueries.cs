using System.Runtime.InteropServices;
using KnbTraining.Content.Editions;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Names;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Reports;

/// <summary>
/// Where people go wrong, from the sums of months and days. An answer counts for the unit to which the person belonged when it was graded; the units lie
/// where they lie now.
/// </summary>
public sealed class WeaknessQueries(LearningStore store, EditionStore editions, LocalCalendar calendar)
{
    public const int MostBehind = 3;

    /// <summary>Rules by units, as far as the viewer answers for them.</summary>
    /// <param name="level">How far below the chosen unit the columns lie, 0 for one column. People above that level stand in the column of their own unit.</param>
    public async Task<WeaknessMap> FindAsync(Viewer viewer, AnswerFilter filter, int level, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(filter);
        var edition = (await editions.CurrentAsync(ct)).Edition;
        var rules = filter.RulesOf(edition, calendar.Today);
        var (columns, counts, behind) = await store.ReadAsync(
            async db =>
            {
                var units = await filter.Units(db, viewer).ToListAsync(ct);
                var ruleOf = await RulesAsync(db, ct);
                var columns = new UnitColumns(units, level, language);
                var counts = await AnswerCounts.ReadAsync(db, filter, rules, columns, AnswerGroup.Family, ct);
                return (
                    columns,
                    counts.ConvertAll(count => new Count(count.UnitId, ruleOf[count.FamilyKey], count.Answers, count.Missed, count.Sure)),
                    await BehindAsync(db, filter, rules, new UnitColumns(units, 0, language), ruleOf, ct));
            },
            ct);
        var cells = new Dictionary<(string Rule, Guid Unit), Count>();
        foreach (var count in counts)
        {
            ref var cell = ref CollectionsMarshal.GetValueRefOrAddDefault(cells, (count.RuleId, count.UnitId), out _);
            cell = cell is null ? count : cell with { Answers = cell.Answers + count.Answers, Missed = cell.Missed + count.Missed, Sure = cell.Sure + count.Sure };
        }

        var answers = counts.GroupBy(count => count.UnitId).ToDictionary(unit => unit.Key, unit => unit.Sum(count => count.Answers));
        var shown = columns.All.Where(unit => answers.ContainsKey(unit.Id)).ToArray();
        var reasons = behind.ToLookup(each => each.RuleId, StringComparer.Ordinal);
        var rows = cells.Values
            .GroupBy(count => count.RuleId, StringComparer.Ordinal)
            .Select(rule => new WeaknessRule(
                rule.Key,
                edition.Rules.GetValueOrDefault(rule.Key)?.Title[language] ?? rule.Key,
                CellOf(rule),
                [.. shown.Select(unit => cells.TryGetValue((rule.Key, unit.Id), out var cell) ? WeaknessCell.Of(cell.Answers, cell.Missed, cell.Sure) : WeaknessCell.Of(0, 0, 0))],
                Behind(reasons[rule.Key], edition, language)))
            .OrderByDescending(rule => rule.All.IsShown)
            .ThenByDescending(rule => rule.All.Share(sure: false))
            .ThenBy(rule => rule.RuleId, StringComparer.Ordinal);
        return new WeaknessMap(
            [.. shown.Select(unit => new WeaknessUnit(unit.Id, unit.NameIn(language), answers[unit.Id], columns.HasMore(unit)))],
            [.. rows],
            columns.Levels);
    }

    /// <summary>What lies behind the wrong answers that are meant, the most frequent first.</summary>
    public async Task<IReadOnlyList<MisconceptionCount>> BehindAsync(Viewer viewer, AnswerFilter filter, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(filter);
        var edition = (await editions.CurrentAsync(ct)).Edition;
        var rules = filter.RulesOf(edition, calendar.Today);
        var behind = await store.ReadAsync(
            async db => await BehindAsync(
                db, filter, rules, new UnitColumns(await filter.Units(db, viewer).ToListAsync(ct), 0, language), await RulesAsync(db, ct), ct),
            ct);
        return Behind(behind, edition, language, int.MaxValue);
    }

    internal static string LabelOf(Edition edition, string misconception, string language) =>
        edition.Misconceptions.GetValueOrDefault(misconception)?.Label[language] ?? misconception;

    private static IReadOnlyList<MisconceptionCount> Behind(IEnumerable<Reason> reasons, Edition edition, string language, int most = MostBehind) =>
    [
        .. reasons.GroupBy(reason => reason.Misconception, StringComparer.Ordinal)
            .Select(own => new MisconceptionCount(own.Key, LabelOf(edition, own.Key, language), own.Sum(reason => reason.Answers), own.Sum(reason => reason.Sure)))
            .Where(count => count.Answers >= WeaknessMap.Enough)
            .OrderByDescending(count => count.Answers).ThenBy(count => count.Id, StringComparer.Ordinal)
            .Take(most),
    ];

    private static WeaknessCell CellOf(IEnumerable<Count> counts)
    {
        var (answers, missed, sure) = counts.Aggregate((0, 0, 0), (sum, count) => (sum.Item1 + count.Answers, sum.Item2 + count.Missed, sum.Item3 + count.Sure));
        return WeaknessCell.Of(answers, missed, sure);
    }

    private static Task<Dictionary<int, string>> RulesAsync(LearningDbContext db, CancellationToken ct) =>
        db.AskedFamilies.ToDictionaryAsync(family => family.Key, family => family.RuleId, ct);

    private static async Task<List<Reason>> BehindAsync(
        LearningDbContext db,
        AnswerFilter filter,
        IReadOnlyList<string>? rules,
        UnitColumns all,
        Dictionary<int, string> ruleOf,
        CancellationToken ct) =>
        (await AnswerCounts.ReadAsync(db, filter, rules, all, AnswerGroup.FamilyAndMisconception, ct))
            .ConvertAll(count => new Reason(ruleOf[count.FamilyKey], count.Misconception, count.Answers, count.Sure));

    private sealed record Count(Guid UnitId, string RuleId, int Answers, int Missed, int Sure);

    private sealed record Reason(string RuleId, string Misconception, int Answers, int Sure);
}
