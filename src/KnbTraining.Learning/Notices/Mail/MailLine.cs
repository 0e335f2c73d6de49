using System.Net.Security;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace KnbTraining.Learning.Notices.Mail;

/// <summary>What a mail server made of a message.</summary>
public enum MailResult
{
    Accepted,

    /// <summary>To be tried again later: it said so (4xx), or the connection broke.</summary>
    Later,

    /// <summary>It does not take it (5xx).</summary>
    Refused,

    /// <summary>No connection as it was asked for; nothing was said of the message.</summary>
    Unreachable,
}

/// <param name="Words">The server's own words, or those of the system where it said nothing.</param>
public sealed record MailAnswer(MailResult Result, string Words);

/// <summary>How to reach a mail server.</summary>
/// <param name="Password">In the clear; it is never written anywhere.</param>
public sealed record MailTarget(string Host, int Port, MailSecurity Security, string? UserName, string? Password);

/// <summary>An open connection to a mail server.</summary>
public sealed class MailLine : IDisposable
{
    private readonly SmtpClient _client = new();

    /// <param name="timeout">The longest that the server may be silent.</param>
    /// <param name="trusts">Whether a certificate is trusted; null for what the machine trusts.</param>
    public MailLine(TimeSpan timeout, RemoteCertificateValidationCallback? trusts = null) =>
        (_client.Timeout, _client.ServerCertificateValidationCallback) = ((int)timeout.TotalMilliseconds, trusts);

    /// <returns>Null where the connection is open and signed in.</returns>
    public async Task<MailAnswer?> OpenAsync(MailTarget target, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(target);
        try
        {
            await _client.ConnectAsync(target.Host, target.Port, OptionOf(target.Security), ct);
            if (target.UserName is { } user)
            {
                await _client.AuthenticateAsync(user, target.Password ?? "", ct);
            }

            return null;
        }
        catch (Exception failure) when (IsOfTheLine(failure, ct))
        {
            return new MailAnswer(MailResult.Unreachable, WordsOf(failure));
        }
    }

    public async Task<MailAnswer> SendAsync(MimeMessage message, CancellationToken ct)
    {
        try
        {
            return new MailAnswer(MailResult.Accepted, await _client.SendAsync(message, ct));
        }
        catch (SmtpCommandException said)
        {
            await ResetAsync(ct);
            return new MailAnswer((int)said.StatusCode >= 500 ? MailResult.Refused : MailResult.Later, $"{(int)said.StatusCode} {said.Message}");
        }
        catch (Exception failure) when (IsOfTheLine(failure, ct))
        {
            return new MailAnswer(MailResult.Later, WordsOf(failure));
        }
    }

    /// <summary>False where the next message needs another connection.</summary>
    public bool IsOpen => _client.IsConnected;

    public void Dispose() => _client.Dispose();

    private static SecureSocketOptions OptionOf(MailSecurity security) => security switch
    {
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.None,
    };

    // What a server, a network or a proxy can do wrong. Anything else is a mistake of ours.
    private static bool IsOfTheLine(Exception failure, CancellationToken ct) => failure
        is SmtpCommandException or SmtpProtocolException or AuthenticationException or SslHandshakeException or SocketException or IOException
            or TimeoutException or NotSupportedException or ServiceNotConnectedException or ServiceNotAuthenticatedException
        || (failure is OperationCanceledException && !ct.IsCancellationRequested);

    // The advice of the library follows after the first lines; the server's words stand in front.
    private static string WordsOf(Exception failure) => failure is SmtpCommandException said
        ? $"{(int)said.StatusCode} {said.Message}"
        : string.Join(' ', failure.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(2));

    private async Task ResetAsync(CancellationToken ct)
    {
        try
        {
            if (_client.IsConnected)
            {
                await _client.NoOpAsync(ct);
            }
        }
        catch (Exception failure) when (IsOfTheLine(failure, ct))
        {
            await _client.DisconnectAsync(quit: false, CancellationToken.None);
        }
    }
}
