using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using KnbTraining.TestKit.Content;

namespace KnbTraining.BrowserTests.Running;

/// <summary>The application as a process of its own, over a data folder of its own: it can be killed and started again.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private const int FirstPort = 20_000;
    private const int ManyPorts = 10_000;

    // Two runs on one machine begin at different places.
    private static int _ports = Random.Shared.Next(ManyPorts);

    private static readonly TimeSpan StartsWithin = TimeSpan.FromMinutes(5);
    private readonly ConcurrentQueue<string> _output = new();
    private readonly bool _demo;
    private Process? _process;

    public ServerProcess(bool demo)
    {
        _demo = demo;
        DataFolder = Directory.CreateTempSubdirectory("knb-browser-").FullName;
        Address = $"http://localhost:{FreePort()}";
    }

    /// <summary>
    /// A port on which nobody listened a moment ago, another one each time. It lies below those that the system gives to outgoing
    /// connections: tests that run beside this one open many, and one of them could take the port of a server that starts again.
    /// </summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = FirstPort + (Interlocked.Increment(ref _ports) % ManyPorts);
            using var probe = new TcpListener(IPAddress.Loopback, port);
            try
            {
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: the next one.
            }
        }
    }

    public string Address { get; }

    public string DataFolder { get; }

    /// <summary>What the next start is told besides, for example <c>--PublicAddress https://example.kz</c>.</summary>
    public IList<string> Arguments { get; } = [];

    /// <summary>What the application has printed so far.</summary>
    public string Output => string.Join('\n', _output);

    public async Task StartAsync()
    {
        if (_demo && !Directory.EnumerateFileSystemEntries(DataFolder).Any())
        {
            await DemoFolder.CopyToAsync(DataFolder);
        }

        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = DataFolder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(ApplicationFile());
        if (_demo)
        {
            start.ArgumentList.Add("--demo");
        }

        start.ArgumentList.Add("--urls");
        start.ArgumentList.Add(Address);
        foreach (var argument in Arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["KNB_DATA"] = DataFolder;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Heard(line.Data, ready);
        _process.ErrorDataReceived += (_, line) => Heard(line.Data, ready);
        _process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException($"The application ended at start:\n{string.Join('\n', _output)}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await ready.Task.WaitAsync(StartsWithin);
    }

    /// <summary>Waits until the application has printed a word that contains <paramref name="part"/>, and returns that word.</summary>
    public async Task<string> HearAsync(string part)
    {
        using var patience = new CancellationTokenSource(StartsWithin);
        while (true)
        {
            if (_output.SelectMany(line => line.Split(' ')).FirstOrDefault(word => word.Contains(part, StringComparison.Ordinal)) is { } word)
            {
                return word;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
        }
    }

    /// <summary>Ends the process as a power cut would: nothing is flushed, nobody is told.</summary>
    public async Task KillAsync()
    {
        if (_process is { HasExited: false } running)
        {
            running.Kill(entireProcessTree: true);
            await running.WaitForExitAsync();
        }

        _process?.Dispose();
        _process = null;
    }

    /// <summary>Ends the process as an operator or a container does (SIGTERM), and waits until it has ended.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync()
    {
        var running = _process ?? throw new InvalidOperationException("The application does not run.");
        using (var signal = Process.Start("kill", ["-TERM", running.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            await signal.WaitForExitAsync();
        }

        await running.WaitForExitAsync();
        var code = running.ExitCode;
        running.Dispose();
        _process = null;
        return code;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(DataFolder, recursive: true);
    }

    private void Heard(string? line, TaskCompletionSource ready)
    {
        if (line is null)
        {
            return;
        }

        _output.Enqueue(line);
        if (line.Contains("KnbTraining is ready", StringComparison.Ordinal))
        {
            ready.TrySetResult();
        }
    }

    /// <summary>The build of the application in the same configuration as this one.</summary>
    private static string ApplicationFile()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        return Path.Combine(ShippedContent.Repository, "src", "KnbTraining.Web", "bin", configuration, "net10.0", "KnbTraining.Web.dll");
    }
}
