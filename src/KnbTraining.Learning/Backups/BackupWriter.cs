using System.Globalization;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Persistence.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Backups;

/// <param name="Bytes">Size of the archive.</param>
/// <param name="Keys">How many key files are in it.</param>
/// <param name="Recorded">False where the database could not be written, so that its ledger does not tell of the backup.</param>
public sealed record WrittenBackup(string File, long Bytes, int Keys, BackupContents Contents, bool Recorded);

/// <summary>Saves the data folder into one archive, also while the server works in it.</summary>
/// <param name="waitSeconds">How long others may hold the database before the backup is made without saying so in the ledger.</param>
public sealed class BackupWriter(string dataFolder, TimeProvider clock, int waitSeconds = 30)
{
    /// <param name="target">A folder that exists, in which the archive gets a dated name, or the file itself, which must not exist.</param>
    /// <exception cref="BackupException">No backup was made; nothing is left of the attempt.</exception>
    public async Task<WrittenBackup> WriteAsync(string target, IReadOnlyDictionary<string, string> settings, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(target);
        ArgumentNullException.ThrowIfNull(settings);
        var database = Path.Combine(dataFolder, DataFolderNames.Database);
        if (!File.Exists(database))
        {
            throw new BackupException($"There is no database in '{dataFolder}'. Name the data folder with --Data:Folder or KNB_DATA.");
        }

        try
        {
            using var inUse = FolderLock.TryShare(dataFolder) ?? throw new BackupException($"A restore into '{dataFolder}' is under way. Try again when it has ended.");
            var archive = FileOf(target);
            return await WriteAsync(database, archive, settings, ct);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw new BackupException($"No backup was made: {failure.Message.ReplaceLineEndings(" ")}", failure);
        }
    }

    private async Task<WrittenBackup> WriteAsync(string database, string archive, IReadOnlyDictionary<string, string> settings, CancellationToken ct)
    {
        // Beside the archive: there is room there, or the backup would fail anyway.
        var staging = Path.Combine(Path.GetDirectoryName(archive)!, $".knb-backup-{Guid.NewGuid():N}");
        try
        {
            PrivateFiles.CreateFolder(staging);
            var manifest = new BackupManifest(BackupManifest.Known, clock.GetUtcNow(), settings);
            var contents = await CopyDatabaseAsync(database, Path.Combine(staging, DataFolderNames.Database), ct);
            var keys = CopyKeys(staging);
            await File.WriteAllBytesAsync(Path.Combine(staging, BackupManifest.Name), manifest.ToJson(), ct);
            var unfinished = Path.Combine(staging, "archive");
            BackupArchive.Write(unfinished, staging, [BackupManifest.Name, DataFolderNames.Database, .. keys]);
            var digest = await BackupLedger.DigestOfAsync(unfinished, ct);
            File.Move(unfinished, archive, overwrite: false);
            var recorded = await BackupLedger.RecordAsync(database, clock, waitSeconds, _ => new BackupMade(manifest.MadeAt, digest), ct);
            return new WrittenBackup(archive, new FileInfo(archive).Length, keys.Count, contents, recorded);
        }
        finally
        {
            if (Directory.Exists(staging))
            {
                Directory.Delete(staging, recursive: true);
            }
        }
    }

    private string FileOf(string target)
    {
        var path = Path.GetFullPath(target);
        if (Directory.Exists(path) || Path.EndsInDirectorySeparator(target))
        {
            path = Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"knbtraining-{clock.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}.zip"));
        }

        // A folder is never made: a misspelt one, or a disk that is not mounted, would look like a backup.
        return File.Exists(path) ? throw new BackupException($"'{path}' exists already and was left as it is. Name another file, or a folder.")
            : !Directory.Exists(Path.GetDirectoryName(path)) ? throw new BackupException($"The folder '{Path.GetDirectoryName(path)}' does not exist. Make it, or name another place.")
            : path;
    }

    // SQLite's own copy: one state of the database, while others go on reading and writing.
    private static async Task<BackupContents> CopyDatabaseAsync(string database, string copy, CancellationToken ct)
    {
        PrivateFiles.CreateFile(copy);
        var from = new SqliteConnectionStringBuilder { DataSource = database, Pooling = false, Mode = SqliteOpenMode.ReadWrite };
        await using var db = BackupContents.Open(copy);
        await db.Database.OpenConnectionAsync(ct);
        await using (var source = new SqliteConnection(from.ToString()))
        {
            await source.OpenAsync(ct);
            source.BackupDatabase((SqliteConnection)db.Database.GetDbConnection());
        }

        // One file without a log beside it.
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=DELETE", ct);
        return await SqliteDamage.FindAsync(db, ct) is { } damage
            ? throw new BackupException($"The database '{database}' is damaged ({damage.ReplaceLineEndings(" ")}); no backup was made. Keep the backups that you have.")
            : await BackupContents.ReadAsync(db, ct);
    }

    private List<string> CopyKeys(string staging)
    {
        var folder = Path.Combine(dataFolder, DataFolderNames.Keys);
        var copied = new List<string>();

        // Names that begin with a dot are keys that another process is just making.
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : [];
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(dataFolder, file);
            if (!Path.GetFileName(file).StartsWith('.'))
            {
                PrivateFiles.CreateFolder(Path.GetDirectoryName(Path.Combine(staging, name))!);
                File.Copy(file, Path.Combine(staging, name));
                copied.Add(name);
            }
        }

        return copied;
    }
}
