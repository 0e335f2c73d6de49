using System.Globalization;
using KnbTraining.Learning.Audit;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.People;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Assignments;

public sealed class AssignmentService(LearningStore store, EditionStore editions, LocalCalendar calendar, AuditLog audit)
{
    /// <summary>Gives a course to an audience, now and for whoever joins it later.</summary>
    /// <returns>How many cycles were opened; people with an open cycle or a valid completion keep theirs.</returns>
    public async Task<Result<int>> AssignAsync(Viewer admin, string courseId, AssignmentAudience audience, int dueDays, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(admin);
        ArgumentNullException.ThrowIfNull(audience);
        if (!admin.Is(Role.Administrator))
        {
            return Refusal.NotAllowed;
        }

        if (dueDays is < 0 or > 3650)
        {
            return new Result<int>(0, Refusal.Invalid, "DueDays: out-of-range");
        }

        if (!(await editions.CurrentAsync(ct)).Edition.Courses.ContainsKey(courseId))
        {
            return Refusal.NotFound;
        }

        return await store.WriteAsync<int>(
            async db =>
            {
                if (audience.UnitPath is { } path && !await db.Units.AnyAsync(unit => unit.Path == path, ct))
                {
                    return new Result<int>(0, Refusal.Invalid, "UnitPath: unknown");
                }

                var rule = AssignmentRule.Create(courseId, audience, dueDays, admin.PersonId, calendar.Now);
                db.AssignmentRules.Add(rule);
                var opened = await OpenCyclesAsync(db, rule, ct);
                var detail = string.Create(
                    CultureInfo.InvariantCulture, $"holder={audience.HolderStatus} capacity={audience.Capacity} unit={audience.UnitPath} days={dueDays} opened={opened}");
                await audit.AppendAsync(db, AuditActor.From(admin), "course.assigned", courseId, detail, ct);
                return opened;
            },
            ct);
    }

    /// <summary>The rules, in the order in which they were made.</summary>
    public Task<List<Guid>> ListRulesAsync(CancellationToken ct) =>
        store.ReadAsync(db => db.AssignmentRules.OrderBy(rule => rule.CreatedAt).Select(rule => rule.Id).ToListAsync(ct), ct);

    /// <summary>Opens what one rule asks for today: newcomers of its audience, and renewals of completions that are about to end.</summary>
    /// <returns>How many cycles were opened.</returns>
    public Task<Result<int>> ApplyRuleAsync(Guid ruleId, CancellationToken ct) => store.WriteAsync<int>(
        async db => await db.AssignmentRules.FirstOrDefaultAsync(rule => rule.Id == ruleId, ct) is { } rule ? await OpenCyclesAsync(db, rule, ct) : 0,
        ct);

    /// <summary>Opens what the rules ask for one person, in the transaction that added or changed them.</summary>
    internal async Task OpenForAsync(LearningDbContext db, Guid personId, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        foreach (var rule in await db.AssignmentRules.OrderBy(rule => rule.CreatedAt).ToListAsync(ct))
        {
            await OpenCyclesAsync(db, rule, ct, personId);
            await db.SaveChangesAsync(ct);
        }
    }

    private async Task<int> OpenCyclesAsync(LearningDbContext db, AssignmentRule rule, CancellationToken ct, Guid? personId = null)
    {
        var today = calendar.Today;
        var due = today.AddDays(rule.DueDays);
        var people = db.People.Where(person => person.Active);
        people = personId is { } only ? people.Where(person => person.Id == only) : people;
        people = rule.HolderStatus is { } holder ? people.Where(person => person.HolderStatus == holder) : people;
        people = rule.Capacity is { } capacity ? people.Where(person => person.Capacity == capacity) : people;
        people = rule.UnitPath is { } path ? people.Where(person => person.Unit.Path.StartsWith(path)) : people;
        var waiting = await people
            .Where(person => !db.Cycles.Any(cycle => cycle.PersonId == person.Id
                && cycle.CourseId == rule.CourseId
                && (cycle.CompletedOn == null || cycle.ValidUntil > due)))
            .Select(person => new
            {
                person.Id,
                ValidUntil = db.Cycles.Where(cycle => cycle.PersonId == person.Id && cycle.CourseId == rule.CourseId).Max(cycle => cycle.ValidUntil),
            })
            .ToListAsync(ct);
        foreach (var person in waiting)
        {
            // A renewal is due when the completion before it ends, not earlier.
            var dueOn = person.ValidUntil is { } until && until > today ? until : due;
            db.Cycles.Add(Cycle.Create(person.Id, rule.CourseId, rule.Id, today, dueOn));
        }

        return waiting.Count;
    }
}
