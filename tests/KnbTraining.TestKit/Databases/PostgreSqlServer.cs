using System.Diagnostics;
using Npgsql;

namespace KnbTraining.TestKit.Databases;

/// <summary>
/// Debian's PostgreSQL 15, started once for the whole run on a socket in a folder of its own, with nothing flushed to the disk. It ends
/// with this process, however that ends: a shell waits for the end of its input, stops the server and removes the folder.
/// </summary>
/// <remarks>
/// The server is set up unlike SQLite wherever that could show: its texts stand in the order of the Kazakh alphabet, and its sessions
/// begin in the time zone of Almaty.
/// </remarks>
public sealed class PostgreSqlServer : IDisposable
{
    private const string Script = """
        set -eu
        folder=$1 bin=$2
        as() { "$@"; }
        if [ "$(id -u)" = 0 ]; then
            chown postgres "$folder"
            as() { setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; }
        fi
        cd "$folder"
        finish() {
            trap - EXIT
            as "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
            cd /
            rm -rf "$folder"
        }
        trap finish EXIT
        trap exit INT TERM HUP
        as "$bin/initdb" -D "$folder/data" -U knb --auth=trust --no-sync --encoding=UTF8 --locale=C.UTF-8 --locale-provider=icu --icu-locale=kk-KZ >&2
        options="-k $folder -c listen_addresses= -c max_connections=300 -c timezone=Asia/Almaty -c fsync=off -c full_page_writes=off"
        options="$options -c synchronous_commit=off -c wal_level=minimal -c max_wal_senders=0 -c autovacuum=off -c max_wal_size=4GB -c checkpoint_timeout=1h"
        as "$bin/pg_ctl" -D "$folder/data" -w -t 60 -l "$folder/log" -o "$options" start >&2
        echo ready
        cat >/dev/null
        """;

    private static readonly Lazy<PostgreSqlServer> Started = new(() => new PostgreSqlServer());

    private readonly string _folder = Directory.CreateTempSubdirectory("knb-pg-").FullName;
    private readonly Process _shell;
    private int _databases;
    private string? _keyFile;

    private PostgreSqlServer()
    {
        _shell = Process.Start(new ProcessStartInfo("sh", ["-c", Script, "sh", _folder, Programs])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        var said = new System.Text.StringBuilder();
        _shell.ErrorDataReceived += (_, line) => said.AppendLine(line.Data);
        _shell.BeginErrorReadLine();
        if (_shell.StandardOutput.ReadLine() != "ready")
        {
            _shell.WaitForExit();
            throw new InvalidOperationException($"PostgreSQL could not be started: {said}");
        }
    }

    // Its input ends with that, and the server with its input.
    public void Dispose() => _shell.Dispose();

    /// <summary>The folder of PostgreSQL's programs.</summary>
    public static string Programs => Environment.GetEnvironmentVariable("KNB_POSTGRESQL") is { Length: > 0 } folder ? folder : "/usr/lib/postgresql/15/bin";

    /// <summary>Why a test that needs the server cannot run here; null where it can.</summary>
    public static string? Missing => File.Exists(Path.Combine(Programs, "postgres"))
        ? null
        : $"PostgreSQL 15 was not found in '{Programs}' (Debian: apt-get install postgresql; elsewhere KNB_POSTGRESQL names the folder of its programs).";

    /// <summary>The server, started if need be. A test is skipped where there is none.</summary>
    public static PostgreSqlServer Instance => Missing is { } reason ? throw new SkippedException(reason) : Started.Value;

    /// <summary>Where the socket lies: the host of a connection string.</summary>
    public string Host => _folder;

    /// <summary>The key file of all nodes over databases of this server: it is removed when this process ends.</summary>
    public string KeyFile
    {
        get
        {
            lock (_shell)
            {
                return _keyFile ??= MakeKeyFile();
            }
        }
    }

    public string ConnectionTo(string database) => new NpgsqlConnectionStringBuilder { Host = _folder, Username = "knb", Database = database }.ToString();

    private static string MakeKeyFile()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("knb-keys-").FullName, "database.key");
        _ = Learning.Signing.KeyFile.Create(file);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        return file;
    }

    /// <param name="template">A database that nobody is connected to.</param>
    /// <param name="further">More words of the statement, for example another encoding.</param>
    /// <returns>The name of a new database.</returns>
    public string Create(string template = "template1", string further = "")
    {
        var name = $"room_{Interlocked.Increment(ref _databases)}";
        Execute($"CREATE DATABASE {name} TEMPLATE {template} {further}");
        return name;
    }

    /// <summary>Removes a database, whoever is connected.</summary>
    public void Drop(string database)
    {
        NpgsqlConnection.ClearPool(new NpgsqlConnection(ConnectionTo(database)));
        Execute($"DROP DATABASE IF EXISTS {database} WITH (FORCE)");
    }

    /// <summary>Runs a statement about databases, which nobody types.</summary>
    public void Execute(string sql)
    {
        using var connection = new NpgsqlConnection(ConnectionTo("postgres"));
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

/// <summary>Tells the runner that a test cannot run here, and why: it knows such an exception by the first word.</summary>
public sealed class SkippedException(string reason) : Exception($"$XunitDynamicSkip${reason}");
