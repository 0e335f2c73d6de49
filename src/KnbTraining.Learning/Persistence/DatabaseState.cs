using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace KnbTraining.Learning.Persistence;

/// <summary>Whether a database fits this build.</summary>
internal enum SchemaFit
{
    /// <summary>A new file, or a database of something else.</summary>
    None,

    /// <summary>Made by an earlier build; a start brings it up to date.</summary>
    Older,

    Same,

    /// <summary>Holds changes that this build does not know.</summary>
    Newer,
}

/// <summary>What a database file says about itself.</summary>
internal static class DatabaseState
{
    // Migrating compares the whole model with that of the last migration before it finds that there is nothing to do, and
    // that took longer than the rest of a start. What was applied stands in the history.
    public static async Task<SchemaFit> FitAsync(LearningDbContext db, CancellationToken ct)
    {
        if (!await db.Database.CanConnectAsync(ct) || !await db.GetService<IHistoryRepository>().ExistsAsync(ct))
        {
            return SchemaFit.None;
        }

        var applied = await db.Database.SqlQuery<string>($"""SELECT "MigrationId" AS "Value" FROM "__EFMigrationsHistory" """).ToListAsync(ct);
        var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        return applied.Count == 0 ? SchemaFit.None
            : !applied.TrueForAll(known.Contains) ? SchemaFit.Newer
            : known.Count > applied.Count ? SchemaFit.Older
            : SchemaFit.Same;
    }

    /// <summary>Reads the file through, without comparing indexes with their tables.</summary>
    /// <returns>What is damaged; null where nothing is.</returns>
    public static Task<string?> FindDamageAsync(LearningDbContext db, CancellationToken ct) => CheckAsync(db, "quick_check", ct);

    /// <summary>As <see cref="FindDamageAsync"/>, with every index; takes many times as long.</summary>
    public static Task<string?> FindAnyDamageAsync(LearningDbContext db, CancellationToken ct) => CheckAsync(db, "integrity_check", ct);

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
