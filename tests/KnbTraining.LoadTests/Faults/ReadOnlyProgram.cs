using KnbTraining.Learning;
using KnbTraining.LoadTests.Serving;

namespace KnbTraining.LoadTests.Faults;

/// <summary>
/// Makes the database read-only under the running server and writable again. Permissions do not stop an administrator and
/// a file system in use is not remounted, so the files are made immutable: open handles and new ones are refused alike.
/// </summary>
internal static class ReadOnlyProgram
{
    // Not the shared memory of the log: it is mapped, and nobody makes a file of that kind read-only under a process.
    private static readonly string[] Names = ["knbtraining.db", "knbtraining.db-wal"];

    /// <returns>True where nothing was lost, or where this machine does not let us try.</returns>
    public static async Task<bool> RunAsync(int people, TimeSpan phase)
    {
        await using var installation = await Installation.CreateAsync(DatabaseKind.Sqlite, "read-only");
        var data = installation.Data;
        try
        {
            var probe = Path.Combine(data, "probe");
            await File.WriteAllTextAsync(probe, string.Empty);
            if (!await Shell.RunAsync("chattr", "+i", probe) || !await Shell.RunAsync("chattr", "-i", probe))
            {
                Console.WriteLine("Read-only database: left out, because only the administrator of a Linux machine can make a file immutable.");
                return true;
            }

            return await new StorageTrouble("Read-only database", () => ChangeAsync(data, "+i"), () => ChangeAsync(data, "-i"))
                .RunAsync(installation, people, phase, savesNothing: true);
        }
        finally
        {
            await ChangeAsync(data, "-i");
        }
    }

    private static async Task ChangeAsync(string data, string flag)
    {
        foreach (var file in Names.Select(name => Path.Combine(data, name)).Where(File.Exists))
        {
            if (!await Shell.RunAsync("chattr", flag, file))
            {
                throw new InvalidOperationException($"chattr {flag} failed on {file}.");
            }
        }
    }
}
