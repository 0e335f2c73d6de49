using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Organisation;

/// <summary>Closes a unit, by hand and at the end of a merge.</summary>
internal static class UnitClosing
{
    /// <summary>Ends who manages it, and closes it. Nobody may be in it any more.</summary>
    public static async Task CloseAsync(StoreWrite write, Actor actor, Unit unit, DateOnly day, CancellationToken ct)
    {
        var db = write.Db;
        var managers = await db.UnitManagers.Where(row => row.UnitId == unit.Id && row.SeqOut == null && (row.Until == null || row.Until >= day)).ToListAsync(ct);
        foreach (var row in managers)
        {
            await UnitManagerService.EndAsync(write, actor, row, day, ct);
        }

        var edit = new UnitEdit(db, day);
        edit.End((await UnitCheck.OpenVersionsAsync(db, [unit], ct))[0], unit, () => unit.Close(day));
        write.Record(actor, new UnitClosed(unit.Id, day), edit.Numbered);
    }
}
