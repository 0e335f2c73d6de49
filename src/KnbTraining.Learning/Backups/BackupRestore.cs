using KnbTraining.Learning.Backups.Copies;
using KnbTraining.Learning.Backups.Sealing;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Persistence.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Backups;

/// <param name="Aside">The folder with what was there before; null where nothing was.</param>
/// <param name="Older">True where the next start brings the database up to date.</param>
/// <param name="UnknownKeys">Ids of keys that signed certificates in it and are missing: those certificates cannot be verified.</param>
/// <param name="Recorded">False where the ledger does not tell of the restore: its table is that of an earlier build.</param>
public sealed record RestoredBackup(
    BackupManifest Manifest, BackupContents Contents, string? Aside, bool Older, IReadOnlyList<string> UnknownKeys, bool Recorded);

/// <summary>Puts an archive in the place of an installation's database and keys.</summary>
/// <param name="options">The data folder, and how to reach the database.</param>
public sealed class BackupRestore(LearningOptions options, TimeProvider clock)
{
    /// <param name="recipient">Opens an archive that is encrypted.</param>
    /// <param name="otherInstallation">True where the archive may be one of another installation, whose ledger takes the place of this one's.</param>
    /// <exception cref="BackupException">Nothing was restored, and what was there is as it was.</exception>
    public async Task<RestoredBackup> RestoreAsync(string archive, SealRecipient? recipient, bool otherInstallation, CancellationToken ct)
    {
        if (!File.Exists(archive))
        {
            throw new BackupException($"There is no file '{archive}'.");
        }

        return await BackupFailures.TellAsync("The restore did not succeed", options, async () =>
        {
            PrivateFiles.CreateFolder(options.DataFolder);
            using var alone = FolderLock.TryOwn(options.DataFolder)
                ?? throw new BackupException($"The application, or one of its commands, is running over '{options.DataFolder}'. Stop it first; "
                    + "nothing was changed.");
            return await RestoreAloneAsync(archive, recipient, otherInstallation, ct);
        });
    }

    private async Task<RestoredBackup> RestoreAloneAsync(string archive, SealRecipient? recipient, bool otherInstallation, CancellationToken ct)
    {
        var folder = new RestoredFolder(options.DataFolder, clock);
        folder.RemoveRests();
        var staging = folder.Stage();
        try
        {
            TakeOut(archive, recipient, staging);
            var manifest = BackupManifest.FromJson(await File.ReadAllBytesAsync(Path.Combine(staging, BackupManifest.Name), ct));
            if (manifest.Format != BackupManifest.Known)
            {
                throw new BackupException($"'{archive}' was made by a newer version of the application. Restore it with that version.");
            }

            var keyIds = BackupKeys.Check(staging);
            var database = Path.Combine(staging, DataFolderNames.Database);
            var (contents, fit, signed) = await CheckDatabaseAsync(archive, database, ct);
            var digest = await BackupLedger.DigestOfAsync(archive, ct);
            await using var server = options.Database == DatabaseKind.PostgreSql ? new ReplacedServer(options) : null;
            if (server is not null && fit == SchemaFit.Older)
            {
                // A server holds the tables of this version only, so those of the archive are brought up to date before they are copied.
                await using var older = BackupContents.Open(database);
                await older.Database.MigrateAsync(ct);
                fit = SchemaFit.Same;
            }

            var former = server is null ? await BackupLedger.ReadFormerAsync(options.DatabaseFile, ct) : await server.BeginAsync(ct);
            var own = fit == SchemaFit.Same ? await ReadStagedAsync(database, ct) : FormerLedger.Unknown;
            var isOther = former.Origin is { } here && own.Origin is { } there && here != there;
            if (isOther && !otherInstallation)
            {
                throw new BackupException(
                    $"'{archive}' is a backup of another installation: its audit log is {own.Origin}, and the one here is {former.Origin}. "
                        + "Nothing was changed. "
                    + "To put it in the place of this one all the same, add --other-installation.");
            }

            // What is lost of another ledger are no numbers of this one.
            var recorded = fit == SchemaFit.Same && await BackupLedger.RecordAsync(
                () => BackupContents.Open(database), clock, last => new BackupRestored(manifest.MadeAt, digest, last, isOther ? null : former.Last), ct);
            if (server is not null)
            {
                await server.ReplaceAsync(database, folder.MakeRoomForFormerDatabase, ct);
            }

            var aside = await folder.ExchangeAsync(staging, withFile: server is null, () => server?.CommitAsync(ct) ?? Task.CompletedTask);
            return new RestoredBackup(manifest, contents, aside, fit == SchemaFit.Older, [.. signed.Except(keyIds, StringComparer.Ordinal)], recorded);
        }
        finally
        {
            folder.GiveUp();
            folder.RemoveRests();
        }
    }

    // An encrypted archive is opened to its end first: only then is it known to be whole.
    private static void TakeOut(string archive, SealRecipient? recipient, string staging)
    {
        if (!SealRecipient.IsSealed(archive))
        {
            BackupArchive.Read(archive, archive, staging);
            return;
        }

        if (recipient is null)
        {
            throw new BackupException($"'{archive}' is encrypted, and neither a passphrase nor a key was given. Nothing was changed.");
        }

        // Inside of the folder that the next restore removes, should this one be killed: what is readable here stays nowhere.
        var clear = Path.Combine(staging, ".archive");
        try
        {
            using (var target = new FileStream(clear, PrivateFiles.Options(FileMode.CreateNew, FileAccess.Write)))
            {
                recipient.Open(archive, target);
            }

            BackupArchive.Read(archive, clear, staging);
        }
        finally
        {
            File.Delete(clear);
        }
    }

    private static async Task<FormerLedger> ReadStagedAsync(string database, CancellationToken ct)
    {
        await using var db = BackupContents.Open(database);
        return await FormerLedger.ReadAsync(db, ct);
    }

    private static async Task<(BackupContents Contents, SchemaFit Fit, List<string> Signed)> CheckDatabaseAsync(
        string archive, string database, CancellationToken ct)
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
            SchemaFit.Newer => throw new BackupException($"'{archive}' was made by a newer or another version of the application. "
                + "Restore it with that version."),
            SchemaFit.None => throw new BackupException($"The database in '{archive}' is none of this application."),
            _ => (await BackupContents.ReadAsync(db, ct), fit, await BackupKeys.ListSignersAsync(db, fit, ct)),
        };
    }
}
