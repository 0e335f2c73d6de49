using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Imports;

/// <summary>
/// Empties the stored lines of imports that are older than <see cref="ImportService.Undoable"/>: they tell of people and are of no use any more.
/// </summary>
public sealed class ImportClearing(LearningStore store, LocalCalendar calendar)
{
    private const int PartsAtOnce = 50;

    public Task<List<Guid>> FindAsync(CancellationToken ct)
    {
        var old = calendar.Now - ImportService.Undoable;
        return store.ReadAsync(
            async db =>
            {
                // Lines from before names were given up hold names: they go at once, and with them the undoing.
                var sinceNumbers = (await db.Settings.Where(row => row.NumbersOnly).OrderBy(row => row.Version).FirstOrDefaultAsync(ct))?.ChangedAt;
                return await db.PeopleImports
                    .Where(import => !import.Cleared && import.State != ImportState.Applying && import.State != ImportState.Undoing
                        && ((import.MadeAt < old && (import.AppliedAt == null || import.AppliedAt < old)) || import.MadeAt <= sinceNumbers))
                    .Select(import => import.Id)
                    .ToListAsync(ct);
            },
            ct);
    }

    public async Task<Refusal?> ClearAsync(Guid importId, CancellationToken ct)
    {
        while (true)
        {
            var cleared = await store.WriteAsync<bool>(
                async write =>
                {
                    var numbers = await write.Db.PeopleImportParts
                        .Where(part => part.ImportId == importId && part.Lines != "")
                        .OrderBy(part => part.Number)
                        .Select(part => part.Number)
                        .Take(PartsAtOnce)
                        .ToListAsync(ct);
                    await write.Db.PeopleImportParts
                        .Where(part => part.ImportId == importId && numbers.Contains(part.Number))
                        .ExecuteUpdateAsync(part => part.SetProperty(one => one.Lines, ""), ct);
                    await write.Db.PeopleImportSheets.Where(sheet => sheet.ImportId == importId).ExecuteDeleteAsync(ct);
                    if (numbers.Count < PartsAtOnce && await write.Db.PeopleImports.FirstOrDefaultAsync(import => import.Id == importId, ct) is { } import)
                    {
                        import.Clear();
                    }

                    return numbers.Count == PartsAtOnce;
                },
                ct);
            if (!cleared.Ok || !cleared.Value)
            {
                return cleared.Refused;
            }
        }
    }
}
