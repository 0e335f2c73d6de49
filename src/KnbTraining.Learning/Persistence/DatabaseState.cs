using Microsoft.EntityFrameworkCore;

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
        string[] applied = [.. await db.Database.GetAppliedMigrationsAsync(ct)];
        var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        return applied.Length == 0 ? SchemaFit.None
            : !Array.TrueForAll(applied, known.Contains) ? SchemaFit.Newer
            : known.Count > applied.Length ? SchemaFit.Older
            : SchemaFit.Same;
    }
}
