using System.Diagnostics;
using System.Globalization;

namespace KnbTraining.LoadTests.Bulk;

/// <summary>A table of acts: what each costs, and how people who answer beside it fare.</summary>
internal sealed class MeasuredActs(Transactions transactions, Answerers answerers)
{
    public static void WriteHeader()
    {
        Console.WriteLine("| act | wall, ms | processor, ms | transactions | longest, ms | answers | p50, ms | p99, ms |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
    }

    public async Task MeasureAsync(string act, Func<Task> run)
    {
        transactions.Take();
        answerers.Take();
        using var process = Process.GetCurrentProcess();
        var (since, before) = (Stopwatch.GetTimestamp(), process.TotalProcessorTime);
        await run();
        var wall = Stopwatch.GetElapsedTime(since).TotalMilliseconds;
        process.Refresh();
        var (lasted, waits) = (transactions.Take(), answerers.Take());
        var longest = lasted.Length == 0 ? 0 : lasted.Max().TotalMilliseconds;
        var processor = (process.TotalProcessorTime - before).TotalMilliseconds;
        var answered = string.Create(CultureInfo.InvariantCulture, $"{waits.Length} | {At(waits, 0.5):0.0} | {At(waits, 0.99):0.0}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {act} | {wall:0} | {processor:0} | {lasted.Length} | {longest:0} | {answered} |"));
    }

    private static double At(double[] ordered, double part) => ordered.Length == 0 ? 0 : ordered[Math.Min(ordered.Length - 1, (int)(ordered.Length * part))];
}
