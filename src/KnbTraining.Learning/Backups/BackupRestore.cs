using System.Text.Json;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Persistence.Sqlite;
using Microsoft.Data.Sqlite;

namespace KnbTraining.Learning.Backups;

/// <param name="Aside">The folder with what was there before; null where nothing was.</param>
/// <param name="Older">True where the next start brings the database up to date.</param>
/// <param name="UnknownKeys">Ids of keys that signed certificates in it and are missing: those certificates cannot be verified.</param>
/// <param name="Recorded">False where the ledger does not tell of the restore: its table is that of an earlier build.</param>
public sealed record RestoredBackup(BackupManifest Manifest, BackupContents Contents, string? Aside, bool Older, IReadOnlyList<string> UnknownKeys, bool Recorded);

/// <summary>Puts an archive in the place of a data folder's database and keys.</summary>
public sealed class BackupRestore(string dataFolder, TimeProvider clock)
{
    /// <exception cref="BackupException">Nothing was restored, and what was there is as it was.</exception>
    public async Task<RestoredBackup> RestoreAsync(string archive, CancellationToken ct)
    {
        if (!File.Exists(archive))
        {
            throw new BackupException($"There is no file '{archive}'.");
        }

        try
        {
            PrivateFiles.CreateFolder(dataFolder);
            using var alone = FolderLock.TryOwn(dataFolder)
                ?? throw new BackupException($"The application, or one of its commands, is running over '{dataFolder}'. Stop it first; nothing was changed.");
            return await RestoreAloneAsync(archive, ct);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SqliteException or JsonException)
        {
            throw new BackupException($"The restore did not succeed: {failure.Message.ReplaceLineEndings(" ")}", failure);
        }
    }

    private async Task<RestoredBackup> RestoreAloneAsync(string archive, CancellationToken ct)
    {
        var folder = new RestoredFolder(dataFolder, clock);
        folder.RemoveRests();
        var staging = folder.Stage();
        try
        {
            BackupArchive.Read(archive, staging);
            var manifest = BackupManifest.FromJson(await File.ReadAllBytesAsync(Path.Combine(staging, BackupManifest.Name), ct));
            if (manifest.Format != BackupManifest.Known)
            {
                throw new BackupException($"'{archive}' was made by a newer version of the application. Restore it with that version.");
            }

            var keyIds = BackupKeys.Check(staging);
            var (contents, fit, signed) = await CheckDatabaseAsync(archive, Path.Combine(staging, DataFolderNames.Database), ct);
            var digest = await BackupLedger.DigestOfAsync(archive, ct);
            var former = await BackupLedger.FindLastAsync(Path.Combine(dataFolder, DataFolderNames.Database), ct);
            var recorded = fit == SchemaFit.Same && await BackupLedger.RecordAsync(
                Path.Combine(staging, DataFolderNames.Database), clock, waitSeconds: 30, last => new BackupRestored(manifest.MadeAt, digest, last, former), ct);
            var aside = folder.Exchange(staging);
            return new RestoredBackup(manifest, contents, aside, fit == SchemaFit.Older, [.. signed.Except(keyIds, StringComparer.Ordinal)], recorded);
        }
        finally
        {
            folder.RemoveRests();
        }
    }

    private static async Task<(BackupContents Contents, SchemaFit Fit, List<string> Signed)> CheckDatabaseAsync(string archive, string database, CancellationToken ct)
    {
        if (!File.Exists(database))
        {
            throw new BackupException($"'{archive}' holds no database. Use another backup.");
        }

        await using var db = BackupContents.Open(database);
        if (await SqliteDamage.FindAnyAsync(db, ct) is { } damage)
        {
            throw new BackupException($"The database in '{archive}' is damaged ({damage.ReplaceLineEndings(" ")}). Use another backup.");
        }

        var fit = await DatabaseState.FitAsync(db, ct);
        return fit switch
        {
            SchemaFit.Newer => throw new BackupException($"'{archive}' was made by a newer or another version of the application. Restore it with that version."),
            SchemaFit.None => throw new BackupException($"The database in '{archive}' is none of this application."),
            _ => (await BackupContents.ReadAsync(db, ct), fit, await BackupKeys.ListSignersAsync(db, ct)),
        };
    }
}
