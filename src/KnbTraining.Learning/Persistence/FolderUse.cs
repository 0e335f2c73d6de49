using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace KnbTraining.Learning.Persistence;

/// <summary>
/// This process's use of the data folder, from start to end. At an orderly end it notes how the database file looks, so that
/// the next start knows whether anybody has touched it since.
/// </summary>
public sealed class FolderUse(IOptions<LearningOptions> options) : IDisposable
{
    private FolderLock? _lock;
    private FolderLock? _server;

    /// <summary>True where the last use ended in order and the database file is as it was left.</summary>
    public bool LeftInOrder { get; private set; }

    private string Note => Path.Combine(options.Value.DataFolder, DataFolderNames.OrderlyEnd);

    /// <summary>For a command, which may work beside a server.</summary>
    /// <exception cref="LearningStartupException">A restore is under way, or was interrupted; or the database file lies on a network.</exception>
    public void Begin() => Begin(serves: false);

    /// <summary>For a server: over a database file there is one.</summary>
    /// <exception cref="LearningStartupException">As for <see cref="Begin()"/>; or another server has the database file.</exception>
    public void BeginServing() => Begin(serves: true);

    private void Begin(bool serves)
    {
        var folder = options.Value.DataFolder;
        _lock ??= FolderLock.TryShare(folder)
            ?? throw new LearningStartupException($"A restore into '{folder}' is under way. Start again when it has ended.");
        if (options.Value.Database == DatabaseKind.Sqlite && FindFault(folder, serves) is { } fault)
        {
            GiveUp();
            throw new LearningStartupException(fault);
        }

        if (File.Exists(Path.Combine(folder, DataFolderNames.RestoreUnderWay)))
        {
            GiveUp();
            throw new LearningStartupException(
                $"A restore into '{folder}' was interrupted, so the files there do not belong together. Run the restore again; what was there before lies in the newest folder '{DataFolderNames.BeforeRestore}…'.");
        }

        LeftInOrder = File.Exists(Note) && File.ReadAllText(Note) == Look();
        File.Delete(Note);
    }

    public void Dispose()
    {
        if (_lock is null)
        {
            return;
        }

        // The last connection that closes writes the log into the file. Where another process still works, the log stays.
        SqliteConnection.ClearAllPools();
        try
        {
            if (Look() is { } look)
            {
                using var note = new StreamWriter(Note, PrivateFiles.Options(FileMode.Create, FileAccess.Write));
                note.Write(look);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Without the note the next start looks through the whole file, which only takes longer.
        }

        GiveUp();
    }

    // What one process keeps in memory, another one over the same file would not hear of.
    private string? FindFault(string folder, bool serves) =>
        _lock!.NetworkFileSystem is { } type
            ? $"The data folder '{folder}' lies on a network ({type}), where the database file can be damaged. "
                + "Name a folder on a disk of this machine with --Data:Folder or KNB_DATA, or use PostgreSQL (Database:Provider)."
        : serves && (_server ??= FolderLock.TryServe(folder)) is null
            ? $"Another server runs over the data folder '{folder}'. A database file is for one server: "
                + "stop the other one, or use PostgreSQL (Database:Provider) for both."
        : null;

    private void GiveUp()
    {
        _server?.Dispose();
        _lock?.Dispose();
        (_server, _lock) = (null, null);
    }

    // Null where a log lies beside the file, because then the file alone is not the database.
    private string? Look()
    {
        var file = new FileInfo(options.Value.DatabaseFile);
        var log = new FileInfo(file.FullName + "-wal");
        return file.Exists && log is not { Exists: true, Length: > 0 }
            ? string.Create(CultureInfo.InvariantCulture, $"{file.Length} {file.LastWriteTimeUtc.Ticks}")
            : null;
    }
}
