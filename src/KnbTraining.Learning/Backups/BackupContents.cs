using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Persistence.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Backups;

/// <summary>What a database holds, told to whoever saves or restores it.</summary>
/// <param name="LastEntry">When something was last done; null where nothing ever was.</param>
public sealed record BackupContents(int People, int Attempts, DateTimeOffset? LastEntry)
{
    internal static SqliteLearningDbContext Open(string file, int waitSeconds = 30, SqliteOpenMode mode = SqliteOpenMode.ReadWrite) => new(new DbContextOptionsBuilder<SqliteLearningDbContext>()
        .UseSqlite(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, Mode = mode, DefaultTimeout = waitSeconds }.ToString()).Options);

    internal static async Task<BackupContents> ReadAsync(LearningDbContext db, CancellationToken ct)
    {
        var entry = await db.LedgerRows.MaxAsync(found => (DateTimeOffset?)found.At, ct);
        var step = await db.AttemptSteps.MaxAsync(found => (DateTimeOffset?)found.At, ct);
        return new BackupContents(await db.People.CountAsync(ct), await db.Attempts.CountAsync(ct), entry is null || step > entry ? step : entry);
    }
}
