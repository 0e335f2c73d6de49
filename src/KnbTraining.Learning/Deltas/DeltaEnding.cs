using KnbTraining.Content.Text;
using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Background;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace KnbTraining.Learning.Deltas;

/// <summary>
/// Takes back a course about changed rules as a whole: whoever has it open is asked for it no more and told so, whoever waits for it does not get it, and what was
/// done stays as it is. For administrators, who opened it. Where it is open for many, they are dealt with part by part, soon after.
/// </summary>
public sealed class DeltaEnding(LearningStore store, EditionStore editions, RefusedActs refusals, LocalCalendar calendar)
{
    /// <param name="reason">For whoever administers, and for the ledger.</param>
    /// <returns>
    /// How many people had it open. Refused with <see cref="Refusal.Invalid"/> at <c>TakeBack</c>; with <see cref="Refusal.Conflict"/> where it was taken back before.
    /// </returns>
    public async Task<Result<int>> TakeBackAsync(Viewer admin, string courseId, string? reason, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(admin);
        ArgumentNullException.ThrowIfNull(courseId);
        if (!admin.Is(Role.Administrator))
        {
            return refusals.Refuse(admin, RefusedAct.Assignments);
        }

        if (TypedText.LineFault(reason, DeltaCourse.LongestReason) is { } fault)
        {
            return new Refusal.Invalid("TakeBack", fault);
        }

        return await store.WriteAsync<int>(
            async write =>
            {
                var db = write.Db;
                await db.LockNumbersAsync(NumberSeries.Deltas, ct);
                if (await db.DeltaCourses.FirstOrDefaultAsync(course => course.CourseId == courseId, ct) is not { } course)
                {
                    return Refusal.NotFound;
                }

                if (course.TakenBackAt is not null)
                {
                    return Refusal.Conflict;
                }

                var open = await Open(db, courseId).CountAsync(ct);
                var done = await db.Cycles.CountAsync(cycle => cycle.CourseId == courseId && cycle.CompletedOn != null, ct);
                var waiting = course.Waiting;
                course.TakeBack(reason!.Trim(), admin.PersonId, calendar.Now);
                editions.TellOf(write, course);
                await db.SaveChangesAsync(ct);
                await db.DeltaPeople
                    .Where(person => person.DeltaId == course.Id && person.Outcome == DeltaOutcome.Waiting)
                    .ExecuteUpdateAsync(row => row.SetProperty(person => person.Outcome, DeltaOutcome.LeftOut), ct);
                write.Record(
                    admin.Actor,
                    new DeltaTakenBack(Slug.Of(courseId), course.EditionNumber, open, done, waiting, write.Text(null, course.TakenBackReason!)));
                if (open <= CycleLists.MostAtOnce)
                {
                    await EndAsync(write, admin.Actor, courseId, open, ct);
                }

                return open;
            },
            ct);
    }

    /// <summary>Ids of the courses that were taken back and are still open for somebody.</summary>
    public Task<List<string>> ListEndingAsync(CancellationToken ct) => store.ReadAsync(
        db => db.DeltaCourses
            .Where(course => course.TakenBackAt != null
                && db.Cycles.Any(cycle => cycle.CourseId == course.CourseId && cycle.CompletedOn == null && cycle.WithdrawnOn == null))
            .OrderBy(course => course.EditionNumber).ThenBy(course => course.Ordinal)
            .Select(course => course.CourseId)
            .ToListAsync(ct),
        ct);

    /// <summary>Ends it for some more, in one transaction.</summary>
    /// <returns>True while it is open for somebody.</returns>
    public Task<Result<bool>> EndPartAsync(string courseId, CancellationToken ct) => store.WriteAsync<bool>(
        async write => await write.Db.DeltaCourses.AnyAsync(course => course.CourseId == courseId && course.TakenBackAt != null, ct)
            && await EndAsync(write, Actor.Application, courseId, CycleLists.PartSize, ct) == CycleLists.PartSize,
        ct);

    private async Task<int> EndAsync(StoreWrite write, Actor actor, string courseId, int most, CancellationToken ct)
    {
        var people = await Open(write.Db, courseId).OrderBy(cycle => cycle.PersonId).Select(cycle => cycle.PersonId).Take(most).ToListAsync(ct);
        var records = await CourseRecord.ReadAsync(write.Db, courseId, people, ct);
        foreach (var person in people)
        {
            PersonCycles.End(write, actor, records[person], records[person].Latest!, CycleEnd.TakenBack, calendar.Today);
        }

        await write.Db.SaveChangesAsync(ct);
        return people.Count;
    }

    private static IQueryable<Cycle> Open(LearningDbContext db, string courseId) =>
        db.Cycles.Where(cycle => cycle.CourseId == courseId && cycle.CompletedOn == null && cycle.WithdrawnOn == null);
}

/// <summary>Goes on with the courses about changed rules that were taken back while many had them open.</summary>
public sealed class DeltaEndingSweep(DeltaEnding ending, SweepLeases leases, BackgroundTroubles troubles, TimeProvider clock, ILogger<DeltaEndingSweep> logger)
    : Sweep("courses taken back", TimeSpan.FromSeconds(5), troubles, clock, logger, leases)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(15);

    protected override async Task<IReadOnlyList<SweepPiece>> FindAsync(CancellationToken ct) =>
    [
        .. (await ending.ListEndingAsync(ct)).Select(course => new SweepPiece(course, token => InPartsAsync(next => ending.EndPartAsync(course, next), Pause, token))),
    ];
}
