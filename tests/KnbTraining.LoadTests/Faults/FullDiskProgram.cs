using System.Diagnostics;
using KnbTraining.LoadTests.Serving;

namespace KnbTraining.LoadTests.Faults;

/// <summary>Fills the disk under the running server and frees it again: nothing called saved may be missing, and what is not saved must be said.</summary>
internal static class FullDiskProgram
{
    private const int Megabytes = 64;
    private static readonly TimeSpan Phase = TimeSpan.FromSeconds(8);

    /// <returns>True where nothing was lost, or where this machine does not let us try.</returns>
    public static async Task<bool> RunAsync(int people)
    {
        var data = Directory.CreateTempSubdirectory("knb-full-").FullName;
        if (!await ShellAsync("mount", "-t", "tmpfs", "-o", $"size={Megabytes}m", "tmpfs", data))
        {
            Console.WriteLine("Full disk: left out, because only the administrator of a Linux machine can mount a small one.");
            Directory.Delete(data);
            return true;
        }

        try
        {
            var members = await Crowd.SeatAsync(data, people);
            await using var server = await PublishedServer.PublishAsync(data);
            await server.StartAsync();
            var learners = members.Select(member => new FaultyLearner(server.Address, member)).ToList();
            using var end = new CancellationTokenSource();
            var tasks = Task.WhenAll(learners.Select(learner => learner.AnswerAsync(() => { }, () => false, end.Token)));
            await Task.WhenAny(tasks, Task.Delay(Phase));
            var filler = Path.Combine(data, "filler");
            Fill(filler);
            await Task.WhenAny(tasks, Task.Delay(Phase));
            var refused = learners.Sum(learner => learner.Refused);
            File.Delete(filler);
            await Task.WhenAny(tasks, Task.Delay(Phase));
            await end.CancelAsync();
            await tasks;
            await server.KillAsync();
            FaultProgram.Say($"Full disk for {Phase.TotalSeconds} s under {people} learners: {refused} answers were called not saved meanwhile");
            return await FaultProgram.CompareAsync(data, learners) && refused > 0;
        }
        finally
        {
            await ShellAsync("umount", data);
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

    private static async Task<bool> ShellAsync(string command, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
            await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
