using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using KnbTraining.Learning;
using KnbTraining.Learning.Backups;
using KnbTraining.Learning.Backups.Sealing;
using KnbTraining.Learning.Persistence;
using KnbTraining.TestKit;

namespace KnbTraining.UnitTests.Learning.Backups.Sealing;

public sealed class ArchiveSealTests : IDisposable
{
    private const string Passphrase = "құпия сөз тіркесі";

    private const int Chunk = 64 * 1024;

    private const int Tag = 16;

    private static readonly CancellationToken None = CancellationToken.None;

    private readonly string _folder = Directory.CreateTempSubdirectory("knb-seal-").FullName;

    [Fact]
    public async Task A_backup_that_is_encrypted_is_restored_with_the_passphrase_and_shows_nothing_without_it()
    {
        await using var room = await RoomAsync();
        var saved = DatabaseDump.Of(room.DatabaseFile);
        var archive = await SaveAsync(room, ArchiveSeal.WithPassphrase(Passphrase));

        var bytes = await File.ReadAllBytesAsync(archive, None);
        string[] shown = ["PRIVATE KEY", "SQLite format", "PK\u0003\u0004", "knbtraining.db"];
        Assert.All(shown, text => Assert.True(bytes.AsSpan().IndexOf(Encoding.Latin1.GetBytes(text)) < 0, text));
        var target = Path.Combine(_folder, "restored");
        await RestoreAsync(target, archive, SealRecipient.WithPassphrase(Passphrase));
        Assert.Empty(saved.Except(DatabaseDump.Of(Path.Combine(target, DataFolderNames.Database)), StringComparer.Ordinal));
        Assert.Empty(Directory.EnumerateFileSystemEntries(target, ".knb*"));

        // The letter is composed of other signs there, as another keyboard sends them.
        await RestoreAsync(Path.Combine(_folder, "again"), archive, SealRecipient.WithPassphrase(Passphrase.Normalize(NormalizationForm.FormD)));
    }

    [Fact]
    public async Task What_is_encrypted_for_a_certificate_opens_with_its_private_key_alone()
    {
        await using var room = await RoomAsync();
        using var rsa = RSA.Create(2048);
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var stranger = RSA.Create(2048);
        var (from, to) = (DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        using var ofRsa = new CertificateRequest("CN=Backups", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(from, to);
        using var ofCurve = new CertificateRequest("CN=Backups", curve, HashAlgorithmName.SHA256).CreateSelfSigned(from, to);
        var password = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
        foreach (var (certificate, key, locked) in new (string, string, string)[]
        {
            (ofRsa.ExportCertificatePem(), rsa.ExportPkcs8PrivateKeyPem(), rsa.ExportEncryptedPkcs8PrivateKeyPem("of the key", password)),
            (ofCurve.ExportCertificatePem(), curve.ExportPkcs8PrivateKeyPem(), curve.ExportEncryptedPkcs8PrivateKeyPem("of the key", password)),
        })
        {
            var archive = await SaveAsync(room, ArchiveSeal.ForCertificate(certificate));
            Assert.False(SealRecipient.WantsPassphrase(archive));
            await RestoreAsync(New(), archive, SealRecipient.WithKey(key, null));
            await RestoreAsync(New(), archive, SealRecipient.WithKey(locked, "of the key"));
            await AssertRefusedAsync(archive, SealRecipient.WithKey(locked, "of another"), "cannot be opened");
            var other = key == rsa.ExportPkcs8PrivateKeyPem() ? "another certificate" : "cannot be opened";
            await AssertRefusedAsync(archive, SealRecipient.WithKey(stranger.ExportPkcs8PrivateKeyPem(), null), other);
            await AssertRefusedAsync(archive, SealRecipient.WithKey("no key", null), "cannot be opened");
            await AssertRefusedAsync(archive, SealRecipient.WithPassphrase(Passphrase), "private key");
            await AssertRefusedAsync(archive, null, "encrypted");
        }

        using var small = RSA.Create(1024);
        using var weak = new CertificateRequest("CN=Weak", small, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(from, to);
        var tooWeak = Assert.Throws<BackupException>(() => ArchiveSeal.ForCertificate(weak.ExportCertificatePem()));
        Assert.Contains("2048", tooWeak.Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read", Assert.Throws<BackupException>(() => ArchiveSeal.ForCertificate("no certificate")).Message, StringComparison.Ordinal);
        Assert.Contains("too short", Assert.Throws<BackupException>(() => ArchiveSeal.WithPassphrase("elevensigns")).Message, StringComparison.Ordinal);
    }

    /// <summary>Every way in which somebody who holds the file, and not the key, could make another archive of it.</summary>
    [Fact]
    public async Task An_archive_that_was_changed_cut_or_put_together_anew_is_refused_and_changes_nothing()
    {
        await using var room = await RoomAsync();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var archive = await SaveAsync(room, SealFor(key));
        var recipient = SealRecipient.WithKey(key.ExportPkcs8PrivateKeyPem(), null);
        var good = await File.ReadAllBytesAsync(archive, None);
        var header = 12 + BinaryPrimitives.ReadInt32BigEndian(good.AsSpan(8));
        byte[][] chunks = [.. good[header..].Chunk(Chunk + Tag)];
        Assert.True(chunks.Length > 3, $"{chunks.Length} chunks say nothing about their order.");
        byte[] Of(params IEnumerable<byte[]> parts) => [.. good[..header], .. parts.SelectMany(part => part)];
        byte[] Flip(int at)
        {
            var changed = (byte[])good.Clone();
            changed[at] ^= 1;
            return changed;
        }

        var bad = new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["the last chunk is gone"] = Of(chunks[..^1]),
            ["the last chunk is cut"] = good[..^1],
            ["all chunks are gone"] = good[..header],
            ["the header is cut"] = good[..(header - 5)],
            ["two chunks are exchanged"] = Of([chunks[1], chunks[0], .. chunks[2..]]),
            ["a chunk is missing"] = Of([chunks[0], .. chunks[2..]]),
            ["a chunk is there twice"] = Of([chunks[0], chunks[0], .. chunks[1..]]),
            ["something follows"] = [.. good, 0],
            ["the last chunk follows again"] = Of([.. chunks, chunks[^1]]),
            ["one bit of a chunk"] = Flip(header + 100),
            ["one bit of a tag"] = Flip(header + Chunk + 3),
            ["one bit of the last byte"] = Flip(good.Length - 1),
        };
        var target = Path.Combine(_folder, "target");
        await RestoreAsync(target, archive, recipient);
        var before = await File.ReadAllBytesAsync(Path.Combine(target, DataFolderNames.Database), None);
        foreach (var (what, bytes) in bad)
        {
            var file = Path.Combine(_folder, "bad.knb");
            await File.WriteAllBytesAsync(file, bytes, None);
            var refused = await Assert.ThrowsAsync<BackupException>(() => RestoreAsync(target, file, recipient));
            Assert.True(refused.Message.Contains("damaged", StringComparison.Ordinal), $"{what}: {refused.Message}");
            Assert.DoesNotContain('\n', refused.Message);
        }

        // Everything in clear is bound to the chunks.
        for (var at = 3; at < header; at += header / 9)
        {
            var file = Path.Combine(_folder, "bad.knb");
            await File.WriteAllBytesAsync(file, Flip(at), None);
            await Assert.ThrowsAsync<BackupException>(() => RestoreAsync(target, file, recipient));
        }

        Assert.Equal(before, await File.ReadAllBytesAsync(Path.Combine(target, DataFolderNames.Database), None));
        Assert.Empty(Directory.EnumerateDirectories(target, "before-restore-*"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(target, ".knb*"));

        // Nor does anybody make a passphrase cheaper to guess.
        var worded = await SaveAsync(room, ArchiveSeal.WithPassphrase(Passphrase));
        await AssertRefusedAsync(worded, SealRecipient.WithPassphrase("another passphrase"), "passphrase is not the one");
        var text = await File.ReadAllBytesAsync(worded, None);
        var iterations = text.AsSpan().IndexOf("600000"u8);
        text[iterations] = (byte)'1';
        await File.WriteAllBytesAsync(worded, text, None);
        await AssertRefusedAsync(worded, SealRecipient.WithPassphrase(Passphrase), "");
    }

    [Fact]
    public async Task An_archive_whose_length_is_exactly_that_of_chunks_ends_where_it_ends()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        foreach (var length in new[] { 0, 1, Chunk - 1, Chunk, Chunk + 1, 2 * Chunk })
        {
            var (clear, archive) = (Path.Combine(_folder, $"clear-{length}"), Path.Combine(_folder, $"sealed-{length}"));
            await File.WriteAllBytesAsync(clear, RandomNumberGenerator.GetBytes(length), None);
            SealFor(key).Write(clear, archive);
            using var opened = new MemoryStream();
            SealRecipient.WithKey(key.ExportPkcs8PrivateKeyPem(), null).Open(archive, opened);
            Assert.Equal(await File.ReadAllBytesAsync(clear, None), opened.ToArray());

            // Without the mark of the last chunk, any chunk could pass for it: nothing else is wrong with what is left.
            var whole = await File.ReadAllBytesAsync(archive, None);
            var header = 12 + BinaryPrimitives.ReadInt32BigEndian(whole.AsSpan(8));
            for (var left = header + Chunk + Tag; left < whole.Length; left += Chunk + Tag)
            {
                await File.WriteAllBytesAsync(archive, whole[..left], None);
                Assert.Throws<BackupException>(() => SealRecipient.WithKey(key.ExportPkcs8PrivateKeyPem(), null).Open(archive, Stream.Null));
            }
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<LearningRoom> RoomAsync()
    {
        var room = await LearningRoom.OpenAsync(DatabaseKind.Sqlite);
        await room.AddLearnerAsync();
        return room;
    }

    // Stretching a passphrase takes a third of a second each time, and has nothing to do with the chunks.
    private static ArchiveSeal SealFor(ECDsa key)
    {
        using var certificate = new CertificateRequest("CN=Backups", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return ArchiveSeal.ForCertificate(certificate.ExportCertificatePem());
    }

    private string New() => Path.Combine(_folder, $"{Guid.NewGuid():N}");

    private async Task<string> SaveAsync(LearningRoom room, ArchiveSeal seal) =>
        (await new BackupWriter(new LearningOptions { DataFolder = room.Database.Folder }, room.Clock)
            .WriteAsync(New(), new Dictionary<string, string>(), seal, None)).File;

    private static Task<RestoredBackup> RestoreAsync(string folder, string archive, SealRecipient? recipient) =>
        new BackupRestore(new LearningOptions { DataFolder = folder }, TimeProvider.System).RestoreAsync(archive, recipient, false, None);

    private async Task AssertRefusedAsync(string archive, SealRecipient? recipient, string said)
    {
        var folder = New();
        var refused = await Assert.ThrowsAsync<BackupException>(() => RestoreAsync(folder, archive, recipient));
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
        Assert.False(File.Exists(Path.Combine(folder, DataFolderNames.Database)));
    }
}
