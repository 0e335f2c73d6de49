using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Organisation;

/// <summary>Somebody's standing over time, for their page.</summary>
public sealed class StandingOverviewQueries(LearningStore store, LocalCalendar calendar)
{
    /// <summary>Refused with <see cref="Refusal.NotFound"/> for people outside the viewer's scope.</summary>
    public Task<Result<StandingOverview>> FindAsync(Viewer viewer, Guid personId, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        return store.ReadAsync(db => FindAsync(db, viewer, personId, ct), ct);
    }

    private async Task<Result<StandingOverview>> FindAsync(LearningDbContext db, Viewer viewer, Guid personId, CancellationToken ct)
    {
        if (!await db.People.InScope(viewer).AnyAsync(person => person.Id == personId, ct))
        {
            return Refusal.NotFound;
        }

        var today = calendar.Today;
        var periods = await (from row in db.Standings
                             where row.PersonId == personId && row.SeqOut == null
                             join unit in db.Units on row.UnitId equals unit.Id
                             orderby row.From
                             select new StandingPeriod(row.From, row.Until, unit.NameIn(viewer.Language), row.HolderStatus, row.Capacity, row.Employment)).ToListAsync(ct);
        var changes = await (from change in db.StandingChanges
                             where change.PersonId == personId && change.SeqOut == null
                             orderby change.From descending, change.SeqIn descending
                             select new
                             {
                                 Change = change,
                                 UnitName = db.Units.Where(unit => unit.Id == change.UnitId).Select(unit => unit.NameIn(viewer.Language)).FirstOrDefault(),
                                 At = db.LedgerRows.Where(row => row.Number == change.SeqIn).Select(row => (DateTimeOffset?)row.At).FirstOrDefault(),
                                 By = (from row in db.LedgerRows where row.Number == change.SeqIn join person in db.People on row.ActorId equals person.Id select person.Name).FirstOrDefault(),
                             }).ToListAsync(ct);
        var first = changes.Count == 0 ? 0 : changes.Min(told => told.Change.SeqIn);
        return new StandingOverview(
            periods,
            changes.ConvertAll(told => new ToldChange(told.Change.Id, told.Change.From, told.Change.Until, told.Change.Parts, told.UnitName, told.At is { } at ? calendar.DateOf(at) : null, told.By)
            {
                IsFirst = told.Change.SeqIn == first,
                IsPlanned = told.Change.From > today,
                IsLate = told.At is { } late && told.Change.From < calendar.DateOf(late),
            }),
            today);
    }
}
