using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Assignments;

/// <summary>Gives courses to audiences, changes and ends that. Everything needs an administrator and is recorded with the change.</summary>
public sealed class AssignmentService(LearningStore store, EditionStore editions, LocalCalendar calendar)
{
    /// <summary>Gives a course to an audience, now and for whoever joins it later.</summary>
    /// <returns>How many cycles were opened; people with an open cycle or a pass that still counts keep theirs.</returns>
    public Task<Result<int>> AssignAsync(Viewer admin, string courseId, AssignmentAudience audience, int dueDays, CancellationToken ct) =>
        AdministerAsync<int>(
            admin,
            async (write, check) => await check.FindAsync(courseId, audience, dueDays, null, ct) is { } refused
                ? refused
                : await AddAsync(write, admin, courseId, audience, dueDays, ct),
            ct);

    /// <summary>Gives several courses at once; those whose course and audience are assigned already are left as they are.</summary>
    /// <returns>How many cycles were opened. Refused as a whole where one of them is wrong: <see cref="WrongProposal"/>.</returns>
    public Task<Result<int>> AssignAllAsync(Viewer admin, IReadOnlyList<ProposedAssignment> proposals, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(proposals);
        return AdministerAsync<int>(
            admin,
            async (write, check) =>
            {
                var opened = 0;
                foreach (var (courseId, audiences, dueDays) in proposals)
                {
                    foreach (var audience in audiences)
                    {
                        if (await check.IsAssignedAsync(courseId, audience, null, ct))
                        {
                            continue;
                        }

                        if (await check.FindAsync(courseId, audience, dueDays, null, ct) is { } refused)
                        {
                            return refused is Refusal.Invalid invalid ? new WrongProposal(courseId, invalid.Findings) : refused;
                        }

                        opened += await AddAsync(write, admin, courseId, audience, dueDays, ct);
                    }
                }

                return opened;
            },
            ct);
    }

    /// <summary>Changes audience and days. What is open stays open and keeps its due date, also for those who are not meant any more.</summary>
    /// <param name="version">Of the assignment as the administrator read it; another one is a conflict.</param>
    /// <returns>How many cycles were opened for those who came in.</returns>
    public Task<Result<int>> ChangeAsync(Viewer admin, Guid id, int version, AssignmentAudience audience, int dueDays, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(audience);
        return AdministerAsync<int>(
            admin,
            async (write, check) =>
            {
                var db = write.Db;
                var found = await FindAsync(db, id, version, ct);
                if (found.Value is not { } rule)
                {
                    return found.As<int>();
                }

                if (await check.FindAsync(rule.CourseId, audience, dueDays, id, ct) is { } refused)
                {
                    return refused;
                }

                var before = AssignmentTerms.Of(rule);
                rule.Change(audience, dueDays);
                var opened = await CycleOpening.FindAsync(db, db.People.Of(rule.Audience), rule.CourseId, rule.DueDays, calendar.Today, ct);
                write.Record(admin.Actor, new AssignmentChanged(id, Slug.Of(rule.CourseId), before, AssignmentTerms.Of(rule), opened.Count));
                CycleOpening.Open(write, admin.Actor, opened, rule, calendar.Today);
                return opened.Count;
            },
            ct);
    }

    /// <summary>Nobody gets the course by this assignment any more, and nothing is renewed by it.</summary>
    /// <param name="withdraw">
    /// True takes back what it opened and nobody has passed, except from those for whom another assignment of the course
    /// asks as well; false lets it stay due.
    /// </param>
    /// <returns>How many cycles were taken back.</returns>
    public Task<Result<int>> EndAsync(Viewer admin, Guid id, int version, bool withdraw, CancellationToken ct) => AdministerAsync<int>(
        admin,
        async (write, _) =>
        {
            var db = write.Db;
            var found = await FindAsync(db, id, version, ct);
            if (found.Value is not { } rule)
            {
                return found.As<int>();
            }

            rule.End(admin.PersonId, calendar.Now);
            List<Cycle> withdrawn = withdraw ? await AssignmentEnd.FindWithdrawnAsync(db, rule, ct) : [];
            write.Record(admin.Actor, new AssignmentEnded(id, Slug.Of(rule.CourseId), withdrawn.Count));
            foreach (var cycle in withdrawn)
            {
                cycle.Withdraw(calendar.Today);
                write.Record(admin.Actor, new CycleWithdrawn(cycle.Id, cycle.PersonId, Slug.Of(cycle.CourseId), id));
            }

            return withdrawn.Count;
        },
        ct);

    /// <summary>The assignments that run, in the order in which they were made.</summary>
    public Task<List<Guid>> ListRulesAsync(CancellationToken ct) =>
        store.ReadAsync(db => db.AssignmentRules.Running().OrderBy(rule => rule.CreatedAt).Select(rule => rule.Id).ToListAsync(ct), ct);

    /// <summary>Opens what one assignment asks for today: newcomers of its audience, and renewals of completions that are about to end.</summary>
    /// <returns>How many cycles were opened.</returns>
    public Task<Result<int>> ApplyRuleAsync(Guid ruleId, CancellationToken ct) => store.WriteAsync<int>(
        async write => await write.Db.AssignmentRules.Running().FirstOrDefaultAsync(rule => rule.Id == ruleId, ct) is { } rule
            ? await CycleOpening.OpenAsync(write, Actor.Application, write.Db.People, rule, calendar.Today, ct)
            : 0,
        ct);

    private async Task<int> AddAsync(StoreWrite write, Viewer admin, string courseId, AssignmentAudience audience, int dueDays, CancellationToken ct)
    {
        var rule = AssignmentRule.Create(courseId, audience, dueDays, admin.PersonId, calendar.Now);
        var db = write.Db;
        db.AssignmentRules.Add(rule);
        var opened = await CycleOpening.FindAsync(db, db.People.Of(rule.Audience), courseId, dueDays, calendar.Today, ct);
        write.Record(admin.Actor, new AssignmentMade(rule.Id, Slug.Of(courseId), AssignmentTerms.Of(rule), opened.Count));
        CycleOpening.Open(write, admin.Actor, opened, rule, calendar.Today);

        // The next assignment of the same course must see what this one opened.
        await db.SaveChangesAsync(ct);
        return opened.Count;
    }

    private static async Task<Result<AssignmentRule>> FindAsync(LearningDbContext db, Guid id, int version, CancellationToken ct)
    {
        var rule = await db.AssignmentRules.FirstOrDefaultAsync(found => found.Id == id, ct);
        return rule is null ? Refusal.NotFound
            : rule.EndedAt is not null ? Refusal.Finished
            : rule.Version != version ? Refusal.Conflict
            : rule;
    }

    private async Task<Result<T>> AdministerAsync<T>(Viewer admin, Func<StoreWrite, AssignmentCheck, Task<Result<T>>> change, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(admin);
        if (!admin.Is(Role.Administrator))
        {
            return Refusal.NotAllowed;
        }

        var edition = (await editions.CurrentAsync(ct)).Edition;
        return await store.WriteAsync(write => change(write, new AssignmentCheck(write.Db, edition)), ct);
    }
}
