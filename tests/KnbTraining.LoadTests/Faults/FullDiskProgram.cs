using KnbTraining.Learning;
using KnbTraining.LoadTests.Serving;

namespace KnbTraining.LoadTests.Faults;

/// <summary>Fills the disk under the running server and frees it again: nothing called saved may be missing, and what is not saved must be said.</summary>
internal static class FullDiskProgram
{
    /// <returns>True where nothing was lost, or where this machine does not let us try.</returns>
    public static async Task<bool> RunAsync(DatabaseKind database, int people, TimeSpan phase)
    {
        var small = Directory.CreateTempSubdirectory("knb-full-").FullName;
        var megabytes = database == DatabaseKind.Sqlite ? 64 : 320;
        if (!await Shell.RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", small))
        {
            Console.WriteLine("Full disk: left out, because only the administrator of a Linux machine can mount a small one.");
            Directory.Delete(small);
            return true;
        }

        var filler = Path.Combine(small, "filler");
        try
        {
            await using var installation = database == DatabaseKind.Sqlite
                ? await Installation.InAsync(Path.Combine(small, "data"), null)
                : await Installation.InAsync(Directory.CreateTempSubdirectory("knb-full-data-").FullName, Path.Combine(small, "server"));

            // What the last pages of the disk still take may be saved rightly, so some answers may be.
            return await new StorageTrouble("Full disk", () => Task.Run(() => Fill(filler)), () => FreeAsync(installation, filler))
                .RunAsync(installation, people, phase, savesNothing: false);
        }
        finally
        {
            await Shell.RunAsync("umount", small);
            Directory.Delete(small);
        }
    }

    // A server of PostgreSQL that cannot write its log ends; whoever frees the disk starts it again.
    private static async Task FreeAsync(Installation installation, string filler)
    {
        File.Delete(filler);
        if (installation.Cluster is { } cluster && !await cluster.IsRunningAsync())
        {
            await cluster.StartAgainAsync();
        }
    }

    private static void Fill(string file)
    {
        using var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[4096];
        try
        {
            while (true)
            {
                stream.Write(block);
            }
        }
        catch (IOException)
        {
            // The disk is full, as it should be.
        }
    }
}
