using System.Net;
using System.Net.Sockets;
using KnbTraining.Content.Items;

namespace KnbTraining.LoadTests.Serving;

/// <summary>
/// The line between the application and its database. While it is cutting, it breaks connections in the middle of a commit: either the
/// database never hears of the commit, or the application never hears the answer, and cannot know which.
/// </summary>
internal sealed class CuttableLine : IAsyncDisposable
{
    // One in three, so that most of the work still gets through.
    private const int Share = 3;

    private readonly int _port;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly StableRandom _random = StableRandom.For(1, "cuts");
    private readonly Lock _turn = new();
    private int _unheard;
    private int _unanswered;

    /// <param name="port">Of the database, on the loopback address.</param>
    public CuttableLine(int port)
    {
        _port = port;
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>To which the application connects, on the loopback address.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public bool Cutting { get; set; }

    /// <summary>Commits that never reached the database.</summary>
    public int Unheard => Volatile.Read(ref _unheard);

    /// <summary>Commits that the database carried out, and whose answer never came back.</summary>
    public int Unanswered => Volatile.Read(ref _unanswered);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            var near = await _listener.AcceptTcpClientAsync(_end.Token);
            _ = JoinAsync(near);
        }
    }

    private async Task JoinAsync(TcpClient near)
    {
        using var far = new TcpClient { NoDelay = true };
        using (near)
        {
            near.NoDelay = true;
            try
            {
                await far.ConnectAsync(IPAddress.Loopback, _port, _end.Token);
                var silent = new TaskCompletionSource();
                await await Task.WhenAny(UpAsync(near.GetStream(), far.GetStream(), silent), DownAsync(far.GetStream(), near.GetStream(), silent));
            }
            catch (Exception broken) when (broken is IOException or SocketException or OperationCanceledException)
            {
                // One side has gone; the other learns it by the end of its connection.
            }
        }
    }

    // Ends, and the connection with it, where the line is cut.
    private async Task UpAsync(NetworkStream near, NetworkStream far, TaskCompletionSource silent)
    {
        var buffer = new byte[64 * 1024];
        while (await near.ReadAsync(buffer, _end.Token) is > 0 and var count)
        {
            if (!Cutting || buffer.AsSpan(0, count).IndexOf("COMMIT"u8) < 0 || Any(Share) > 0)
            {
                await far.WriteAsync(buffer.AsMemory(0, count), _end.Token);
            }
            else if (Any(2) == 0)
            {
                Interlocked.Increment(ref _unheard);
                return;
            }
            else
            {
                silent.SetResult();
                await far.WriteAsync(buffer.AsMemory(0, count), _end.Token);
                await Task.Delay(TimeSpan.FromMilliseconds(50), _end.Token);
                Interlocked.Increment(ref _unanswered);
                return;
            }
        }
    }

    private async Task DownAsync(NetworkStream far, NetworkStream near, TaskCompletionSource silent)
    {
        var buffer = new byte[64 * 1024];
        while (await far.ReadAsync(buffer, _end.Token) is > 0 and var count)
        {
            if (silent.Task.IsCompleted)
            {
                // Whoever sends up closes the connection.
                await Task.Delay(Timeout.Infinite, _end.Token);
            }

            await near.WriteAsync(buffer.AsMemory(0, count), _end.Token);
        }
    }

    private int Any(int count)
    {
        lock (_turn)
        {
            return _random.Below(count);
        }
    }
}
