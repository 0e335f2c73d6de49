using KnbTraining.Learning.Assignments;
using KnbTraining.Learning.Background;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace KnbTraining.Learning.Deltas;

/// <summary>Gives an opened course about changed rules to those who wait for it, some in each transaction.</summary>
public sealed class DeltaGiving(LearningStore store, LocalCalendar calendar)
{
    /// <summary>The courses for which people wait, in the order of editions.</summary>
    public Task<List<(Guid Id, string CourseId)>> ListWaitingAsync(CancellationToken ct) => store.ReadAsync(
        async db => (await db.DeltaCourses.Where(course => course.Waiting > 0)
                .OrderBy(course => course.EditionNumber).ThenBy(course => course.Ordinal)
                .Select(course => new { course.Id, course.CourseId })
                .ToListAsync(ct))
            .ConvertAll(course => (course.Id, course.CourseId)),
        ct);

    /// <summary>Gives it to some more, in one transaction.</summary>
    /// <returns>True while people wait.</returns>
    public Task<Result<bool>> GivePartAsync(Guid deltaId, CancellationToken ct) => store.WriteAsync<bool>(
        async write =>
        {
            if (await write.Db.DeltaCourses.FirstOrDefaultAsync(course => course.Id == deltaId && course.Waiting > 0, ct) is not { } course)
            {
                return false;
            }

            await GiveAsync(write, Actor.Application, course, CycleLists.PartSize, ct);
            return course.Waiting > 0;
        },
        ct);

    /// <param name="most">To how many people.</param>
    internal async Task GiveAsync(StoreWrite write, Actor actor, DeltaCourse course, int most, CancellationToken ct)
    {
        var next = await write.Db.DeltaPeople
            .Where(person => person.DeltaId == course.Id && person.Outcome == DeltaOutcome.Waiting)
            .OrderBy(person => person.PersonId)
            .Take(most)
            .ToListAsync(ct);
        var given = await GivenCourses.GiveAsync(write, actor, course.CourseId, next.ConvertAll(person => person.PersonId), course.DueOn, calendar.Today, ct);
        next.ForEach(person => person.HadTurn(given.Contains(person.PersonId)));
        course.Advance(next.Count);
    }
}

/// <summary>Goes on with the courses about changed rules for which people wait.</summary>
public sealed class DeltaSweep(DeltaGiving giving, SweepLeases leases, BackgroundTroubles troubles, TimeProvider clock, ILogger<DeltaSweep> logger)
    : Sweep("courses about changed rules", TimeSpan.FromSeconds(5), troubles, clock, logger, leases)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(15);

    protected override async Task<IReadOnlyList<SweepPiece>> FindAsync(CancellationToken ct) =>
    [
        .. (await giving.ListWaitingAsync(ct)).Select(waiting => new SweepPiece(
            waiting.CourseId, token => InPartsAsync(next => giving.GivePartAsync(waiting.Id, next), Pause, token))),
    ];
}
