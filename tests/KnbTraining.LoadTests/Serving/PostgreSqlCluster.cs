using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using KnbTraining.TestKit.Databases;
using Npgsql;

namespace KnbTraining.LoadTests.Serving;

/// <summary>
/// A server of PostgreSQL as an organisation would run it: what it confirms is on the disk. It can be crashed, started again and read from
/// outside. It ends with this process, however that ends: a shell waits for the end of its input and stops the server.
/// </summary>
internal sealed class PostgreSqlCluster : IAsyncDisposable
{
    /// <summary>As the application signs in: no administrator of the server, so that limits count for it.</summary>
    private const string User = "knb";

    private const string Administrator = "postgres";

    private const string Guard = """
        folder=$1 bin=$2
        trap '' INT TERM HUP
        cat >/dev/null
        setpriv --reuid=postgres --regid=postgres --clear-groups "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1
        rm -rf "$folder/data"
        """;

    private readonly string _folder;
    private readonly Process _guard;

    private PostgreSqlCluster(string folder, int port, Process guard)
    {
        _folder = folder;
        Port = port;
        _guard = guard;
    }

    /// <summary>On the loopback address.</summary>
    public int Port { get; }

    private string Data => Path.Combine(_folder, "data");

    /// <param name="folder">An empty folder for the server's files.</param>
    /// <exception cref="InvalidOperationException">PostgreSQL is not installed, or cannot be started as this user.</exception>
    public static async Task<PostgreSqlCluster> StartAsync(string folder)
    {
        if (PostgreSqlServer.Missing is { } reason)
        {
            throw new InvalidOperationException(reason);
        }

        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        await RunAsync("chown", "postgres", folder);
        var guard = Process.Start(new ProcessStartInfo("sh", ["-c", Guard, "sh", folder, PostgreSqlServer.Programs]) { RedirectStandardInput = true, UseShellExecute = false })!;
        var cluster = new PostgreSqlCluster(folder, port, guard);
        await cluster.AsOwnerAsync("initdb", "-D", cluster.Data, "-U", Administrator, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8");
        await cluster.StartAgainAsync();
        await cluster.ExecuteAsync($"CREATE ROLE {User} LOGIN");
        return cluster;
    }

    public string ConnectionTo(string database) => Connection(User, database).ToString();

    /// <summary>The same database by another way, for example through a line that can be cut.</summary>
    public string ConnectionTo(string database, int port) => new NpgsqlConnectionStringBuilder(ConnectionTo(database)) { Port = port }.ToString();

    public Task CreateDatabaseAsync(string name) => ExecuteAsync($"CREATE DATABASE {name} OWNER {User}");

    /// <summary>Starts the server where it does not run, and waits until it takes connections.</summary>
    public Task StartAgainAsync() => AsOwnerAsync(
        "pg_ctl", "-D", Data, "-w", "-t", "120", "-l", Path.Combine(_folder, "log"),
        "-o", string.Create(CultureInfo.InvariantCulture, $"-p {Port} -k {_folder} -c listen_addresses=127.0.0.1 -c max_connections=60 -c wal_keep_size=0 -c max_wal_size=64MB"),
        "start");

    public async Task<bool> IsRunningAsync()
    {
        try
        {
            await ExecuteAsync("SELECT 1");
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    /// <summary>Ends the server at once, as when its processes are killed: it recovers at its next start.</summary>
    public Task CrashAsync() => AsOwnerAsync("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");

    /// <summary>Runs a statement as the administrator of the server.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A connection of the application's own kind, which takes one of those that the server allows.</summary>
    public async Task<NpgsqlConnection> OpenAsUserAsync(string database)
    {
        var connection = new NpgsqlConnection(Connection(User, database).ToString());
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Ends every session of the application, wherever it is in its work.</summary>
    public Task EndSessionsAsync() => ExecuteAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{User}'");

    public async ValueTask DisposeAsync()
    {
        _guard.StandardInput.Close();
        await _guard.WaitForExitAsync();
        _guard.Dispose();
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(Connection(Administrator, "postgres").ToString());
        await connection.OpenAsync();
        return connection;
    }

    private NpgsqlConnectionStringBuilder Connection(string user, string database) =>
        new() { Host = "127.0.0.1", Port = Port, Username = user, Database = database, Pooling = user == User };

    // The server refuses to run as the administrator of the machine.
    private Task AsOwnerAsync(string program, params string[] arguments) =>
        RunAsync("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", Path.Combine(PostgreSqlServer.Programs, program), .. arguments]);

    private static async Task RunAsync(string command, params string[] arguments)
    {
        // Not its output: the server inherits it, and whoever reads it to the end waits for the end of the server.
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = "/" })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{command} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }
}
