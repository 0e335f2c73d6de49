using KnbTraining.Learning.Certificates;
using KnbTraining.Learning.Editions;
using KnbTraining.Learning.Evidence.Checkpoints;
using KnbTraining.Learning.Evidence.Proof;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Settings;
using KnbTraining.Learning.Signing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KnbTraining.Learning;

public static class LearningStartup
{
    private const int Corrupt = 11;

    private const int NoDatabase = 26;

    /// <summary>Makes the database what this build needs, and edition 1 from the content folder where there is none.</summary>
    /// <exception cref="LearningStartupException">The application cannot run; the message says what to do.</exception>
    public static async Task InitialiseAsync(IServiceProvider services, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.GetRequiredService<IOptions<LearningOptions>>().Value;
        try
        {
            PrivateFiles.CreateFolder(options.DataFolder);
            var use = services.GetRequiredService<FolderUse>();
            use.Begin();
            PrivateFiles.CreateFile(options.DatabaseFile);
            PrivateFiles.Mend(options.DataFolder, services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(PrivateFiles)));
            await OpenDatabaseAsync(services, options, use, ct);
        }
        catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new LearningStartupException(
                $"The database '{options.DatabaseFile}' cannot be opened or brought up to date: {failure.Message} Check that the folder can be written and the disk is not full.",
                failure);
        }

        await services.GetRequiredService<NameKeys>().EnsureAsync(ct);
        await services.GetRequiredService<SettingsStore>().ReloadAsync(ct);
        await EnsureSigningKeyAsync(services, services.GetRequiredService<CertificateKeys>(), "certificates", id => new CertificateKeyMade(id), ct);
        await EnsureSigningKeyAsync(services, services.GetRequiredService<CheckpointKeys>(), "checkpoints", id => new CheckpointKeyMade(id), ct);
        await services.GetRequiredService<LedgerOrigin>().ReadAsync(ct);
        await services.GetRequiredService<EditionImport>().RunAsync(ct);
    }

    private static async Task EnsureSigningKeyAsync(IServiceProvider services, SigningKeyFolder keys, string signs, Func<Slug, Fact> made, CancellationToken ct)
    {
        var isFirst = !keys.HasSigningKey;
        string id;
        try
        {
            using var key = keys.OpenSigningKey();
            id = key.Id;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new LearningStartupException($"The key that signs {signs} cannot be read or made in '{keys.Folder}': {failure.Message}", failure);
        }

        if (isFirst)
        {
            await services.GetRequiredService<LearningStore>().WriteAsync<Done>(
                write =>
                {
                    write.Record(Actor.Application, made(Slug.Of(id)));
                    return Task.FromResult<Result<Done>>(new Done());
                },
                ct);
        }
    }

    private static async Task OpenDatabaseAsync(IServiceProvider services, LearningOptions options, FolderUse use, CancellationToken ct)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<LearningDbContext>>().CreateDbContextAsync(ct);
        try
        {
            if ((!use.LeftInOrder || new FileInfo(options.DatabaseFile).Length <= options.AlwaysCheckedBytes)
                && await DatabaseState.FindDamageAsync(db, ct) is { } damage)
            {
                throw Damaged(options, damage, null);
            }

            switch (await DatabaseState.FitAsync(db, ct))
            {
                case SchemaFit.Newer:
                    throw new LearningStartupException(
                        $"The database '{options.DatabaseFile}' was made by a newer or another version of the application. Start that version, or restore a backup of this one.");
                case SchemaFit.None or SchemaFit.Older:
                    await db.Database.MigrateAsync(ct);
                    break;
            }
        }
        catch (SqliteException broken) when (broken.SqliteErrorCode is Corrupt or NoDatabase)
        {
            throw Damaged(options, broken.Message, broken);
        }
    }

    private static LearningStartupException Damaged(LearningOptions options, string damage, Exception? cause) => new(
        $"The database '{options.DatabaseFile}' is damaged ({damage.ReplaceLineEndings(" ")}). Nothing was changed. Put the newest backup back with the command 'restore FILE'.",
        cause!);
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
