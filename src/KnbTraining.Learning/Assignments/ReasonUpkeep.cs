using KnbTraining.Learning.Background;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace KnbTraining.Learning.Assignments;

/// <summary>
/// Brings the reasons of many people in line with an assignment that was made, changed or ended: those who have its course open or passed already, and
/// those whom it does not ask any more. In short transactions; the rows carry the number of the fact that tells of the assignment.
/// </summary>
public sealed class ReasonUpkeep(LearningStore store, LocalCalendar calendar)
{
    /// <summary>Most people of one transaction.</summary>
    public const int AtOnce = 100;

    public Task<List<Guid>> ListRulesAsync(CancellationToken ct) =>
        store.ReadAsync(db => db.AssignmentRules.OrderBy(rule => rule.CreatedAt).Select(rule => rule.Id).ToListAsync(ct), ct);

    /// <returns>For how many people something was changed.</returns>
    public async Task<Result<int>> ApplyAsync(Guid ruleId, CancellationToken ct)
    {
        for (var done = 0; ;)
        {
            var people = await store.ReadAsync(db => FindAsync(db, ruleId, ct), ct);
            if (people.Count == 0)
            {
                return done;
            }

            var applied = await store.WriteAsync<int>(write => ApplyAsync(write.Db, ruleId, people, ct), ct);
            if (!applied.Ok || applied.Value == 0)
            {
                return applied.Ok ? done : applied;
            }

            done += applied.Value;
        }
    }

    private static async Task<List<Guid>> FindAsync(LearningDbContext db, Guid ruleId, CancellationToken ct)
    {
        var rule = await db.AssignmentRules.FirstAsync(found => found.Id == ruleId, ct);
        var number = await db.AssignmentRuleVersions
            .Where(row => row.RuleId == ruleId && row.Until == null && row.SeqOut == null)
            .Select(row => (int?)row.Number)
            .FirstOrDefaultAsync(ct);
        var open = db.CycleReasons.Where(reason => reason.RuleId == ruleId && reason.Until == null && reason.SeqOut == null);
        if (rule.EndedAt is not null)
        {
            return await open.Select(reason => reason.PersonId).Distinct().OrderBy(person => person).Take(AtOnce).ToListAsync(ct);
        }

        var meant = db.People.Of(rule.Audience);
        var falseNow = await open
            .Where(reason => reason.RuleVersion != number || !meant.Any(person => person.Id == reason.PersonId))
            .Select(reason => reason.PersonId)
            .Distinct()
            .OrderBy(person => person)
            .Take(AtOnce)
            .ToListAsync(ct);
        return falseNow.Count > 0
            ? falseNow
            : await meant
                .Where(person => db.Cycles.Any(cycle => cycle.PersonId == person.Id && cycle.CourseId == rule.CourseId)
                    && !open.Any(reason => reason.PersonId == person.Id))
                .Select(person => person.Id)
                .OrderBy(person => person)
                .Take(AtOnce)
                .ToListAsync(ct);
    }

    private async Task<Result<int>> ApplyAsync(LearningDbContext db, Guid ruleId, List<Guid> people, CancellationToken ct)
    {
        var course = await db.AssignmentRules.Where(rule => rule.Id == ruleId).Select(rule => rule.CourseId).FirstAsync(ct);
        var number = await db.AssignmentRuleVersions.Where(row => row.RuleId == ruleId && row.SeqOut == null).MaxAsync(row => (long?)row.SeqIn, ct) ?? 0;
        return await CycleBook.FollowAsync(db, course, people, calendar.Today, number, ct);
    }
}

/// <summary>Keeps the reasons of everybody in line with the assignments.</summary>
public sealed class ReasonSweep(ReasonUpkeep reasons, SweepLeases leases, BackgroundTroubles troubles, TimeProvider clock, ILogger<ReasonSweep> logger)
    : Sweep("reasons of assignments", TimeSpan.FromMinutes(1), troubles, clock, logger, leases)
{
    protected override async Task<IReadOnlyList<SweepPiece>> FindAsync(CancellationToken ct) =>
        [.. (await reasons.ListRulesAsync(ct)).Select(id => new SweepPiece($"reasons of assignment {id}", async token => (await reasons.ApplyAsync(id, token)).Refused))];
}
