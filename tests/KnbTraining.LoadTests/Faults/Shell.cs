using System.ComponentModel;
using System.Diagnostics;

namespace KnbTraining.LoadTests.Faults;

/// <summary>Commands of a Linux machine that only its administrator may run.</summary>
internal static class Shell
{
    /// <returns>True where the command exists and succeeded.</returns>
    public static async Task<bool> RunAsync(string command, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
            await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
