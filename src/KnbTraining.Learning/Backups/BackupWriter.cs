using System.Globalization;
using KnbTraining.Learning.Backups.Copies;
using KnbTraining.Learning.Backups.Sealing;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Persistence.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Backups;

/// <param name="Bytes">Size of the archive.</param>
/// <param name="Keys">How many key files are in it.</param>
/// <param name="Recorded">False where the database could not be written, so that its ledger does not tell of the backup.</param>
public sealed record WrittenBackup(string File, long Bytes, int Keys, BackupContents Contents, bool Recorded);

/// <summary>
/// Saves database, keys and settings into one archive, also while servers work with them. The database of a server is saved as a file of SQLite,
/// so that an archive can be restored into either kind.
/// </summary>
/// <param name="options">The data folder, and how to reach the database.</param>
/// <param name="waitSeconds">How long others may hold the database before the backup is made without saying so in the ledger.</param>
public sealed class BackupWriter(LearningOptions options, TimeProvider clock, int waitSeconds = 30)
{
    /// <param name="seal">Encrypts the archive; null leaves it as it is, for whoever can read the file.</param>
    /// <param name="target">A folder that exists, in which the archive gets a dated name, or the file itself, which must not exist.</param>
    /// <exception cref="BackupException">No backup was made; nothing is left of the attempt.</exception>
    public async Task<WrittenBackup> WriteAsync(string target, IReadOnlyDictionary<string, string> settings, ArchiveSeal? seal, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(target);
        ArgumentNullException.ThrowIfNull(settings);
        if (options.Database == DatabaseKind.Sqlite && !File.Exists(options.DatabaseFile))
        {
            throw new BackupException($"There is no database in '{options.DataFolder}'. Name the data folder with --Data:Folder or KNB_DATA.");
        }

        if (!Directory.Exists(options.DataFolder))
        {
            throw new BackupException($"There is no folder '{options.DataFolder}', so there are no keys. Name the data folder with --Data:Folder or KNB_DATA.");
        }

        return await BackupFailures.TellAsync("No backup was made", options, async () =>
        {
            using var inUse = FolderLock.TryShare(options.DataFolder)
                ?? throw new BackupException($"A restore into '{options.DataFolder}' is under way. Try again when it has ended.");
            return await WriteArchiveAsync(FileOf(target, seal), settings, seal, ct);
        });
    }

    private async Task<WrittenBackup> WriteArchiveAsync(string archive, IReadOnlyDictionary<string, string> settings, ArchiveSeal? seal, CancellationToken ct)
    {
        // What is not encrypted never leaves the data folder where it is to be encrypted; else it lies beside the archive, where there is room.
        var name = $"{DataFolderNames.BackupStaging}{Guid.NewGuid():N}";
        var beside = Path.Combine(Path.GetDirectoryName(archive)!, name);
        var staging = seal is null ? beside : Path.Combine(options.DataFolder, name);
        var unfinished = Path.Combine(beside, "archive");
        try
        {
            PrivateFiles.CreateFolder(staging);
            PrivateFiles.CreateFolder(beside);
            var manifest = new BackupManifest(BackupManifest.Known, clock.GetUtcNow(), settings);
            var contents = await CopyDatabaseAsync(Path.Combine(staging, DataFolderNames.Database), ct);
            var keys = CopyKeys(staging);
            await File.WriteAllBytesAsync(Path.Combine(staging, BackupManifest.Name), manifest.ToJson(), ct);
            var clear = seal is null ? unfinished : Path.Combine(staging, "archive");
            BackupArchive.Write(clear, staging, [BackupManifest.Name, DataFolderNames.Database, .. keys]);
            seal?.Write(clear, unfinished);
            var digest = await BackupLedger.DigestOfAsync(unfinished, ct);
            File.Move(unfinished, archive, overwrite: false);
            var recorded = await BackupLedger.RecordAsync(Open, clock, _ => new BackupMade(manifest.MadeAt, digest), ct);
            return new WrittenBackup(archive, new FileInfo(archive).Length, keys.Count, contents, recorded);
        }
        finally
        {
            foreach (var folder in (string[])[staging, beside])
            {
                if (Directory.Exists(folder))
                {
                    Directory.Delete(folder, recursive: true);
                }
            }
        }
    }

    private LearningDbContext Open() => options.Database == DatabaseKind.Sqlite
        ? BackupContents.Open(options.DatabaseFile, waitSeconds)
        : PostgreSqlSide.Open(options);

    private string FileOf(string target, ArchiveSeal? seal)
    {
        var path = Path.GetFullPath(target);
        if (Directory.Exists(path) || Path.EndsInDirectorySeparator(target))
        {
            var ending = seal is null ? "zip" : "knb";
            path = Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"knbtraining-{clock.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}.{ending}"));
        }

        // A folder is never made: a misspelt one, or a disk that is not mounted, would look like a backup.
        return File.Exists(path) ? throw new BackupException($"'{path}' exists already and was left as it is. Name another file, or a folder.")
            : !Directory.Exists(Path.GetDirectoryName(path)) ? throw new BackupException($"The folder '{Path.GetDirectoryName(path)}' does not exist. "
                + "Make it, or name another place.")
            : path;
    }

    private async Task<BackupContents> CopyDatabaseAsync(string copy, CancellationToken ct)
    {
        PrivateFiles.CreateFile(copy);
        if (options.Database == DatabaseKind.PostgreSql)
        {
            return await CopyServerAsync(copy, ct);
        }

        // SQLite's own copy: one state of the database, while others go on reading and writing.
        var from = new SqliteConnectionStringBuilder { DataSource = options.DatabaseFile, Pooling = false, Mode = SqliteOpenMode.ReadWrite };
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
            ? throw new BackupException($"The database '{options.DatabaseFile}' is damaged ({damage.ReplaceLineEndings(" ")}); no backup was made. "
                + "Keep the backups that you have.")
            : await BackupContents.ReadAsync(db, ct);
    }

    // As of one moment, because it is one transaction, and read again to see that every row has arrived.
    private async Task<BackupContents> CopyServerAsync(string copy, CancellationToken ct)
    {
        await using var target = new SqliteSide(copy);
        await using var source = new PostgreSqlSide(options, alone: false);
        await source.BeginReadingAsync(ct);
        await target.BeginWritingAsync(ct);
        await CopiedRows.CopyAsync(source, target, ct);
        await target.CommitAsync(ct);
        return await BackupContents.ReadAsync(target.Db, ct);
    }

    private List<string> CopyKeys(string staging)
    {
        var folder = Path.Combine(options.DataFolder, DataFolderNames.Keys);
        var copied = new List<string>();

        // Names that begin with a dot are keys that another process is just making.
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : [];
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(options.DataFolder, file);
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
