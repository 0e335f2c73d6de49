using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KnbTraining.Learning.Notices.Mail;
using MimeKit;
using SmtpServer.Protocol;

namespace KnbTraining.UnitTests.Learning.Notices.Mail;

/// <summary>Connections under TLS to a real SMTP server, whose certificate is made here.</summary>
public sealed class MailLineTests : IDisposable
{
    private const string Password = "Secret-2026-құпия";

    private static readonly CancellationToken None = CancellationToken.None;

    private readonly X509Certificate2 _authority = Authority();

    [Theory]
    [InlineData(MailSecurity.StartTls)]
    [InlineData(MailSecurity.Tls)]
    public async Task A_message_goes_out_under_tls_after_signing_in(MailSecurity security)
    {
        using var certificate = Signed("localhost");
        await using var post = new PostOffice(certificate: certificate, fromFirstByte: security == MailSecurity.Tls, password: Password);
        using var line = new MailLine(TimeSpan.FromSeconds(20), Trusts);
        Assert.Null(await line.OpenAsync(Target(post, security), None));
        Assert.True(line.IsOpen);
        using var message = Message();
        var answer = await line.SendAsync(message, None);
        Assert.True(answer.Result == MailResult.Accepted, answer.Words);
        Assert.Equal("Сынақ", Assert.Single(post.Taken).Subject);
    }

    [Fact]
    public async Task A_wrong_password_is_told_in_the_words_of_the_server_and_nothing_is_sent()
    {
        using var certificate = Signed("localhost");
        await using var post = new PostOffice(certificate: certificate, password: Password);
        using var line = new MailLine(TimeSpan.FromSeconds(20), Trusts);
        var refused = await line.OpenAsync(Target(post, MailSecurity.StartTls) with { Password = "another" }, None);
        Assert.Equal(MailResult.Unreachable, refused!.Result);
        Assert.StartsWith($"{(int)SmtpReplyCode.AuthenticationFailed}", refused.Words, StringComparison.Ordinal);
        Assert.Empty(post.Taken);
    }

    [Theory]
    [InlineData(MailSecurity.StartTls, "localhost", false)]
    [InlineData(MailSecurity.Tls, "localhost", false)]
    [InlineData(MailSecurity.StartTls, "somebody-else.example.kz", true)]
    [InlineData(MailSecurity.Tls, "somebody-else.example.kz", true)]
    public async Task A_certificate_that_nobody_trusts_or_of_another_name_ends_the_connection_before_the_password_is_said(
        MailSecurity security, string name, bool trusted)
    {
        using var certificate = Signed(name);
        await using var post = new PostOffice(certificate: certificate, fromFirstByte: security == MailSecurity.Tls, password: Password);
        using var line = trusted ? new MailLine(TimeSpan.FromSeconds(20), Trusts) : new MailLine(TimeSpan.FromSeconds(20));
        var refused = await line.OpenAsync(Target(post, security), None);
        Assert.Equal(MailResult.Unreachable, refused!.Result);
        Assert.NotEmpty(refused.Words);
        Assert.False(line.IsOpen);
        Assert.Equal(0, post.SignIns);
    }

    public void Dispose() => _authority.Dispose();

    private static MailTarget Target(PostOffice post, MailSecurity security) => new("localhost", post.Port, security, "house", Password);

    private static MimeMessage Message()
    {
        var message = new MimeMessage { Subject = "Сынақ", Body = new TextPart("plain") { Text = "Сәлем" } };
        message.From.Add(new MailboxAddress("", "house@example.kz"));
        message.To.Add(new MailboxAddress("", "a@example.kz"));
        return message;
    }

    // As a machine does whose administrator has added this authority to those that it trusts.
    private bool Trusts(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        using var ours = new X509Chain();
        ours.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        ours.ChainPolicy.CustomTrustStore.Add(_authority);
        ours.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) == SslPolicyErrors.None && ours.Build((X509Certificate2)certificate!);
    }

    private static X509Certificate2 Authority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
    }

    private X509Certificate2 Signed(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(_authority, DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1), [1, 2, 3, 4]);
        using var withKey = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }
}
