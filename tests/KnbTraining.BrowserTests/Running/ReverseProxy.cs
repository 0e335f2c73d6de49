using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using KnbTraining.TestKit.Content;
using Xunit;

namespace KnbTraining.BrowserTests.Running;

/// <summary>
/// nginx or Apache as this machine has them, with the very lines that <c>README.md</c> gives: only ports, the folder of the
/// certificate and the path are others.
/// </summary>
public sealed partial class ReverseProxy : IAsyncDisposable
{
    private const string Modules = "/usr/lib/apache2/modules";
    private static readonly string[] ApacheModules = ["mpm_event", "authz_core", "socache_shmcb", "ssl", "headers", "proxy", "proxy_http"];

    private readonly string _folder = Directory.CreateTempSubdirectory("knb-proxy-").FullName;
    private readonly string _kind;
    private Process? _process;

    private ReverseProxy(string kind) => _kind = kind;

    public static bool IsInstalled(string kind) => File.Exists(Program(kind));

    /// <param name="kind"><c>nginx</c> or <c>apache</c>, as the code block in README.md is marked.</param>
    /// <param name="edit">Changes the lines of the README before they are used.</param>
    public static async Task<ReverseProxy> StartAsync(string kind, int port, Uri application, string pathBase, Func<string, string>? edit = null)
    {
        var proxy = new ReverseProxy(kind);
        proxy.WriteCertificate();
        var lines = proxy.Place(edit?.Invoke(FromReadme(kind)) ?? FromReadme(kind), port, application, pathBase);
        var file = Path.Combine(proxy._folder, "proxy.conf");
        await File.WriteAllTextAsync(file, kind == "nginx" ? proxy.ForNginx(lines) : proxy.ForApache(lines, port));
        string[] arguments = kind == "nginx" ? ["-p", proxy._folder, "-c", file] : ["-X", "-f", file];
        proxy._process = Process.Start(Program(kind), arguments);
        await proxy.ListensAsync(port);
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false } running)
        {
            running.Kill(entireProcessTree: true);
            await running.WaitForExitAsync();
        }

        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Program(string kind) => kind == "nginx" ? "/usr/sbin/nginx" : "/usr/sbin/apache2";

    private static string FromReadme(string kind)
    {
        var found = Block().Matches(File.ReadAllText(Path.Combine(ShippedContent.Repository, "README.md"))).Where(block => block.Groups["kind"].Value == kind);
        return Assert.Single(found).Groups["lines"].Value;
    }

    private string Place(string lines, int port, Uri application, string pathBase)
    {
        // Each must be there, or the test would not run what the README says.
        Assert.Contains("443", lines, StringComparison.Ordinal);
        Assert.Contains("http://127.0.0.1:5080", lines, StringComparison.Ordinal);
        var placed = CertificatePath().Replace(lines, match => Path.Combine(_folder, match.Groups["name"].Value.EndsWith(".key", StringComparison.Ordinal) ? "key.pem" : "certificate.pem"))
            .Replace("443", port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("http://127.0.0.1:5080", $"http://127.0.0.1:{application.Port}", StringComparison.Ordinal);
        return pathBase.Length == 0 ? placed : placed
            .Replace("location / {", $"location {pathBase} {{", StringComparison.Ordinal)
            .Replace($"ProxyPass / http://127.0.0.1:{application.Port}/ ", $"ProxyPass {pathBase} http://127.0.0.1:{application.Port}{pathBase} ", StringComparison.Ordinal);
    }

    private string ForNginx(string lines) => $$"""
        daemon off;
        {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
        pid {{_folder}}/nginx.pid;
        error_log {{_folder}}/error.log;
        events { }
        http {
            access_log off;
            client_body_temp_path {{_folder}}/body;
            proxy_temp_path {{_folder}}/proxy;
            fastcgi_temp_path {{_folder}}/fastcgi;
            uwsgi_temp_path {{_folder}}/uwsgi;
            scgi_temp_path {{_folder}}/scgi;
        {{lines}}
        }
        """;

    private string ForApache(string lines, int port) => $"""
        ServerRoot {_folder}
        DefaultRuntimeDir {_folder}
        PidFile {_folder}/apache.pid
        ErrorLog {_folder}/error.log
        ServerName localhost
        {string.Join('\n', ApacheModules.Select(name => $"LoadModule {name}_module {Modules}/mod_{name}.so"))}
        {(Environment.IsPrivilegedProcess ? "User www-data\nGroup www-data" : "")}
        Listen {port}
        {lines}
        """;

    private async Task ListensAsync(int port)
    {
        for (var patience = Stopwatch.StartNew(); ; await Task.Delay(100))
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync("127.0.0.1", port);
                return;
            }
            catch (SocketException) when (patience.Elapsed < TimeSpan.FromSeconds(30) && _process is { HasExited: false })
            {
                // Not yet.
            }
            catch (SocketException)
            {
                var log = Path.Combine(_folder, "error.log");
                Assert.Fail($"{_kind} does not listen: {(File.Exists(log) ? await File.ReadAllTextAsync(log) : "it said nothing")}");
            }
        }
    }

    private void WriteCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(Path.Combine(_folder, "certificate.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder, "key.pem"), key.ExportPkcs8PrivateKeyPem());
    }

    [GeneratedRegex(@"^```(?<kind>nginx|apache)\n(?<lines>.+?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Block();

    [GeneratedRegex(@"/etc/ssl/(certs|private)/(?<name>[\w.]+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex CertificatePath();
}
