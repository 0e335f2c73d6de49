namespace KnbTraining.Web.Hosting;

/// <param name="Free">Bytes that this user may still write.</param>
/// <param name="Total">Bytes of the whole disk.</param>
internal sealed record DiskReading(long Free, long Total)
{
    /// <summary>Below this the disk is nearly full, however large it is.</summary>
    public const long LeastBytes = 512L << 20;

    /// <summary>Below this share the disk is nearly full, unless <see cref="PlentyBytes"/> are free.</summary>
    public const int LeastPercent = 5;

    /// <summary>So much is enough on any disk.</summary>
    public const long PlentyBytes = 10L << 30;

    public bool IsLow => Free < LeastBytes || (Free < PlentyBytes && Free < Total / 100 * LeastPercent);

    public int Percent => Total <= 0 ? 0 : (int)(Free * 100.0 / Total);
}

/// <summary>How full the disk of the data folder is.</summary>
/// <param name="read">Reads it; null where the machine does not say.</param>
internal sealed class DiskSpace(Func<DiskReading?> read)
{
    public static DiskSpace Of(Folders folders) => new(() =>
    {
        try
        {
            var drive = new DriveInfo(folders.Data);
            return new DiskReading(drive.AvailableFreeSpace, drive.TotalSize);
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    });

    /// <summary>The reading where the disk is nearly full; null where it is not.</summary>
    public DiskReading? Low => read() is { IsLow: true } low ? low : null;
}
