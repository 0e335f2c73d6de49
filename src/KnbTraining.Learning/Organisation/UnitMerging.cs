using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Organisation;

/// <summary>
/// Transfers the people of units that are merged, a few in one transaction, and closes each unit after the last. The tree changes when the merge begins;
/// until it ends nobody else changes the unit, and whoever comes into it meanwhile is transferred too.
/// </summary>
public sealed class UnitMerging(LearningStore store, LocalCalendar calendar)
{
    /// <summary>People in one transaction: what courses they must take follows in it.</summary>
    public const int AtOnce = 5;

    /// <summary>Units that are being merged.</summary>
    public Task<List<Guid>> ListAsync(CancellationToken ct) => store.ReadAsync(
        db => db.Units.Where(unit => unit.MergesInto != null && unit.ClosedOn == null).OrderBy(unit => unit.Path).Select(unit => unit.Id).ToListAsync(ct), ct);

    /// <summary>Transfers some people, or ends the merge after the last.</summary>
    /// <returns>True while something is left to do.</returns>
    public Task<Result<bool>> GoOnAsync(Guid unitId, CancellationToken ct) => store.WriteAsync<bool>(
        async write =>
        {
            await write.Db.LockNumbersAsync(NumberSeries.Units, ct);
            if (await write.Db.Units.FirstOrDefaultAsync(found => found.Id == unitId, ct) is not { MergesInto: { } into, MergesFrom: { } day, ClosedOn: null } unit)
            {
                return false;
            }

            var actor = Actor.Of(unit.MergedBy!.Value);
            var people = await InUse(write.Db, unitId, day).Select(row => row.PersonId).Distinct().OrderBy(person => person).Take(AtOnce).ToListAsync(ct);
            foreach (var person in people)
            {
                await TransferAsync(write, actor, person, unitId, into, day, ct);
            }

            unit.Merged(people.Count);
            if (people.Count == 0)
            {
                write.Record(actor, new UnitMerged(unitId, into, day, unit.MergedPeople));
                await UnitClosing.CloseAsync(write, actor, unit, day, ct);
            }

            return people.Count > 0;
        },
        ct);

    /// <summary>Stays in a unit, of people who have not left, that reach a day or begin after it.</summary>
    internal static IQueryable<Standing> InUse(LearningDbContext db, Guid unitId, DateOnly day) => db.Standings.Where(row =>
        row.SeqOut == null && row.UnitId == unitId && row.Employment != Employment.Left && (row.Until == null || row.Until >= day));

    // Each stay in the unit that reaches the day or begins after it becomes one in the other unit.
    private async Task TransferAsync(StoreWrite write, Actor actor, Guid personId, Guid unitId, Guid intoId, DateOnly day, CancellationToken ct)
    {
        var known = await StandingWriter.OpenAsync(write.Db, personId, ct);
        var person = await write.Db.People.FirstAsync(found => found.Id == personId, ct);
        foreach (var span in StandingHistory.Of(known.Changes).Where(span => span.Values.UnitId == unitId && !(span.Until < day)))
        {
            var from = span.From < day ? day : span.From;
            var change = StandingChange.Create(personId, from, span.Until, new StandingParts(UnitId: intoId), StandingSource.Form);
            known = StandingWriter.Change(write, actor, person, known, change, [], from, null, calendar.Today);
        }
    }
}
