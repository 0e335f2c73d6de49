using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace KnbTraining.Learning.Backups;

/// <summary>Says in the ledger of a database file what was done to it, also where no application runs over it.</summary>
internal static class BackupLedger
{
    /// <param name="open">Opens the database.</param>
    /// <param name="fact">What was done, from the number of the last entry; 0 where there is none.</param>
    /// <returns>False where the database cannot be written: a backup is wanted most on a disk that fails.</returns>
    public static async Task<bool> RecordAsync(Func<LearningDbContext> open, TimeProvider clock, Func<long, Fact> fact, CancellationToken ct)
    {
        var store = new LearningStore(new Contexts(open), FactHandlers.None, clock, NullLogger<LearningStore>.Instance);
        var recorded = await store.WriteAsync<Done>(
            async write =>
            {
                write.Record(Actor.Application, fact(await write.Db.LedgerRows.MaxAsync(row => (long?)row.Number, ct) ?? 0));
                return new Done();
            },
            ct);
        return recorded.Ok;
    }

    /// <summary>What a database file says of itself that is about to be replaced, and may be damaged or that of another version.</summary>
    public static async Task<FormerLedger> ReadFormerAsync(string database, CancellationToken ct)
    {
        if (!File.Exists(database))
        {
            return FormerLedger.Unknown;
        }

        try
        {
            // Read only: what is put aside stays as it was.
            await using var db = BackupContents.Open(database, mode: SqliteOpenMode.ReadOnly);
            return await FormerLedger.ReadAsync(db, ct);
        }
        catch (Exception unreadable) when (StorageFailure.Is(unreadable) || unreadable is SqliteException)
        {
            return FormerLedger.Unknown;
        }
    }

    public static async Task<Digest> DigestOfAsync(string file, CancellationToken ct)
    {
        await using var stream = File.OpenRead(file);
        return Digest.Parse(Convert.ToHexStringLower(await System.Security.Cryptography.SHA256.HashDataAsync(stream, ct)));
    }

    private sealed class Contexts(Func<LearningDbContext> open) : IDbContextFactory<LearningDbContext>
    {
        public LearningDbContext CreateDbContext() => open();
    }
}

/// <param name="Origin">Which ledger it is; null where it has no name yet, or nobody can tell.</param>
/// <param name="Last">The number of its last entry; null where nobody can tell.</param>
internal sealed record FormerLedger(string? Origin, long? Last)
{
    public static FormerLedger Unknown { get; } = new(null, null);

    public static async Task<FormerLedger> ReadAsync(LearningDbContext db, CancellationToken ct) =>
        new(await db.LedgerIdentities.Select(row => row.Origin).SingleOrDefaultAsync(ct), await db.LedgerRows.MaxAsync(row => (long?)row.Number, ct));
}
