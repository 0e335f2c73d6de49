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

    // Room for more positions than any form has.
    private const long Positions = 1000;

    // Scores count in parts of the point. Each number up to 16 divides them, so that thirds and sevenths stay exact.
    private const long Whole = 720_720;

    private const long Scores = 2 * Whole;

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
        var sums = await store.ReadAsync(db => SumAsync(db, viewer.IsAny(Role.Editor, Role.Reviewer) ? db.People : db.People.InScope(viewer), ct), ct);
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

    private static FacilityIndex? Shown(double points, int answers) => answers < Enough ? null : FacilityIndex.Of(Math.Min(points, answers), answers);

    /// <summary>The score rides on the place of the item, so that whoever is first brings it along: to look for it again would cost as much as all the rest.</summary>
    private static Task<List<FamilySum>> SumAsync(LearningDbContext db, IQueryable<Person> people, CancellationToken ct)
    {
        var asked = from attempt in db.Attempts
                    where attempt.Ordinal == 1 && attempt.State == AttemptState.Graded
                    join person in people on attempt.PersonId equals person.Id
                    join item in db.AttemptItems on attempt.Number equals item.AttemptNumber
                    select new
                    {
                        attempt.PersonId,
                        item.FamilyKey,
                        Place = (((item.AttemptNumber * Positions) + item.Position) * Scores) + (long)Math.Floor(((item.Score ?? 0) * Whole) + 0.5),
                    };
        var first = asked.GroupBy(item => new { item.PersonId, item.FamilyKey }).Select(own => new { own.Key.FamilyKey, Place = own.Min(item => item.Place) });
        return (from sum in first.GroupBy(item => item.FamilyKey).Select(family => new { family.Key, Answers = family.Count(), Parts = family.Sum(item => item.Place % Scores) })
                join family in db.AskedFamilies on sum.Key equals family.Key
                select new { family.FamilyId, sum.Answers, sum.Parts })
            .GroupBy(family => family.FamilyId)
            .Select(family => new FamilySum(family.Key, family.Sum(one => one.Answers), family.Sum(one => one.Parts) / (double)Whole))
            .ToListAsync(ct);
    }

    private sealed record FamilySum(string FamilyId, int Answers, double Points);
}
