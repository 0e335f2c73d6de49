namespace KnbTraining.Web.Hosting;

/// <summary>Finds out whether a folder takes files, and leaves none behind.</summary>
internal static class WriteProbe
{
    // A file system that is full still makes empty files.
    private static readonly byte[] Content = new byte[4096];

    /// <exception cref="IOException">The folder cannot be written, or the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write there.</exception>
    public static void Write(string folder)
    {
        using var probe = new FileStream(
            Path.Combine(folder, $".knb-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
        probe.Write(Content);
    }
}
