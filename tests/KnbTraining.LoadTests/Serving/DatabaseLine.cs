using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using KnbTraining.TestKit.Databases;
using Npgsql;

namespace KnbTraining.LoadTests.Serving;

/// <summary>The line between one node and the database server. It can be cut: open connections break, and new ones are refused at once.</summary>
internal sealed class DatabaseLine : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Socket, bool> _open = new();
    private readonly CancellationTokenSource _end = new();
    private readonly string _database;
    private readonly int _port;
    private TcpListener? _listener;

    public DatabaseLine(string database)
    {
        _database = database;
        _listener = new TcpListener(IPAddress.Loopback, 0);
        _listener.Start();
        _port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync(_listener);
    }

    /// <summary>How the node reaches the database over this line.</summary>
    public ServedDatabase Database =>
        new(new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = _port, Username = "knb", Database = _database }.ToString());

    public void Cut()
    {
        _listener?.Dispose();
        _listener = null;
        foreach (var socket in _open.Keys)
        {
            socket.Dispose();
        }
    }

    public void Mend()
    {
        _listener = new TcpListener(IPAddress.Loopback, _port);
        _listener.Start();
        _ = AcceptAsync(_listener);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        Cut();
        _end.Dispose();
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                _ = JoinAsync(await listener.AcceptSocketAsync(_end.Token));
            }
        }
        catch (Exception cut) when (cut is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The line is cut, or the run is over.
        }
    }

    private async Task JoinAsync(Socket near)
    {
        using var far = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using (near)
        {
            _open[near] = _open[far] = true;
            near.NoDelay = true;
            try
            {
                await far.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(PostgreSqlServer.Instance.Host, ".s.PGSQL.5432")));
                await Task.WhenAny(CopyAsync(near, far), CopyAsync(far, near));
            }
            catch (Exception broken) when (broken is SocketException or ObjectDisposedException)
            {
                // Cut.
            }

            _open.TryRemove(near, out _);
            _open.TryRemove(far, out _);
        }
    }

    private static async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            for (int read; (read = await from.ReceiveAsync(buffer)) > 0;)
            {
                for (var sent = 0; sent < read;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, read - sent));
                }
            }
        }
        catch (Exception broken) when (broken is SocketException or ObjectDisposedException)
        {
            // Cut, or ended by the other side.
        }
    }
}
