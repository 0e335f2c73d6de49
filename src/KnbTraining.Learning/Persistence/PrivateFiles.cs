using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Extensions.Logging;

namespace KnbTraining.Learning.Persistence;

/// <summary>Files that only the user of the service may read: 0700 for folders, 0600 for files. On Windows the rights of the folder decide.</summary>
public static class PrivateFiles
{
    private const UnixFileMode OwnFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>From now on, whatever this process or a library in it creates is private.</summary>
    public static void CreateOnlyPrivateFiles()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = Umask((uint)Others);
        }
    }

    /// <summary>Makes a folder, with those above it, where it is missing; one that exists is left as it is.</summary>
    public static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else if (!Directory.Exists(folder))
        {
            // The runtime gives the mode to the last folder only.
            if (Path.GetDirectoryName(Path.GetFullPath(folder)) is { } above)
            {
                CreateFolder(above);
            }

            Directory.CreateDirectory(folder, OwnFolder);
        }
    }

    /// <summary>Makes an empty file where there is none. SQLite takes such a file for a new database, and its log and shared memory get the mode of the file.</summary>
    public static void CreateFile(string file)
    {
        if (!File.Exists(file))
        {
            using var made = new FileStream(file, Options(FileMode.OpenOrCreate, FileAccess.Write));
        }
    }

    /// <summary>Writes a text aside and moves it into place: whoever reads finds the whole old one or the whole new one.</summary>
    public static void Replace(string file, string text)
    {
        var aside = $"{file}.{Guid.NewGuid():N}";
        using (var stream = new FileStream(aside, Options(FileMode.CreateNew, FileAccess.Write)))
        {
            stream.Write(Encoding.UTF8.GetBytes(text.TrimEnd() + "\n"));
            stream.Flush(flushToDisk: true);
        }

        File.Move(aside, file, overwrite: true);
    }

    public static FileStreamOptions Options(FileMode mode, FileAccess access)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = FileShare.Read };
        if (!OperatingSystem.IsWindows() && mode is FileMode.Create or FileMode.CreateNew or FileMode.OpenOrCreate)
        {
            options.UnixCreateMode = OwnFile;
        }

        return options;
    }

    /// <summary>
    /// Takes everybody else's rights away from the data folder, the files of ours in it, and its keys. Other files in the
    /// folder are left alone: it may be a folder that somebody chose by mistake.
    /// </summary>
    public static void Mend(string dataFolder, ILogger logger)
    {
        if (OperatingSystem.IsWindows())
        {
            logger.LogInformation("File modes are not checked on Windows: give the data folder to the service's user alone");
            return;
        }

        var mended = new List<string>();
        foreach (var path in Ours(dataFolder))
        {
            try
            {
                if ((File.GetUnixFileMode(path) & Others) != UnixFileMode.None)
                {
                    File.SetUnixFileMode(path, Directory.Exists(path) ? OwnFolder : OwnFile);
                    mended.Add(path);
                }
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                logger.LogWarning(failure, "Others may read {Path}, and this user may not change that: run chmod -R go= on it as its owner", path);
            }
        }

        if (mended.Count > 0)
        {
            logger.LogWarning("Files and folders of the data folder that others could read, {Count} of them; now only the service's user can: {Paths}", mended.Count, string.Join(", ", mended));
        }
    }

    private static IEnumerable<string> Ours(string dataFolder)
    {
        var within = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        yield return dataFolder;
        foreach (var file in Directory.EnumerateFiles(dataFolder, DataFolderNames.Files))
        {
            yield return file;
        }

        foreach (var folder in Directory.EnumerateDirectories(dataFolder).Where(folder => DataFolderNames.IsOurFolder(Path.GetFileName(folder))))
        {
            yield return folder;
            foreach (var entry in Directory.EnumerateFileSystemEntries(folder, "*", within))
            {
                yield return entry;
            }
        }
    }

    [DllImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint Umask(uint mask);
}
