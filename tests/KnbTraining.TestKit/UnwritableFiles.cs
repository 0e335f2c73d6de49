using System.ComponentModel;
using System.Diagnostics;

namespace KnbTraining.TestKit;

/// <summary>
/// A database that the machine lets nobody write, as on a disk that was remounted for reading, until disposed. Modes stop
/// everybody but root; for root the files are made immutable.
/// </summary>
public sealed class UnwritableFiles : IDisposable
{
    private const UnixFileMode ReadOnly = UnixFileMode.UserRead;

    private const UnixFileMode Usual = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string[] _files;

    private UnwritableFiles(string[] files) => _files = files;

    /// <returns>Null where this machine cannot do so: Windows, or root without <c>chattr</c> on this file system.</returns>
    public static UnwritableFiles? TryMake(string database)
    {
        // Not the shared memory of the log: it is mapped, and nobody makes it read-only under a process.
        string[] files = [.. ((string[])[database, database + "-wal"]).Where(File.Exists)];
        if (OperatingSystem.IsWindows() || !Array.TrueForAll(files, file => Change(file, writable: false)))
        {
            return null;
        }

        return new UnwritableFiles(files);
    }

    public void Dispose()
    {
        foreach (var file in _files)
        {
            Change(file, writable: true);
        }
    }

    private static bool Change(string file, bool writable)
    {
        if (OperatingSystem.IsWindows())
        {
            return false;
        }

        if (Environment.UserName != "root")
        {
            File.SetUnixFileMode(file, writable ? Usual : ReadOnly);
            return true;
        }

        try
        {
            using var chattr = Process.Start(new ProcessStartInfo("chattr", [writable ? "-i" : "+i", file]) { RedirectStandardError = true, UseShellExecute = false })!;
            chattr.WaitForExit();
            return chattr.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
