using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using KnbTraining.Content.Items;

namespace KnbTraining.TestKit;

/// <summary>
/// A line between a learner and the server: everything takes half of a round trip each way, and some pieces are lost, which
/// TCP repairs by sending them again after a while and holding back what follows.
/// </summary>
public sealed class SlowLine : IAsyncDisposable
{
    private static readonly TimeSpan SentAgainAfter = TimeSpan.FromMilliseconds(600);
    private readonly Uri _server;
    private readonly int _lossPerMille;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private ulong _connections;
    private volatile TaskCompletionSource _flowing = Flowing();

    /// <param name="roundTrip">There and back.</param>
    /// <param name="lossPerMille">Lost pieces of a thousand.</param>
    public SlowLine(Uri server, TimeSpan roundTrip, int lossPerMille)
    {
        _server = server;
        RoundTrip = roundTrip;
        _lossPerMille = lossPerMille;
        _listener.Start();
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}/"));
        _ = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>There and back.</summary>
    public TimeSpan RoundTrip { get; }

    private TimeSpan OneWay => RoundTrip / 2;

    /// <summary>From now on nothing arrives, in either direction, until <see cref="LetGo"/>: how long that takes, no machine decides.</summary>
    public void Hold() => _flowing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What was held back arrives, in its order.</summary>
    public void LetGo() => _flowing.TrySetResult();

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
            _ = JoinAsync(near, StableRandom.For(_connections++, "line"));
        }
    }

    private async Task JoinAsync(TcpClient near, StableRandom random)
    {
        using var far = new TcpClient { NoDelay = true };
        using (near)
        {
            near.NoDelay = true;

            // Connecting takes a round trip of its own.
            await Task.Delay(RoundTrip, _end.Token);
            await far.ConnectAsync(_server.Host, _server.Port, _end.Token);
            await Task.WhenAny(
                CarryAsync(near.GetStream(), far.GetStream(), StableRandom.For(random.NextUInt64(), "up")),
                CarryAsync(far.GetStream(), near.GetStream(), StableRandom.For(random.NextUInt64(), "down")));
        }
    }

    private async Task CarryAsync(NetworkStream from, NetworkStream to, StableRandom random)
    {
        var pieces = Channel.CreateUnbounded<(long Due, byte[] Piece)>();
        var delivering = DeliverAsync(pieces.Reader, to);

        // About what one packet carries.
        var buffer = new byte[1400];
        while (await from.ReadAsync(buffer, _end.Token) is > 0 and var count)
        {
            var late = random.Below(1000) < _lossPerMille ? SentAgainAfter : TimeSpan.Zero;
            await pieces.Writer.WriteAsync((Environment.TickCount64 + (long)(OneWay + late).TotalMilliseconds, buffer[..count]), _end.Token);
        }

        pieces.Writer.Complete();
        await delivering;
    }

    private async Task DeliverAsync(ChannelReader<(long Due, byte[] Piece)> pieces, NetworkStream to)
    {
        await foreach (var (due, piece) in pieces.ReadAllAsync(_end.Token))
        {
            var wait = due - Environment.TickCount64;
            if (wait > 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(wait), _end.Token);
            }

            await _flowing.Task.WaitAsync(_end.Token);
            await to.WriteAsync(piece, _end.Token);
        }
    }

    private static TaskCompletionSource Flowing()
    {
        var flowing = new TaskCompletionSource();
        flowing.SetResult();
        return flowing;
    }
}
