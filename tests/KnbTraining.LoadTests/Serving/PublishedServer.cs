using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using KnbTraining.Learning;
using KnbTraining.TestKit.Content;

namespace KnbTraining.LoadTests.Serving;

/// <summary>The published application as a process of its own, to be measured and to be killed.</summary>
internal sealed class PublishedServer : IAsyncDisposable
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromMinutes(2);
    private static bool _published;
    private readonly string _folder;
    private readonly string _data;
    private Process? _process;

    private PublishedServer(string folder, string data)
    {
        _folder = folder;
        _data = data;
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{((IPEndPoint)probe.LocalEndpoint).Port}/"));
    }

    public Uri Address { get; }

    public int ProcessId => Running.Id;

    /// <summary>The clock that the process sees; null for that of the machine.</summary>
    public FalseClock? Clock { get; init; }

    /// <summary>The database that the process uses.</summary>
    public ServedDatabase Database { get; init; } = ServedDatabase.File;

    /// <summary>Further settings, by the names that the environment gives them.</summary>
    public Dictionary<string, string> Settings { get; } = new(StringComparer.Ordinal);

    /// <summary>Processor time that the process has used since it started.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            Running.Refresh();
            return Running.TotalProcessorTime;
        }
    }

    /// <summary>Memory that the process holds, in bytes.</summary>
    public long WorkingSet
    {
        get
        {
            Running.Refresh();
            return Running.WorkingSet64;
        }
    }

    private Process Running => _process ?? throw new InvalidOperationException("The server does not run.");

    /// <summary>Publishes the application of this repository into artifacts/load, once a run.</summary>
    /// <exception cref="InvalidOperationException">Publishing failed; the message is its output.</exception>
    public static async Task<PublishedServer> PublishAsync(string data, FalseClock? clock = null, ServedDatabase? database = null)
    {
        var folder = Path.Combine(ShippedContent.Repository, "artifacts", "load");
        if (_published)
        {
            return Served();
        }

        Console.WriteLine("Publishing the application …");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = ShippedContent.Repository };
        foreach (var argument in (string[])["publish", "src/KnbTraining.Web", "-c", "Release", "-o", folder, "-nologo", "-v", "quiet"])
        {
            start.ArgumentList.Add(argument);
        }

        using var publish = Process.Start(start)!;
        var output = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        _published = publish.ExitCode == 0;
        return _published ? Served() : throw new InvalidOperationException($"Publishing failed:\n{output}");

        PublishedServer Served() => new(folder, data) { Clock = clock, Database = database ?? ServedDatabase.File };
    }

    /// <returns>How long it took until the application listened.</returns>
    public async Task<TimeSpan> StartAsync()
    {
        string[] command = ["dotnet", Path.Combine(_folder, "KnbTraining.Web.dll"), "--urls", Address.ToString()];
        var start = new ProcessStartInfo(command[0])
        {
            WorkingDirectory = _data,
            RedirectStandardOutput = true,
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        foreach (var argument in command.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["KNB_DATA"] = _data;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        Clock?.Apply(start.Environment);
        if (Database.Connection is { } connection)
        {
            start.Environment["Database__Provider"] = nameof(DatabaseKind.PostgreSql);
            start.Environment["ConnectionStrings__Learning"] = connection;
        }

        foreach (var (name, value) in Settings)
        {
            start.Environment[name] = value;
        }

        // Many learners come from this one machine: each says its own address, as a reverse proxy would.
        start.Environment["Proxy__Enabled"] = "true";
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var watch = Stopwatch.StartNew();
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var said = new List<string>();
        process.OutputDataReceived += (_, line) => Heard(line.Data);
        process.ErrorDataReceived += (_, line) => Heard(line.Data);
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException($"The application ended at start:\n{string.Join('\n', said)}"));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _process = process;
        await ready.Task.WaitAsync(StartsWithin);
        return watch.Elapsed;

        void Heard(string? line)
        {
            if (line is null)
            {
                return;
            }

            lock (said)
            {
                said.Add(line);
            }

            if (line.Contains("KnbTraining is ready", StringComparison.Ordinal))
            {
                ready.TrySetResult();
            }
        }
    }

    /// <summary>How far the machine's clock, as the process sees it, is ahead of ours; negative where it is behind.</summary>
    public async Task<TimeSpan> AheadOfRealTimeAsync()
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(Address, "health/ready"));
        return answer.Headers.Date!.Value - DateTimeOffset.UtcNow;
    }

    /// <summary>Ends the process in order, as a deploy does: SIGTERM, and waits until it has ended.</summary>
    public async Task StopAsync()
    {
        if (_process is { } running)
        {
            using var signal = Process.Start("kill", ["-TERM", running.Id.ToString(CultureInfo.InvariantCulture)]);
            await running.WaitForExitAsync();
            running.Dispose();
            _process = null;
        }
    }

    /// <summary>Ends the process as a power cut would end it: SIGKILL, nothing is flushed, nobody is told.</summary>
    public async Task KillAsync()
    {
        if (_process is { } running)
        {
            _process = null;
            running.Kill(entireProcessTree: true);
            await running.WaitForExitAsync();
            running.Dispose();
        }
    }

    public async ValueTask DisposeAsync() => await KillAsync();
}
