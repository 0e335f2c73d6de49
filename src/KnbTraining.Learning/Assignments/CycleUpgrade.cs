using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Assignments;

/// <summary>
/// Makes versions, events, reasons and spans for what was stored before they were kept. They carry the number 0: known before there were numbers.
/// </summary>
public sealed class CycleUpgrade(LearningStore store, LocalCalendar calendar)
{
    /// <summary>Most cycles that one transaction deals with.</summary>
    public const int AtOnce = 50;

    /// <summary>Reads two rows where there is nothing to do. After a kill the next start goes on where this one was.</summary>
    public async Task EnsureAsync(CancellationToken ct)
    {
        if (await store.ReadAsync(db => db.AssignmentRules.AnyAsync(rule => !db.AssignmentRuleVersions.Any(row => row.RuleId == rule.Id), ct), ct))
        {
            await store.WriteAsync<Done>(write => VersionsAsync(write.Db, ct), ct);
        }

        while (await store.ReadAsync(db => Unknown(db).AnyAsync(ct), ct))
        {
            if (!(await store.WriteAsync<Done>(write => CyclesAsync(write.Db, ct), ct)).Ok)
            {
                return;
            }
        }
    }

    /// <summary>The same inside a write that stored assignments and cycles of the past by itself. What it stored is saved before.</summary>
    internal async Task FillAsync(LearningDbContext db, CancellationToken ct)
    {
        await VersionsAsync(db, ct);
        await db.SaveChangesAsync(ct);
        while (await Unknown(db).AnyAsync(ct))
        {
            await CyclesAsync(db, ct);
            await db.SaveChangesAsync(ct);
        }
    }

    private static IQueryable<Cycle> Unknown(LearningDbContext db) => db.Cycles.Where(cycle => !db.CycleEvents.Any(row => row.CycleId == cycle.Id));

    private async Task<Result<Done>> VersionsAsync(LearningDbContext db, CancellationToken ct)
    {
        foreach (var rule in await db.AssignmentRules.Where(rule => !db.AssignmentRuleVersions.Any(row => row.RuleId == rule.Id)).ToListAsync(ct))
        {
            var version = AssignmentRuleVersion.Of(rule, calendar.DateOf(rule.CreatedAt));
            db.AssignmentRuleVersions.Add(rule.EndedAt is { } ended && calendar.DateOf(ended) > version.From
                ? version.EndedOn(calendar.DateOf(ended).AddDays(-1))
                : version);
        }

        return new Done();
    }

    private async Task<Result<Done>> CyclesAsync(LearningDbContext db, CancellationToken ct)
    {
        var some = await Unknown(db).OrderBy(cycle => cycle.CourseId).ThenBy(cycle => cycle.PersonId).ThenBy(cycle => cycle.Id).Take(AtOnce).ToListAsync(ct);
        var rules = await db.AssignmentRules.ToDictionaryAsync(rule => rule.Id, ct);
        foreach (var course in some.GroupBy(cycle => cycle.CourseId, StringComparer.Ordinal))
        {
            Guid[] people = [.. course.Select(cycle => cycle.PersonId).Distinct()];
            var asking = await CycleBook.AskingAsync(db, course.Key, people, ct);
            foreach (var record in (await CourseRecord.ReadAsync(db, course.Key, people, ct)).Values)
            {
                record.Follow();
                record.AskSinceOpened(CycleBook.AskingOf(record, asking), rule => rules[rule].EndedAt is { } ended ? calendar.DateOf(ended) : calendar.Today);
                record.Settle()?.Invoke(0);
            }
        }

        return new Done();
    }
}
