using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

namespace KnbTraining.LoadTests.Fuzzing;

/// <summary>
/// Feeds hostile documents to everything that reads documents, in a process of its own with limits of memory and time: a stack
/// overflow or an endless loop ends that process, is noted with its input, and the next one goes on behind it.
/// </summary>
internal static class FuzzProgram
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Hanging = TimeSpan.FromSeconds(60);

    public static Command Command()
    {
        var seconds = new Option<int>("--seconds") { Description = "How much processor time to spend.", DefaultValueFactory = _ => 600 };
        var seed = new Option<ulong>("--seed") { Description = "The same seed gives the same cases.", DefaultValueFactory = _ => 1 };
        var from = new Option<long>("--from") { Description = "The first case.", DefaultValueFactory = _ => 0 };
        var one = new Option<long?>("--case") { Description = "Runs this case alone, in this process." };
        var child = new Option<bool>("--child") { Description = "Works off cases and says so on the standard output; used by the program itself.", Hidden = true };
        var command = new Command("fuzz", "Feeds hostile templates, Markdown, YAML and whole documents to everything that reads them.") { seconds, seed, from, one, child };
        command.SetAction(result =>
        {
            var (budget, number) = (TimeSpan.FromSeconds(result.GetValue(seconds)), result.GetValue(one));
            return number is { } alone ? RunOne(result.GetValue(seed), alone)
                : result.GetValue(child) ? RunChild(result.GetValue(seed), result.GetValue(from), budget)
                : RunParent(result.GetValue(seed), result.GetValue(from), budget);
        });
        return command;
    }

    private static int RunOne(ulong seed, long number)
    {
        var made = FuzzCase.Make(seed, number);
        Console.WriteLine($"{made.Kind} {made.Path} ({made.Text.Length} characters): {Shown(made.Text)}");
        Console.WriteLine(made.Run());
        return 0;
    }

    private static int RunChild(ulong seed, long from, TimeSpan budget)
    {
        using var self = Process.GetCurrentProcess();
        for (var number = from; self.TotalProcessorTime < budget; number++, self.Refresh())
        {
            var made = FuzzCase.Make(seed, number);
            Console.WriteLine($"begin {number} {made.Kind}");
            var before = self.TotalProcessorTime;
            try
            {
                var passed = made.Run();
                self.Refresh();
                var spent = self.TotalProcessorTime - before;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"end {number} {made.Kind} {(passed ? "passed" : "refused")} {spent.TotalMilliseconds:0}"));
            }
            catch (Exception failure)
            {
                Console.WriteLine($"failed {number} {made.Kind} {failure.GetType().Name}: {failure.ToString().ReplaceLineEndings(" ")[..Math.Min(700, failure.ToString().ReplaceLineEndings(" ").Length)]}");
            }
        }

        return 0;
    }

    private static int RunParent(ulong seed, long from, TimeSpan budget)
    {
        var tally = new FuzzTally();
        while (tally.Processor < budget)
        {
            using var worker = Start(seed, from, budget - tally.Processor);
            using var watch = new Timer(_ => KillIfHanging(worker, tally), null, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5));
            while (worker.StandardOutput.ReadLine() is { } line)
            {
                tally.Read(line, Slow);
            }

            worker.WaitForExit();
            tally.EndOf(worker);
            from = tally.Last + 1;
        }

        return tally.Report(seed);
    }

    // By the process's own clock: a busy machine is no hang.
    private static void KillIfHanging(Process worker, FuzzTally tally)
    {
        try
        {
            worker.Refresh();
            if (tally.IsHanging(worker.TotalProcessorTime, Hanging))
            {
                worker.Kill();
            }
        }
        catch (InvalidOperationException)
        {
            // It has just ended by itself.
            return;
        }
    }

    private static Process Start(ulong seed, long from, TimeSpan budget)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { "fuzz", "--child", "--seed", $"{seed}", "--from", $"{from}", "--seconds", string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, budget.TotalSeconds):0}") },
        };

        // A bounded heap, and one for all: what asks for more than 1 GiB is a find.
        start.Environment["DOTNET_GCHeapHardLimit"] = "40000000";
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        var worker = Process.Start(start)!;
        worker.ErrorDataReceived += (_, _) => { };
        worker.BeginErrorReadLine();
        return worker;
    }

    internal static string Shown(string text) => text.Length <= 400 ? text.ReplaceLineEndings("⏎") : $"{text[..200].ReplaceLineEndings("⏎")} … {text[^200..].ReplaceLineEndings("⏎")}";
}
