using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace KnbTraining.LoadTests.Serving;

/// <summary>nginx in front of several nodes, as the README says: each request goes to any node, and nothing is sticky.</summary>
internal sealed class LoadBalancer : IAsyncDisposable
{
    private const string Program = "/usr/sbin/nginx";

    private readonly string _folder = Directory.CreateTempSubdirectory("knb-nginx-").FullName;
    private Process? _process;

    private LoadBalancer(int port) => Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}/"));

    public Uri Address { get; }

    public static bool IsInstalled => File.Exists(Program);

    public static async Task<LoadBalancer> StartAsync(IEnumerable<Uri> nodes)
    {
        int port;
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }

        var balancer = new LoadBalancer(port);
        var file = Path.Combine(balancer._folder, "nginx.conf");
        await File.WriteAllTextAsync(file, balancer.Configuration(port, nodes));
        balancer._process = Process.Start(Program, ["-p", balancer._folder, "-c", file]);
        for (var patience = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return balancer;
            }
            catch (SocketException) when (patience.Elapsed < TimeSpan.FromSeconds(30))
            {
                // Not yet.
            }
        }
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

    // Learners come from this one machine: each says its own address, which the README's lines would replace.
    private string Configuration(int port, IEnumerable<Uri> nodes) => $$"""
        daemon off;
        worker_processes 1;
        {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
        pid {{_folder}}/nginx.pid;
        error_log {{_folder}}/error.log;
        events { worker_connections 8192; }
        http {
            access_log off;
            client_body_temp_path {{_folder}}/body;
            proxy_temp_path {{_folder}}/proxy;
            fastcgi_temp_path {{_folder}}/fastcgi;
            uwsgi_temp_path {{_folder}}/uwsgi;
            scgi_temp_path {{_folder}}/scgi;
            map $http_upgrade $connection_upgrade {
                default upgrade;
                ''      '';
            }
            upstream knbtraining {
        {{string.Join('\n', nodes.Select(node => $"        server {node.Host.Replace("localhost", "127.0.0.1", StringComparison.Ordinal)}:{node.Port} max_fails=1 fail_timeout=1s;"))}}
            }
            server {
                listen 127.0.0.1:{{port}};
                listen [::1]:{{port}};
                location / {
                    proxy_pass http://knbtraining;
                    proxy_http_version 1.1;
                    proxy_next_upstream error timeout http_500 http_502 http_503;
                    proxy_connect_timeout 2s;
                    proxy_set_header Host $http_host;
                    proxy_set_header X-Forwarded-For $http_x_forwarded_for;
                    proxy_set_header X-Forwarded-Proto $scheme;
                    proxy_set_header Upgrade $http_upgrade;
                    proxy_set_header Connection $connection_upgrade;
                }
            }
        }
        """;
}
