using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace KnbTraining.Learning.Backups;

/// <summary>Says in the ledger of a database file what was done to it, also where no application runs over it.</summary>
internal static class BackupLedger
{
    /// <param name="fact">What was done, from the number of the last entry; 0 where there is none.</param>
    /// <returns>False where the database cannot be written: a backup is wanted most on a disk that fails.</returns>
    public static async Task<bool> RecordAsync(string database, TimeProvider clock, int waitSeconds, Func<long, Fact> fact, CancellationToken ct)
    {
        using var store = new LearningStore(new OneFile(database, waitSeconds), FactHandlers.None, clock, NullLogger<LearningStore>.Instance);
        var recorded = await store.WriteAsync<Done>(
            async write =>
            {
                write.Record(Actor.Application, fact(await write.Db.LedgerRows.MaxAsync(row => (long?)row.Number, ct) ?? 0));
                return new Done();
            },
            ct);
        return recorded.Ok;
    }

    /// <summary>The number of the last entry of a database that is about to be replaced, which may be damaged or that of another version; null where nobody can tell.</summary>
    public static async Task<long?> FindLastAsync(string database, CancellationToken ct)
    {
        if (!File.Exists(database))
        {
            return null;
        }

        try
        {
            // Read only: what is put aside stays as it was.
            await using var db = BackupContents.Open(database, mode: SqliteOpenMode.ReadOnly);
            return await db.LedgerRows.MaxAsync(row => (long?)row.Number, ct);
        }
        catch (Exception unreadable) when (StorageFailure.Is(unreadable) || unreadable is SqliteException)
        {
            return null;
        }
    }

    public static async Task<Digest> DigestOfAsync(string file, CancellationToken ct)
    {
        await using var stream = File.OpenRead(file);
        return Digest.Parse(Convert.ToHexStringLower(await System.Security.Cryptography.SHA256.HashDataAsync(stream, ct)));
    }

    private sealed class OneFile(string database, int waitSeconds) : IDbContextFactory<LearningDbContext>
    {
        public LearningDbContext CreateDbContext() => BackupContents.Open(database, waitSeconds);
    }
}
