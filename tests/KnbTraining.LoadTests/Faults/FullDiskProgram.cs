namespace KnbTraining.LoadTests.Faults;

/// <summary>Fills the disk under the running server and frees it again: nothing called saved may be missing, and what is not saved must be said.</summary>
internal static class FullDiskProgram
{
    private const int Megabytes = 64;

    /// <returns>True where nothing was lost, or where this machine does not let us try.</returns>
    public static async Task<bool> RunAsync(int people, TimeSpan phase)
    {
        var data = Directory.CreateTempSubdirectory("knb-full-").FullName;
        if (!await Shell.RunAsync("mount", "-t", "tmpfs", "-o", $"size={Megabytes}m", "tmpfs", data))
        {
            Console.WriteLine("Full disk: left out, because only the administrator of a Linux machine can mount a small one.");
            Directory.Delete(data);
            return true;
        }

        var filler = Path.Combine(data, "filler");
        try
        {
            // What the last pages of the disk still take may be saved rightly, so some answers may be.
            return await new StorageTrouble("Full disk", () => Task.Run(() => Fill(filler)), () => Task.Run(() => File.Delete(filler)))
                .RunAsync(data, people, phase, savesNothing: false);
        }
        finally
        {
            await Shell.RunAsync("umount", data);
            Directory.Delete(data);
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
