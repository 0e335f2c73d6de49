using System.Net;
using System.Net.Sockets;

namespace KnbTraining.TestKit;

/// <summary>A line to a server that carries everything but the wish to open a WebSocket, as many proxies do.</summary>
public sealed class LineWithoutSockets : IAsyncDisposable
{
    private static readonly byte[] Wish = "Upgrade: websocket"u8.ToArray();

    private readonly Uri _server;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _accepting;

    public LineWithoutSockets(Uri server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Stop();
        await _accepting;
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = CarryAsync(await _listener.AcceptTcpClientAsync(_closing.Token));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The line is closed.
        }
    }

    private async Task CarryAsync(TcpClient browser)
    {
        using var near = browser;
        using var far = new TcpClient();
        try
        {
            await far.ConnectAsync(_server.Host, _server.Port, _closing.Token);
            await Task.WhenAny(PumpAsync(near.GetStream(), far.GetStream(), forget: true), PumpAsync(far.GetStream(), near.GetStream(), forget: false));
        }
        catch (Exception broken) when (broken is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One end is gone.
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, bool forget)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReadAsync(buffer, _closing.Token) is var read and > 0)
        {
            if (forget && buffer.AsSpan(0, read).IndexOf(Wish) is var at and >= 0)
            {
                "X-grade:"u8.CopyTo(buffer.AsSpan(at));
            }

            await to.WriteAsync(buffer.AsMemory(0, read), _closing.Token);
        }
    }
}
