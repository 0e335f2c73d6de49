using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace KnbTraining.Learning.Persistence;

/// <summary>
/// Tells file systems of a network from those of a disk. SQLite needs locks and shared memory that hold between all who open the file,
/// and a network gives neither for certain: two servers could write over each other and damage the file.
/// </summary>
public static class NetworkFileSystem
{
    private const string Separator = " - ";

    private static readonly HashSet<string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        "nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "9p", "afs", "ceph", "coda", "davfs", "gfs2", "glusterfs", "gpfs", "lustre", "ncpfs", "ocfs2",
        "orangefs", "fuse.ceph-fuse", "fuse.cephfs", "fuse.davfs2", "fuse.glusterfs", "fuse.gvfsd-fuse", "fuse.juicefs", "fuse.rclone", "fuse.s3fs",
        "fuse.smbnetfs", "fuse.sshfs",
    };

    public static bool IsNetwork(string type) => Types.Contains(type);

    /// <summary>Reads the type of a mounted file system from the table of Linux (proc(5), <c>/proc/self/mountinfo</c>).</summary>
    /// <param name="table">The whole table.</param>
    /// <param name="mountId">The first number of its line.</param>
    /// <returns>Null where the table has no such line.</returns>
    public static string? TypeOf(string table, int mountId)
    {
        ArgumentNullException.ThrowIfNull(table);
        var begins = string.Create(CultureInfo.InvariantCulture, $"{mountId} ");
        var line = table.Split('\n').FirstOrDefault(line => line.StartsWith(begins, StringComparison.Ordinal));

        // Optional fields end with a lone hyphen; spaces inside of a field are written as \040.
        return line?.IndexOf(Separator, StringComparison.Ordinal) is int at and >= 0 ? line[(at + Separator.Length)..].Split(' ')[0] : null;
    }

    /// <returns>The type, where an open file lies on a network; null where it does not, or where the machine does not say.</returns>
    internal static string? Find(SafeFileHandle file, string path)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                // The open file knows its mount, whatever links lead there.
                var about = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fdinfo/{file.DangerousGetHandle()}"));
                return about.FirstOrDefault(line => line.StartsWith("mnt_id:", StringComparison.Ordinal)) is { } line
                    && int.TryParse(line["mnt_id:".Length..], NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out var id)
                    && TypeOf(File.ReadAllText("/proc/self/mountinfo"), id) is { } type && IsNetwork(type) ? type : null;
            }

            var drive = new DriveInfo(path);
            return drive.DriveType == DriveType.Network || IsNetwork(drive.DriveFormat) ? drive.DriveFormat : null;
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
