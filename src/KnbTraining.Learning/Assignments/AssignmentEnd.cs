using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Assignments;

/// <summary>Finds the cycles that the end of an assignment concerns.</summary>
internal static class AssignmentEnd
{
    public static IQueryable<AssignmentRule> Running(this IQueryable<AssignmentRule> rules) => rules.Where(rule => rule.EndedAt == null);

    /// <summary>What the assignment opened and nobody has passed.</summary>
    public static IQueryable<Cycle> OpenOf(LearningDbContext db, Guid ruleId) =>
        db.Cycles.Counting().Where(cycle => cycle.RuleId == ruleId && cycle.CompletedOn == null);

    /// <summary>Those of them that can be withdrawn: the ones whose person is in the audience of no other running assignment of the course.</summary>
    public static async Task<List<Cycle>> FindWithdrawnAsync(LearningDbContext db, AssignmentRule rule, CancellationToken ct)
    {
        var others = await db.AssignmentRules.Running().Where(other => other.CourseId == rule.CourseId && other.Id != rule.Id).ToListAsync(ct);
        var open = OpenOf(db, rule.Id);
        foreach (var other in others)
        {
            // Each condition becomes part of the one query below.
            var asked = db.People.Of(other.Audience).Select(person => person.Id);
            open = open.Where(cycle => !asked.Contains(cycle.PersonId));
        }

        return await open.ToListAsync(ct);
    }
}
