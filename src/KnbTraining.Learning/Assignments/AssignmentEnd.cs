using KnbTraining.Learning.Ledger;
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

    /// <summary>Of these, what can be taken back: another running assignment of the course may ask the same person, and then it stays.</summary>
    public static async Task<IQueryable<Cycle>> WithdrawableAsync(LearningDbContext db, AssignmentRule rule, CancellationToken ct)
    {
        var open = OpenOf(db, rule.Id);
        foreach (var other in await db.AssignmentRules.Running().Where(other => other.CourseId == rule.CourseId && other.Id != rule.Id).ToListAsync(ct))
        {
            var asked = db.People.Of(other.Audience);
            open = open.Where(cycle => !asked.Any(person => person.Id == cycle.PersonId));
        }

        return open;
    }

    /// <summary>Takes back cycles of one course, with a fact for each.</summary>
    public static async Task WithdrawAsync(StoreWrite write, Actor actor, IReadOnlyList<Cycle> cycles, Guid ruleId, DateOnly today, CancellationToken ct)
    {
        foreach (var cycle in cycles)
        {
            cycle.Withdraw(today);
        }

        await write.Db.SaveChangesAsync(ct);
        var numbered = cycles.Count == 0
            ? []
            : await CycleBook.FollowAsync(write.Db, cycles[0].CourseId, [.. cycles.Select(cycle => cycle.PersonId)], today, ct);
        foreach (var cycle in cycles)
        {
            write.Record(actor, new CycleWithdrawn(cycle.Id, cycle.PersonId, Slug.Of(cycle.CourseId), ruleId), numbered[cycle.PersonId] ?? (_ => { }));
        }
    }
}
