using KnbTraining.Learning.Certificates;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Settings;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace KnbTraining.Learning;

public static class LearningStartup
{
    /// <summary>Makes the database what this build needs, and edition 1 from the content folder where there is none.</summary>
    /// <exception cref="LearningStartupException">The application cannot run; the message says what to do.</exception>
    public static async Task InitialiseAsync(IServiceProvider services, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.GetRequiredService<IOptions<LearningOptions>>().Value;
        try
        {
            Directory.CreateDirectory(options.DataFolder);
            await using var db = await services.GetRequiredService<IDbContextFactory<LearningDbContext>>().CreateDbContextAsync(ct);
            if (!await IsUpToDateAsync(db, ct))
            {
                await db.Database.MigrateAsync(ct);
            }
        }
        catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new LearningStartupException(
                $"The database '{options.DatabaseFile}' cannot be opened or brought up to date: {failure.Message} Check that the folder can be written and the disk is not full.",
                failure);
        }

        await services.GetRequiredService<SettingsStore>().ReloadAsync(ct);
        EnsureSigningKey(services.GetRequiredService<CertificateKeys>());
        await services.GetRequiredService<EditionImport>().RunAsync(ct);
    }

    private static void EnsureSigningKey(CertificateKeys keys)
    {
        try
        {
            keys.OpenSigningKey().Dispose();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new LearningStartupException($"The key that signs certificates cannot be read or made in '{keys.Folder}': {failure.Message}", failure);
        }
    }

    // Migrating compares the whole model with that of the last migration before it finds that there is nothing to do, and
    // that took longer than the rest of a start. What was applied stands in the history.
    private static async Task<bool> IsUpToDateAsync(LearningDbContext db, CancellationToken ct)
    {
        if (!await db.Database.CanConnectAsync(ct) || !await db.GetService<IHistoryRepository>().ExistsAsync(ct))
        {
            return false;
        }

        var applied = await db.Database.SqlQuery<string>($"""SELECT "MigrationId" AS "Value" FROM "__EFMigrationsHistory" """).ToListAsync(ct);
        return db.Database.GetMigrations().All(applied.Contains);
    }
}

/// <summary>The application cannot start; the message says what to do.</summary>
public sealed class LearningStartupException : Exception
{
    public LearningStartupException(string message)
        : base(message)
    {
    }

    public LearningStartupException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
