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

    /// <summary>True where the last use ended in order and the database file is as it was left.</summary>
    public bool LeftInOrder { get; private set; }

    private string Note => Path.Combine(options.Value.DataFolder, DataFolderNames.OrderlyEnd);

    /// <exception cref="LearningStartupException">A restore is under way, or was interrupted.</exception>
    public void Begin()
    {
        var folder = options.Value.DataFolder;
        _lock ??= FolderLock.TryShare(folder)
            ?? throw new LearningStartupException($"A restore into '{folder}' is under way. Start again when it has ended.");
        if (File.Exists(Path.Combine(folder, DataFolderNames.RestoreUnderWay)))
        {
            _lock.Dispose();
            _lock = null;
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

        _lock.Dispose();
        _lock = null;
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
