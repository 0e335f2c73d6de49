using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.LoadTests.Serving;

/// <summary>What a server of PostgreSQL on this machine has cost of its processors, with every process that it has started.</summary>
internal sealed class ServerProcessor
{
    // Ticks of a second in /proc, the same on every Linux that .NET runs on.
    private const double Ticks = 100;

    private readonly string _main;

    private ServerProcessor(string main) => _main = main;

    public static async Task<ServerProcessor> OfAsync(DbContext db, CancellationToken ct)
    {
        var folder = await db.Database.SqlQueryRaw<string>("SELECT current_setting('data_directory') AS \"Value\"").SingleAsync(ct);
        return new ServerProcessor((await File.ReadAllLinesAsync(Path.Combine(folder, "postmaster.pid"), ct))[0]);
    }

    public TimeSpan Spent() => TimeSpan.FromSeconds(Directory.EnumerateDirectories("/proc")
        .Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]))
        .Select(ReadOrNone)
        .Where(words => words.Length > 0 && (words[0] == _main || words[2] == _main))
        .Sum(words => words.Skip(12).Take(words[0] == _main ? 4 : 2).Sum(ticks => double.Parse(ticks, CultureInfo.InvariantCulture))) / Ticks);

    // The number of the process, then what follows its name, which may hold blanks; a process may have ended meanwhile.
    private static string[] ReadOrNone(string folder)
    {
        try
        {
            var line = File.ReadAllText(Path.Combine(folder, "stat"));
            return [Path.GetFileName(folder), .. line[(line.LastIndexOf(')') + 2)..].Split(' ')];
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
