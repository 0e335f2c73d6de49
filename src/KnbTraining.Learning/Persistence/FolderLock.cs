namespace KnbTraining.Learning.Persistence;

/// <summary>
/// Says that a process works in the data folder: servers and commands together, or one restore alone. It is a lock of the
/// operating system on a file, so that it ends with the process, however that ends.
/// </summary>
public sealed class FolderLock : IDisposable
{
    // A server that just ended may still be seen: a process that it was starting holds its files for a moment.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly FileStream _file;

    /// <summary>The type of the file system on which the folder lies, where that is one of a network; null where it is not.</summary>
    public string? NetworkFileSystem => Persistence.NetworkFileSystem.Find(_file.SafeFileHandle, _file.Name);

    private FolderLock(FileStream file) => _file = file;

    /// <summary>Works in the folder beside others.</summary>
    /// <returns>Null where a restore has the folder to itself.</returns>
    /// <exception cref="IOException">The folder cannot be used.</exception>
    public static FolderLock? TryShare(string dataFolder)
    {
        var path = Path.Combine(dataFolder, DataFolderNames.Lock);
        PrivateFiles.CreateFile(path);
        return TryOpen(path, FileShare.Read);
    }

    /// <summary>Takes the place of the one server over the database file in the folder; commands work beside it.</summary>
    /// <returns>Null where another server still has it after a second.</returns>
    /// <exception cref="IOException">The folder cannot be used.</exception>
    public static FolderLock? TryServe(string dataFolder)
    {
        var path = Path.Combine(dataFolder, DataFolderNames.ServerLock);
        PrivateFiles.CreateFile(path);
        for (var waited = TimeSpan.Zero; ; waited += Patience / 10)
        {
            if (TryOpen(path, FileShare.None) is { } own)
            {
                return own;
            }

            if (waited >= Patience)
            {
                return null;
            }

            Thread.Sleep(Patience / 10);
        }
    }

    /// <summary>Takes the folder for a restore.</summary>
    /// <returns>Null where somebody works in it.</returns>
    /// <exception cref="IOException">The folder cannot be used, or its file system knows no locks.</exception>
    public static FolderLock? TryOwn(string dataFolder)
    {
        var path = Path.Combine(dataFolder, DataFolderNames.Lock);
        PrivateFiles.CreateFile(path);
        if (TryOpen(path, FileShare.None) is not { } own)
        {
            return null;
        }

        // A file system without locks, or a setting of the runtime, would let everybody in.
        if (TryOpen(path, FileShare.Read) is { } second)
        {
            second.Dispose();
            own.Dispose();
            throw new IOException("Files cannot be locked there, so nobody can tell whether a server still runs. Use a disk of this machine.");
        }

        return own;
    }

    public void Dispose() => _file.Dispose();

    private static FolderLock? TryOpen(string path, FileShare share)
    {
        try
        {
            return new FolderLock(new FileStream(path, FileMode.Open, FileAccess.Read, share));
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }
}
