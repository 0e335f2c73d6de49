using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Notices;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Backups;

/// <summary>The day of the newest backup: of a backup nothing stays here but what the ledger says.</summary>
internal sealed class BackupDays(LocalCalendar calendar) : IBackupDays
{
    private static readonly string Kind = FactType.All.Single(type => type.Type == typeof(BackupMade)).Kind;

    public async Task<DateOnly?> LastAsync(LearningDbContext db, CancellationToken ct)
    {
        var at = await db.LedgerRows
            .Where(row => row.Kind == Kind)
            .OrderByDescending(row => row.Number)
            .Select(row => (DateTimeOffset?)row.At)
            .FirstOrDefaultAsync(ct);
        return at is { } last ? calendar.DateOf(last) : null;
    }
}
