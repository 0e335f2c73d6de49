using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Persistence.Sqlite;

/// <summary>Looks for damage in a database file.</summary>
internal static class SqliteDamage
{
    /// <summary>Reads the file through, without comparing indexes with their tables.</summary>
    /// <returns>What is damaged; null where nothing is.</returns>
    public static Task<string?> FindAsync(LearningDbContext db, CancellationToken ct) => CheckAsync(db, "quick_check", ct);

    /// <summary>As <see cref="FindAsync"/>, with every index; takes many times as long.</summary>
    public static Task<string?> FindAnyAsync(LearningDbContext db, CancellationToken ct) => CheckAsync(db, "integrity_check", ct);

    private static async Task<string?> CheckAsync(LearningDbContext db, string check, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"PRAGMA {check}(1)";
            return await command.ExecuteScalarAsync(ct) is string answer && answer != "ok" ? answer : null;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
