using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Organisation;

/// <summary>Rows of who manages what.</summary>
public static class UnitManagerRows
{
    /// <summary>The rows that hold on a day.</summary>
    public static IQueryable<UnitManager> ManagersOn(this LearningDbContext db, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.UnitManagers.On(day);
    }

    /// <summary>Keeps the row of the unit that the form of a person names: from today on it is that unit and no other.</summary>
    internal static async Task FollowFormAsync(StoreWrite write, Actor actor, Person person, Guid? before, DateOnly today, CancellationToken ct)
    {
        if (person.ManagedUnitId == before)
        {
            return;
        }

        foreach (var row in await write.Db.UnitManagers
            .Where(row => row.PersonId == person.Id && row.UnitId == before && !row.IsDeputy && row.SeqOut == null && (row.Until == null || row.Until >= today)).ToListAsync(ct))
        {
            End(write, actor, row, today);
        }

        if (person.ManagedUnitId is { } unit)
        {
            Begin(write, actor, UnitManager.Create(unit, person.Id, false, today, null));
        }
    }

    internal static void Begin(StoreWrite write, Actor actor, UnitManager row)
    {
        write.Db.UnitManagers.Add(row);
        write.Record(actor, new UnitManagerNamed(row.UnitId, row.PersonId, row.IsDeputy, row.From, row.Until), row.Known);
    }

    /// <param name="day">The first day on which it does not hold any more.</param>
    internal static void End(StoreWrite write, Actor actor, UnitManager row, DateOnly day)
    {
        var shorter = row.From < day ? UnitManager.Create(row.UnitId, row.PersonId, row.IsDeputy, row.From, day.AddDays(-1)) : null;
        if (shorter is not null)
        {
            write.Db.UnitManagers.Add(shorter);
        }

        row.Close();
        write.Record(actor, new UnitManagerEnded(row.UnitId, row.PersonId, row.IsDeputy, row.From, day), number =>
        {
            row.Closed(number);
            shorter?.Known(number);
        });
    }
}
