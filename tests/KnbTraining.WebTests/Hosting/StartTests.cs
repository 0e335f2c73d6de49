using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace KnbTraining.WebTests.Hosting;

/// <summary>The application as a process, on machines that lack something: one line that says what to do, and exit code 1.</summary>
public sealed class StartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("knb-start-").FullName;

    [Fact]
    public async Task Whatever_is_missing_is_said_in_one_line_without_a_stack_trace()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var cases = new List<(string Name, string Value, string Said)>
        {
            ("Proxy__Enabled", "yes", "Proxy:Enabled is 'yes'"),
            ("Shutdown__DrainSeconds", "soon", "Shutdown:DrainSeconds is 'soon'"),
            ("Organisation__TimeZone", "Asia/Almatty", "'Asia/Almatty'"),
            ("Logging__LogLevel__Default", "Loud", "cannot be put together"),
            ("ASPNETCORE_URLS", $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}", "cannot listen"),
            ("ASPNETCORE_URLS", "nowhere at all", "cannot listen"),
            ("Database__Provider", "MySql", "Sqlite or PostgreSql"),
            ("Database__Provider", "PostgreSql", "ConnectionStrings:Learning is needed: it is missing"),
        };
        if (OperatingSystem.IsLinux())
        {
            cases.Add(("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1", "cannot order Kazakh words"));
            cases.Add(("TMPDIR", Path.Combine(_folder, "missing"), "TMPDIR"));
            if (OldZones() is { } zones)
            {
                cases.Add(("TZDIR", zones, "UTC+6"));
            }
        }

        foreach (var (name, value, said) in cases)
        {
            var (code, errors, output) = await RunAsync((name, value));
            var lines = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.True(
                code == 1 && lines.Length == 1 && lines[0].Contains(said, StringComparison.Ordinal) && !output.Contains("   at ", StringComparison.Ordinal),
                $"{name}={value} ended with {code}: {errors}\n{output}");
        }
    }

    [Theory]
    [InlineData("Host=localhost;Port=many;Password=hidden-word", "cannot be read")]
    [InlineData("Database=knb;Password=hidden-word", "names no Host")]
    [InlineData("Host=localhost;Password=hidden-word", "names no Database")]
    [InlineData("Host=/nowhere/at/all;Database=knb;Username=knb;Password=hidden-word", "Check that the server runs")]
    [InlineData("Host=127.0.0.1;Port=1;Database=knb;Username=knb;Password=hidden-word", "Check that the server runs")]
    public async Task A_server_that_cannot_be_reached_is_said_in_one_line_that_holds_no_password(string connection, string said)
    {
        var (code, errors, output) = await RunAsync(("Database__Provider", "postgresql"), ("ConnectionStrings__Learning", connection));

        Assert.Equal(1, code);
        Assert.Contains(said, Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-word", errors + output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors + output, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // As a machine whose data are from before March 2024.
    private string? OldZones()
    {
        const string Sixth = "/usr/share/zoneinfo/Etc/GMT-6";
        if (!File.Exists(Sixth))
        {
            return null;
        }

        var folder = Path.Combine(_folder, "zones");
        Directory.CreateDirectory(Path.Combine(folder, "Asia"));
        File.Copy(Sixth, Path.Combine(folder, "Asia", "Almaty"));
        return folder;
    }

    private async Task<(int Code, string Errors, string Output)> RunAsync(params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", Path.Combine(AppContext.BaseDirectory, "KnbTraining.Web.dll"))
        {
            WorkingDirectory = _folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["KNB_DATA"] = Path.Combine(_folder, "data");
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        return (process.ExitCode, await errors, await output);
    }
}
