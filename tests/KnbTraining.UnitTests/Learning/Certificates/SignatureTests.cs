using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Certificates;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Certificates;

public sealed class SignatureTests
{
    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Changing_any_byte_of_the_payload_breaks_the_signature()
    {
        await using var room = await LearningRoom.OpenAsync();
        var keys = room.Get<CertificateKeys>();
        var certificate = Issue(keys);
        var payload = Encoding.UTF8.GetBytes(certificate.Payload);
        Assert.True(keys.Verify(certificate.KeyId, payload, certificate.Signature));
        for (var i = 0; i < payload.Length; i++)
        {
            payload[i] ^= 1;
            Assert.False(keys.Verify(certificate.KeyId, payload, certificate.Signature), $"byte {i}");
            payload[i] ^= 1;
        }
    }

    [Theory]
    [InlineData("HolderName", "Somebody Else")]
    [InlineData("UnitName", "Somewhere Else")]
    [InlineData("Issuer", "Others")]
    [InlineData("Titles", "{\"en\":\"Another course\"}")]
    [InlineData("Titles", "no object")]
    [InlineData("Titles", "")]
    [InlineData("Percent", 99)]
    [InlineData("ValidUntil", "2031-01-01")]
    [InlineData("IssuedOn", "2026-01-01")]
    [InlineData("Payload", "{}")]
    [InlineData("KeyId", "0123456789abcdef")]
    [InlineData("KeyId", "../signing")]
    public async Task A_row_that_somebody_changed_is_not_genuine_and_is_logged(string column, object value)
    {
        await using var room = await LearningRoom.OpenAsync();
        var viewer = await room.AddLearnerAsync();
        var number = await room.CertificateOfAsync(await room.SitAsync(viewer, right: 18));
        var queries = room.Get<CertificateQueries>();
        Assert.Equal(CertificateStanding.Valid, (await queries.VerifyAsync(number, "en", None)).Standing);
        Assert.DoesNotContain(room.Log.Entries, entry => entry.Message.Contains(number, StringComparison.Ordinal));
        var changed = value is string text && DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day) ? day : value;
        await room.ExecuteAsync($"UPDATE Certificates SET {column} = {{0}}", changed);

        Assert.Equal(CertificateStanding.NotGenuine, (await queries.VerifyAsync(number, "en", None)).Standing);
        Assert.Equal(CertificateStanding.NotGenuine, (await queries.FindAsync(viewer, number, "en", None)).Value!.Standing);
        Assert.Contains(room.Log.Entries, entry => entry.Message.Contains(number, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_signed_text_is_canonical_and_readable()
    {
        await using var room = await LearningRoom.OpenAsync();
        var certificate = Issue(room.Get<CertificateKeys>());
        Assert.Equal(
            "{\"attempt\":\"00000000-0000-0000-0000-000000000002\",\"course\":\"a-course\",\"edition\":3,\"holder\":\"Әсел \\\"Ә\\\" \\\\ \\u0001\",\"issued\":\"2026-03-02\","
            + $"\"issuer\":\"Organisation\",\"key\":\"{certificate.KeyId}\",\"number\":\"KNB-2026-7F3K-Q9TD\",\"percent\":85,\"person\":\"00000000-0000-0000-0000-000000000001\","
            + "\"title\":{\"en\":\"Course\",\"kk\":\"Курс қазақша\",\"ru\":\"Курс\"},\"unit\":\"Archive\",\"validUntil\":\"2027-03-02\",\"version\":1}",
            certificate.Payload);
        using var json = JsonDocument.Parse(certificate.Payload);
        Assert.Equal("Әсел \"Ә\" \\ \u0001", json.RootElement.GetProperty("holder").GetString());
    }

    [Fact]
    public async Task OpenSsl_verifies_a_certificate_from_three_files()
    {
        await using var room = await LearningRoom.OpenAsync();
        var keys = room.Get<CertificateKeys>();
        var certificate = Issue(keys);
        var folder = Directory.CreateTempSubdirectory("knb-openssl-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "key.pem"), keys.FindPublic(certificate.KeyId), None);
            await File.WriteAllBytesAsync(Path.Combine(folder, "payload.json"), Encoding.UTF8.GetBytes(certificate.Payload), None);
            await File.WriteAllBytesAsync(Path.Combine(folder, "signature.der"), certificate.Signature, None);
            Assert.SkipUnless(OpenSsl(folder, "version") == 0, "OpenSSL is not installed here.");
            Assert.Equal(0, OpenSsl(folder, "dgst", "-sha256", "-verify", "key.pem", "-signature", "signature.der", "payload.json"));
            await File.AppendAllTextAsync(Path.Combine(folder, "payload.json"), " ", None);
            Assert.NotEqual(0, OpenSsl(folder, "dgst", "-sha256", "-verify", "key.pem", "-signature", "signature.der", "payload.json"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_new_key_signs_from_now_on_and_the_old_one_still_verifies()
    {
        await using var room = await LearningRoom.OpenAsync();
        var keys = room.Get<CertificateKeys>();
        var before = Issue(keys);
        var oldPrivate = await File.ReadAllTextAsync(Path.Combine(keys.Place, "signing.pem"), None);

        var rotated = await room.Get<CertificateKeyRotation>().RotateAsync(None);

        var after = Issue(keys);
        Assert.Equal(rotated.Value, after.KeyId);
        Assert.NotEqual(before.KeyId, after.KeyId);
        Assert.True(before.IsGenuine(keys));
        Assert.True(after.IsGenuine(keys));
        Assert.Equal([(after.KeyId, true), (before.KeyId, false)], keys.ListPublic().Select(key => (key.Id, key.Current)));
        Assert.DoesNotContain(Directory.EnumerateFiles(keys.Place), file => File.ReadAllText(file) == oldPrivate);
        Assert.Equal(new CertificateKeyReplaced(KnbTraining.Learning.Ledger.Slug.Of(before.KeyId)), (await room.LinesAsync())[^1].Fact);
    }

    [Fact]
    public async Task The_private_key_is_readable_by_the_service_alone_and_survives_a_restart()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other rights.");
        await using var room = await LearningRoom.OpenAsync();
        var keys = room.Get<CertificateKeys>();
        var certificate = Issue(keys);
#pragma warning disable CA1416 // Skipped on Windows.
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(keys.Place, "signing.pem")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(keys.Place));
#pragma warning restore CA1416
        await room.KillAndRestartAsync();
        Assert.True(certificate.IsGenuine(room.Get<CertificateKeys>()));
        Assert.Equal(certificate.KeyId, Issue(room.Get<CertificateKeys>()).KeyId);
    }

    [Fact]
    public async Task A_key_of_somebody_else_under_a_name_of_ours_verifies_nothing()
    {
        await using var room = await LearningRoom.OpenAsync();
        var keys = room.Get<CertificateKeys>();
        var certificate = Issue(keys);
        using var foreign = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var payload = Encoding.UTF8.GetBytes(certificate.Payload);
        var forged = foreign.SignData(payload, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        await File.WriteAllTextAsync(Path.Combine(keys.Place, $"{certificate.KeyId}.public.pem"), foreign.ExportSubjectPublicKeyInfoPem(), None);
        Assert.False(keys.Verify(certificate.KeyId, payload, forged));
    }

    private static Certificate Issue(CertificateKeys keys)
    {
        using var key = keys.OpenSigningKey();
        var facts = new CertificateFacts(
            new Guid("00000000-0000-0000-0000-000000000001"),
            new Guid("00000000-0000-0000-0000-000000000002"),
            "Organisation",
            "Әсел \"Ә\" \\ \u0001",
            "Archive",
            "a-course",
            Localized.Of("Course", "Курс", "Курс қазақша"),
            3,
            85,
            new DateOnly(2026, 3, 2),
            new DateOnly(2027, 3, 2));
        return Certificate.Issue("KNB-2026-7F3K-Q9TD", facts, key);
    }

    private static int OpenSsl(string folder, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("openssl", arguments) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }
}
