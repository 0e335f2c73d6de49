using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace KnbTraining.Learning.Persistence;

/// <summary>Whether a database fits this build.</summary>
internal enum SchemaFit
{
    /// <summary>Empty, or a database of something else.</summary>
    None,

    /// <summary>Made by an earlier build; a start brings it up to date.</summary>
    Older,

    Same,

    /// <summary>Holds changes that this build does not know.</summary>
    Newer,
}

/// <summary>What a database says about itself.</summary>
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
}
