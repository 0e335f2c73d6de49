using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Assignments;

/// <summary>Gives courses to audiences, changes and ends that. Everything needs an administrator and is recorded with the change.</summary>
public sealed class AssignmentService(LearningStore store, EditionStore editions, RefusedActs refusals, LocalCalendar calendar)
{
    /// <summary>Gives a course to an audience, now and for whoever joins it later.</summary>
    /// <returns>
    /// How many people get it; those with an open cycle or a pass that still counts keep theirs. More than <see cref="CycleLists.MostAtOnce"/>
    /// get it one after the other, soon after this returns.
    /// </returns>
    public Task<Result<int>> AssignAsync(Viewer admin, string courseId, AssignmentAudience audience, RenewalTerms terms, CancellationToken ct) => AdministerAsync<List<Guid>, int>(
        admin,
        (db, check) => FindManyAsync(db, check, courseId, audience, terms, null, ct),
        async (write, check, many) => await check.FindAsync(courseId, audience, terms, null, ct) is { } refused
            ? refused
            : await AddAsync(write, admin, courseId, audience, terms, many, ct),
        ct);

    /// <summary>Gives several courses at once; those whose course and audience are assigned already are left as they are.</summary>
    /// <returns>
    /// How many cycles are opened, as <see cref="AssignAsync"/>. Refused as a whole where one of them is wrong: <see cref="WrongProposal"/>.
    /// </returns>
    public Task<Result<int>> AssignAllAsync(Viewer admin, IReadOnlyList<ProposedAssignment> proposals, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(proposals);
        (string CourseId, AssignmentAudience Audience, RenewalTerms Terms)[] wanted =
            [.. proposals.SelectMany(proposal => proposal.Audiences.Select(audience => (proposal.CourseId, audience, RenewalTerms.Usual(proposal.DueDays))))];
        return AdministerAsync<List<List<Guid>?>, int>(
            admin,
            async (db, check) =>
            {
                var (found, listed) = (new List<List<Guid>?>(), new HashSet<(string, Guid)>());
                foreach (var (courseId, audience, terms) in wanted)
                {
                    // Nobody stands in two lists of one course.
                    var many = await FindManyAsync(db, check, courseId, audience, terms, null, ct);
                    found.Add(many?.FindAll(person => listed.Add((courseId, person))));
                }

                return found;
            },
            async (write, check, found) =>
            {
                var opened = 0;
                foreach (var ((courseId, audience, terms), many) in wanted.Zip(found!))
                {
                    if (await check.IsAssignedAsync(courseId, audience, null, ct))
                    {
                        continue;
                    }

                    if (await check.FindAsync(courseId, audience, terms, null, ct) is { } refused)
                    {
                        return refused is Refusal.Invalid invalid ? new WrongProposal(courseId, invalid.Findings) : refused;
                    }

                    opened += await AddAsync(write, admin, courseId, audience, terms, many, ct);
                }

                return opened;
            },
            ct);
    }

    /// <summary>Changes audience and terms. What is open stays open and keeps its due date, also for those who are not meant any more.</summary>
    /// <param name="version">Of the assignment as the administrator read it; another one is a conflict.</param>
    /// <returns>
    /// How many people get the course because they came in, as <see cref="AssignAsync"/>. Whoever was still waiting for it is counted anew.
    /// </returns>
    public Task<Result<int>> ChangeAsync(Viewer admin, Guid id, int version, AssignmentAudience audience, RenewalTerms terms, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(audience);
        return AdministerAsync<List<Guid>, int>(
            admin,
            async (db, check) => await db.AssignmentRules.Where(rule => rule.Id == id).Select(rule => rule.CourseId).FirstOrDefaultAsync(ct) is { } courseId
                ? await FindManyAsync(db, check, courseId, audience, terms, id, ct)
                : null,
            async (write, check, many) =>
            {
                var found = await FindAsync(write.Db, id, version, ct);
                if (found.Value is not { } rule)
                {
                    return found.As<int>();
                }

                if (await check.FindAsync(rule.CourseId, audience, terms, id, ct) is { } refused)
                {
                    return refused;
                }

                await CycleLists.StopAsync(write, admin.Actor, rule, calendar.Now, ct);
                var before = RecordedAssignment.Of(rule);
                rule.Change(audience, terms);
                return await OpenAsync(
                    write, admin, rule, many, opened => new AssignmentChanged(id, Slug.Of(rule.CourseId), before, RecordedAssignment.Of(rule), opened), ct);
            },
            ct);
    }

    /// <summary>Nobody gets the course by this assignment any more, also none of those who are still waiting for it, and nothing is renewed by it.</summary>
    /// <param name="withdraw">
    /// True takes back what it opened and nobody has passed, except from those for whom another assignment of the course
    /// asks as well; false lets it stay due.
    /// </param>
    /// <returns>From how many people it is taken back; from more than <see cref="CycleLists.MostAtOnce"/> soon after this returns.</returns>
    public Task<Result<int>> EndAsync(Viewer admin, Guid id, int version, bool withdraw, CancellationToken ct) => AdministerAsync<List<Guid>, int>(
        admin,
        async (db, _) => withdraw && await db.AssignmentRules.FirstOrDefaultAsync(rule => rule.Id == id, ct) is { } rule
            ? Many(await (await AssignmentEnd.WithdrawableAsync(db, rule, ct)).Select(cycle => cycle.PersonId).ToListAsync(ct))
            : null,
        async (write, _, many) =>
        {
            var found = await FindAsync(write.Db, id, version, ct);
            if (found.Value is not { } rule)
            {
                return found.As<int>();
            }

            await CycleLists.StopAsync(write, admin.Actor, rule, calendar.Now, ct);
            rule.End(admin.PersonId, calendar.Now);
            var numbered = await CycleBook.FollowAsync(write.Db, rule, calendar.Today, ct);
            if (many is not null)
            {
                write.Record(admin.Actor, new AssignmentEnded(id, Slug.Of(rule.CourseId), 0), numbered);
                await CycleLists.BeginAsync(write, admin.Actor, rule, CycleListUse.Withdraw, many, calendar.Now, ct);
                return many.Count;
            }

            List<Cycle> withdrawn = withdraw ? await (await AssignmentEnd.WithdrawableAsync(write.Db, rule, ct)).ToListAsync(ct) : [];
            write.Record(admin.Actor, new AssignmentEnded(id, Slug.Of(rule.CourseId), withdrawn.Count), numbered);
            await AssignmentEnd.WithdrawAsync(write, admin.Actor, withdrawn, id, calendar.Today, ct);
            return withdrawn.Count;
        },
        ct);

    /// <summary>The assignments that run, in the order in which they were made.</summary>
    public Task<List<Guid>> ListRulesAsync(CancellationToken ct) =>
        store.ReadAsync(db => db.AssignmentRules.Running().OrderBy(rule => rule.CreatedAt).Select(rule => rule.Id).ToListAsync(ct), ct);

    /// <summary>Opens what one assignment asks for today: newcomers of its audience, and renewals of completions that are about to end.</summary>
    /// <returns>How many cycles are opened, as <see cref="AssignAsync"/>; 0 while a list of the assignment is being applied.</returns>
    public async Task<Result<int>> ApplyRuleAsync(Guid ruleId, CancellationToken ct)
    {
        // Read beside the writer, and most often there is nothing to write.
        var found = await store.TryReadAsync<List<Guid>>(
            async db => await FindRunningAsync(db, ruleId, ct) is { } rule
                ? PeopleOf(await CycleOpening.FindAsync(db, db.People.Of(rule.Audience), rule.CourseId, rule.Terms, calendar.Today, ct))
                : [],
            ct);
        if (found.Value is not { Count: > 0 } people)
        {
            return found.Ok ? 0 : found.As<int>();
        }

        return await store.WriteAsync<int>(
            async write =>
            {
                if (await FindRunningAsync(write.Db, ruleId, ct) is not { } rule)
                {
                    return 0;
                }

                if (people.Count <= CycleLists.MostAtOnce)
                {
                    return await CycleOpening.OpenAsync(
                        write, Actor.Application, write.Db.People.Where(person => people.Contains(person.Id)), rule, calendar.Today, ct);
                }

                await CycleLists.BeginAsync(write, Actor.Application, rule, CycleListUse.Open, people, calendar.Now, ct);
                return people.Count;
            },
            ct);
    }

    // Null where the assignment has ended, and while a list of it is being applied, which does the same.
    private static Task<AssignmentRule?> FindRunningAsync(LearningDbContext db, Guid ruleId, CancellationToken ct) => db.AssignmentRules
        .Running()
        .FirstOrDefaultAsync(rule => rule.Id == ruleId && !db.CycleLists.Any(list => list.RuleId == ruleId && list.EndedAt == null), ct);

    private Task<int> AddAsync(
        StoreWrite write, Viewer admin, string courseId, AssignmentAudience audience, RenewalTerms terms, List<Guid>? many, CancellationToken ct)
    {
        var rule = AssignmentRule.Create(courseId, audience, terms, admin.PersonId, calendar.Now);
        write.Db.AssignmentRules.Add(rule);
        return OpenAsync(write, admin, rule, many, opened => new AssignmentMade(rule.Id, Slug.Of(courseId), RecordedAssignment.Of(rule), opened), ct);
    }

    private async Task<int> OpenAsync(StoreWrite write, Viewer admin, AssignmentRule rule, List<Guid>? many, Func<int, Fact> tell, CancellationToken ct)
    {
        var db = write.Db;
        var numbered = await CycleBook.FollowAsync(db, rule, calendar.Today, ct);
        if (many is not null)
        {
            write.Record(admin.Actor, tell(0), numbered);
            if (many.Count > 0)
            {
                await CycleLists.BeginAsync(write, admin.Actor, rule, CycleListUse.Open, many, calendar.Now, ct);
            }

            await db.SaveChangesAsync(ct);
            return many.Count;
        }

        var openings = await CycleOpening.FindAsync(db, db.People.Of(rule.Audience), rule.CourseId, rule.Terms, calendar.Today, ct);
        write.Record(admin.Actor, tell(openings.Count), numbered);
        await CycleOpening.OpenAsync(write, admin.Actor, openings, rule, calendar.Today, ct);
        return openings.Count;
    }

    // Whom an assignment would give its course now, where they are too many for one transaction; null where they are few, or where the write will refuse.
    private async Task<List<Guid>?> FindManyAsync(
        LearningDbContext db, AssignmentCheck check, string courseId, AssignmentAudience audience, RenewalTerms terms, Guid? changed, CancellationToken ct)
    {
        if (await check.FindAsync(courseId, audience, terms, changed, ct) is not null)
        {
            return null;
        }

        var openings = await CycleOpening.FindAsync(db, db.People.Of(audience), courseId, terms, calendar.Today, ct);
        return Many(PeopleOf(openings));
    }

    private static List<Guid> PeopleOf(List<CycleOpening.Opening> openings) => openings.ConvertAll(opening => opening.PersonId);

    private static List<Guid>? Many(List<Guid> people) => people.Count > CycleLists.MostAtOnce ? people : null;

    private static async Task<Result<AssignmentRule>> FindAsync(LearningDbContext db, Guid id, int version, CancellationToken ct)
    {
        var rule = await db.AssignmentRules.FirstOrDefaultAsync(found => found.Id == id, ct);
        return rule is null ? Refusal.NotFound
            : rule.EndedAt is not null ? Refusal.Finished
            : rule.Version != version ? Refusal.Conflict
            : rule;
    }

    /// <param name="prepare">Reads beside the writer what takes long; nothing is believed of it that the write does not ask again.</param>
    private async Task<Result<T>> AdministerAsync<TPrepared, T>(
        Viewer admin,
        Func<LearningDbContext, AssignmentCheck, Task<TPrepared?>> prepare,
        Func<StoreWrite, AssignmentCheck, TPrepared?, Task<Result<T>>> change,
        CancellationToken ct)
        where TPrepared : class
    {
        ArgumentNullException.ThrowIfNull(admin);
        if (!admin.Is(Role.Administrator))
        {
            return refusals.Refuse(admin, RefusedAct.Assignments);
        }

        var edition = (await editions.CurrentAsync(ct)).Edition;
        var prepared = await store.TryReadAsync<TPrepared>(async db => await prepare(db, new AssignmentCheck(db, edition)), ct);
        return prepared.Ok ? await store.WriteAsync(write => change(write, new AssignmentCheck(write.Db, edition), prepared.Value), ct) : prepared.As<T>();
    }
}
