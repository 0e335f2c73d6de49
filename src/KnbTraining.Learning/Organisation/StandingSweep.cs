using KnbTraining.Learning.Background;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace KnbTraining.Learning.Organisation;

/// <summary>Lets what was planned begin: on its day a planned change of standing becomes the standing of today.</summary>
public sealed class StandingSweep(
    LearningStore store, LocalCalendar calendar, SweepLeases leases, BackgroundTroubles troubles, TimeProvider clock, ILogger<StandingSweep> logger)
    : Sweep("planned changes of people", TimeSpan.FromMinutes(1), troubles, clock, logger, leases)
{
    private const int MostInOneRound = 500;

    // A change of today or of a day behind applies in its own write, so a day on which nothing was left to begin needs no other look.
    private DateOnly? _doneOn;

    protected override async Task<IReadOnlyList<SweepPiece>> FindAsync(CancellationToken ct)
    {
        var today = calendar.Today;
        if (_doneOn == today)
        {
            return [];
        }

        var found = await store.ReadAsync(
            db => (from row in db.StandingOn(today)
                   join person in db.People on row.PersonId equals person.Id
                   where row.UnitId != person.UnitId || row.HolderStatus != person.HolderStatus || row.Capacity != person.Capacity || row.Employment != person.Employment
                   orderby person.Id
                   select person.Id).Take(MostInOneRound).ToListAsync(ct),
            ct);
        _doneOn = found.Count == 0 ? today : null;
        return found.ConvertAll(id => new SweepPiece($"person {id}", async token => (await BeginAsync(id, token)).Refused));
    }

    private Task<Result<Done>> BeginAsync(Guid id, CancellationToken ct) => store.WriteAsync<Done>(
        async write =>
        {
            var person = await write.Db.People.FirstAsync(found => found.Id == id, ct);
            await StandingWriter.BeginTodayAsync(write, Actor.Application, person, calendar.Today, ct);
            return new Done();
        },
        ct);
}
