using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Reports;

/// <summary>Compares the stated difficulty of items with the points that people earned on them.</summary>
public sealed class DifficultyQueries(LearningStore store, EditionStore editions)
{
    /// <summary>Below this many answers no figure is shown: it would say little of the items and much of the few people.</summary>
    public const int Enough = 20;

    /// <summary>With fewer families that have enough answers their order says nothing.</summary>
    public const int EnoughFamilies = 8;

    // A weaker agreement than this is hardly any.
    private const double Weak = 0.2;

    /// <summary>
    /// Every family of the current edition that was asked, hardest first as stated, and the same by level. Of each person the
    /// first presentation of a family counts, in the first attempt at a course: later ones show what was learned from it.
    /// Editors and reviewers see the sums over all people, which name nobody. Others see the sums over their scope.
    /// </summary>
    /// <param name="on">The law of this day decides which families there are.</param>
    public async Task<DifficultyReport> ReadAsync(Viewer viewer, DateOnly on, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        var items = (await editions.CurrentAsync(ct)).Edition.ItemsOn(on);
        var sums = await store.ReadAsync(db => ReadSumsAsync(db, viewer, ct), ct);
        FamilyDifficulty[] families =
        [
            .. sums.Where(sum => items.FindFamily(sum.FamilyId) is not null)
                .Select(sum => new FamilyDifficulty(sum.FamilyId, items.LevelOf(sum.FamilyId), sum.Answers, Shown(sum.Points, sum.Answers)))
                .OrderByDescending(family => family.Level).ThenBy(family => family.FamilyId, StringComparer.Ordinal),
        ];
        var points = sums.ToDictionary(sum => sum.FamilyId, sum => sum.Points, StringComparer.Ordinal);
        LevelDifficulty[] levels =
        [
            .. families.GroupBy(family => (int)Math.Round(family.Level, MidpointRounding.AwayFromZero))
                .Select(level => new LevelDifficulty(
                    level.Key, level.Count(), level.Sum(family => family.Answers), Shown(level.Sum(family => points[family.FamilyId]), level.Sum(family => family.Answers))))
                .OrderByDescending(level => level.Level),
        ];
        return Compare(families, levels);
    }

    private static DifficultyReport Compare(IReadOnlyList<FamilyDifficulty> families, IReadOnlyList<LevelDifficulty> levels)
    {
        (double, double)[] pairs = [.. families.Where(family => family.Facility is not null).Select(family => (family.Level, -family.Facility!.Value))];
        var tau = pairs.Length < EnoughFamilies ? null : RankCorrelation.TauB(pairs);
        var agreement = tau switch
        {
            null => OrderAgreement.Unknown,
            >= Weak => OrderAgreement.Agrees,
            <= -Weak => OrderAgreement.Reversed,
            _ => OrderAgreement.Unrelated,
        };
        return new DifficultyReport(families, levels, pairs.Length, tau, agreement);
    }

    private static FacilityIndex? Shown(double points, int answers) => answers < Enough ? null : FacilityIndex.Of(Math.Clamp(points, 0, answers), answers);

    private static async Task<List<FamilySum>> ReadSumsAsync(LearningDbContext db, Viewer viewer, CancellationToken ct)
    {
        if (viewer.IsAny(Role.Editor, Role.Reviewer))
        {
            return await SumAsync(db, db.Units, ct);
        }

        var own = await OwnAnswers.Of(db, viewer, "")
            .SelectMany(attempt => attempt.Items)
            .Where(item => item.IsFirst == true && item.AnnulmentId == null)
            .GroupBy(item => item.Family.FamilyId)
            .Select(family => new FamilySum(family.Key, family.Count(), family.Sum(item => item.Score ?? 0)))
            .ToListAsync(ct);
        return [.. own.Concat(await SumAsync(db, db.Units.InScope(viewer), ct))
            .GroupBy(family => family.FamilyId, StringComparer.Ordinal)
            .Select(family => new FamilySum(family.Key, family.Sum(one => one.Answers), family.Sum(one => one.Points)))];
    }

    // By key first: to group by a number costs less than by the text of a family, which may stand under several rules.
    private static Task<List<FamilySum>> SumAsync(LearningDbContext db, IQueryable<Unit> units, CancellationToken ct) =>
        (from sum in db.AnswerMonths.AllOf(units).Where(sum => sum.FirstAnswers > 0).GroupBy(sum => sum.FamilyKey)
            .Select(own => new { own.Key, Answers = own.Sum(sum => sum.FirstAnswers), Points = own.Sum(sum => sum.FirstPoints) })
         join family in db.AskedFamilies on sum.Key equals family.Key
         select new { family.FamilyId, sum.Answers, sum.Points })
        .GroupBy(family => family.FamilyId)
        .Select(family => new FamilySum(family.Key, family.Sum(one => one.Answers), family.Sum(one => one.Points)))
        .ToListAsync(ct);

    private sealed record FamilySum(string FamilyId, int Answers, double Points);
}
