using KnbTraining.Content.Editions;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Reports;

/// <summary>Which rules people do not know.</summary>
public sealed class MissedRulesQueries(LearningStore store, EditionStore editions)
{
    /// <summary>Below this many answers a percentage says little.</summary>
    public const int Enough = 20;

    /// <summary>
    /// Rules by share of items missed, of everybody in scope (or in one unit's subtree of it); those with few answers
    /// last. Only each person's first attempt at a course counts: later ones show what was learned from it. An answer
    /// counts for the unit to which the person belonged when it was graded.
    /// </summary>
    public async Task<IReadOnlyList<MissedRule>> ListAsync(Viewer viewer, Guid? unitId, string language, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var edition = (await editions.CurrentAsync(ct)).Edition;
        var counts = await store.ReadAsync(
            async db =>
            {
                var path = unitId is { } id ? await db.Units.Where(unit => unit.Id == id).Select(unit => unit.Path).FirstOrDefaultAsync(ct) : "";
                return path is null ? [] : Add([.. await SumAsync(db, viewer, path, ct), .. await CountAsync(db, OwnAnswers.Of(db, viewer, path), ct)]);
            },
            ct);
        return Say(counts, edition, language);
    }

    private static Task<List<RuleCount>> SumAsync(LearningDbContext db, Viewer viewer, string path, CancellationToken ct)
    {
        var units = db.Units.InScope(viewer).Where(unit => unit.Path.StartsWith(path));
        return db.AnswerMonths.AllOf(units)
            .GroupBy(sum => sum.FamilyKey)
            .Select(sums => new { sums.Key, Answers = sums.Sum(sum => sum.Answers), Missed = sums.Sum(sum => sum.Missed), Sure = sums.Sum(sum => sum.Sure) })
            .Join(db.AskedFamilies, sum => sum.Key, family => family.Key, (sum, family) => new RuleCount(family.RuleId, sum.Answers, sum.Missed, sum.Sure))
            .ToListAsync(ct);
    }

    /// <summary>
    /// Sums families first: to sort and group by a number costs half of what it costs by the text of a rule. Attempts are found before
    /// items; as a join, SQLite would begin with all items of the house.
    /// </summary>
    internal static async Task<List<RuleCount>> CountAsync(LearningDbContext db, IQueryable<Attempt> attempts, CancellationToken ct)
    {
        var families = await db.AttemptItems.Counted()
            .Where(item => attempts.Select(attempt => attempt.Number).Contains(item.AttemptNumber))
            .GroupBy(item => item.FamilyKey)
            .Select(items => new
            {
                items.Key,
                Answers = items.Count(),
                Missed = items.Sum(item => item.Score < 1 ? 1 : 0),
                Sure = items.Sum(item => item.Score < 1 && item.Certainty == Certainty.High ? 1 : 0),
            })
            .Join(db.AskedFamilies, sum => sum.Key, family => family.Key, (sum, family) => new RuleCount(family.RuleId, sum.Answers, sum.Missed, sum.Sure))
            .ToListAsync(ct);
        return Add(families);
    }

    private static List<RuleCount> Add(IEnumerable<RuleCount> families) =>
        [.. families
            .GroupBy(family => family.RuleId, StringComparer.Ordinal)
            .Select(rule => new RuleCount(rule.Key, rule.Sum(family => family.Answers), rule.Sum(family => family.Missed), rule.Sum(family => family.Sure)))];

    internal static IReadOnlyList<MissedRule> Say(IEnumerable<RuleCount> counts, Edition edition, string language) =>
        [.. counts
            .Select(count => new MissedRule(
                count.RuleId,
                edition.Rules.GetValueOrDefault(count.RuleId)?.Title[language] ?? count.RuleId,
                edition.Rules.GetValueOrDefault(count.RuleId)?.Statement[language] ?? "",
                count.Answers,
                count.Missed,
                count.Sure,
                (int)Math.Round(count.Missed * 100.0 / count.Answers, MidpointRounding.AwayFromZero),
                count.Answers < Enough))
            .OrderBy(rule => rule.Few)
            .ThenByDescending(rule => (double)rule.Missed / rule.Answers)
            .ThenBy(rule => rule.RuleId, StringComparer.Ordinal)];

    internal sealed record RuleCount(string RuleId, int Answers, int Missed, int Sure);
}
