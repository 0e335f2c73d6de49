using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Reports;

/// <summary>Sums hold no people, but everybody may see what they answered themselves, whatever units they see.</summary>
internal static class OwnAnswers
{
    /// <summary>The viewer's graded first attempts that are in the sums of no unit of the viewer's scope.</summary>
    /// <param name="path">Only those that counted for units of this path, see <see cref="Unit.Path"/>; empty for all.</param>
    public static IQueryable<Attempt> Of(LearningDbContext db, Viewer viewer, string path)
    {
        var (self, seen) = (viewer.PersonId, db.Units.InScope(viewer).Select(unit => (Guid?)unit.Id));
        return db.Attempts
            .Where(attempt => attempt.PersonId == self && attempt.Ordinal == 1 && attempt.State == AttemptState.Graded && !seen.Contains(attempt.UnitId))
            .Where(attempt => path == "" || db.Units.Any(unit => unit.Id == attempt.UnitId && unit.Path.StartsWith(path)));
    }
}
