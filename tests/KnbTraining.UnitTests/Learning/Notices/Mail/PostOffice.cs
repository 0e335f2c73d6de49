using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using MimeKit;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.ComponentModel;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace KnbTraining.UnitTests.Learning.Notices.Mail;

/// <summary>A real SMTP server on a free port, which answers as a test wants.</summary>
internal sealed class PostOffice : MessageStore, IAsyncDisposable
{
    /// <summary>"Requested mail action not taken: mailbox unavailable" for now (RFC 5321); the package has no name for it.</summary>
    public const SmtpReplyCode NotNow = (SmtpReplyCode)450;

    private readonly CancellationTokenSource _end = new();
    private readonly Task _running;

    /// <param name="certificate">With its key; null for a server that speaks in the clear alone.</param>
    /// <param name="fromFirstByte">True for TLS before anything is said, false for STARTTLS.</param>
    /// <param name="password">Of the user <c>house</c>, who has to sign in and may only do so under TLS; null where nobody has to.</param>
    public PostOffice(int? port = null, X509Certificate2? certificate = null, bool fromFirstByte = false, string? password = null)
    {
        Port = port ?? FreePort();
        var services = new ServiceProvider();
        services.Add(this);
        services.Add(new Porter(this, password));
        var options = new SmtpServerOptionsBuilder()
            .ServerName("post.example.kz")
            .Endpoint(endpoint =>
            {
                endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, Port)).IsSecure(fromFirstByte).AuthenticationRequired(password is not null);
                if (certificate is not null)
                {
                    endpoint.Certificate(certificate).SupportedSslProtocols(SslProtocols.Tls12 | SslProtocols.Tls13);
                }
            })
            .Build();
        _running = new SmtpServer.SmtpServer(options, services).StartAsync(_end.Token);
    }

    public int Port { get; }

    /// <summary>What was delivered and taken.</summary>
    public List<MimeMessage> Taken { get; } = [];

    /// <summary>How often somebody has said a password.</summary>
    public int SignIns { get; private set; }

    /// <summary>What it says to the next messages.</summary>
    public Func<Task<SmtpResponse>> Answer { get; set; } = () => Task.FromResult(SmtpResponse.Ok);

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public override async Task<SmtpResponse> SaveAsync(
        ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream(buffer.ToArray());
        var message = await MimeMessage.LoadAsync(stream, cancellationToken);
        var answer = await Answer();
        if ((int)answer.ReplyCode < 300)
        {
            Taken.Add(message);
        }

        return answer;
    }

    /// <summary>Lets in whoever knows the password.</summary>
    private sealed class Porter(PostOffice post, string? password) : UserAuthenticator
    {
        public override Task<bool> AuthenticateAsync(ISessionContext context, string user, string typed, CancellationToken cancellationToken)
        {
            post.SignIns++;
            return Task.FromResult(user == "house" && typed == password);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }
}
