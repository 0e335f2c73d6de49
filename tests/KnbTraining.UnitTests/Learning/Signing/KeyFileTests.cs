using System.Security.Cryptography;
using KnbTraining.Learning.Signing;

namespace KnbTraining.UnitTests.Learning.Signing;

public sealed class KeyFileTests : IDisposable
{
    private static readonly byte[] Secret = [.. "a private key"u8];

    private readonly string _folder = Directory.CreateTempSubdirectory("knb-keyfile-").FullName;

    private string File => Path.Combine(_folder, "below", "database.key");

    [Fact]
    public void What_one_node_encrypts_another_with_the_same_file_decrypts()
    {
        var stored = KeyFile.Create(File).Encrypt("2 key", Secret);

        Assert.Equal(Secret, KeyFile.Read(File).Decrypt("2 key", stored));
        Assert.DoesNotContain("private", System.Text.Encoding.Latin1.GetString(stored), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_secret_is_never_encrypted_to_the_same_bytes()
    {
        var file = KeyFile.Create(File);
        Assert.NotEqual(file.Encrypt("2 key", Secret), file.Encrypt("2 key", Secret));
    }

    [Fact]
    public void A_changed_byte_another_file_another_name_and_a_cut_are_refused()
    {
        var file = KeyFile.Create(File);
        var stored = file.Encrypt("2 key", Secret);
        for (var i = 0; i < stored.Length; i++)
        {
            byte[] changed = [.. stored];
            changed[i] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => file.Decrypt("2 key", changed));
        }

        Assert.ThrowsAny<CryptographicException>(() => file.Decrypt("3 key", stored));
        Assert.ThrowsAny<CryptographicException>(() => file.Decrypt("2 key", stored[..^1]));
        Assert.ThrowsAny<CryptographicException>(() => file.Decrypt("2 key", []));
        var other = KeyFile.Create(Path.Combine(_folder, "other.key"));
        Assert.ThrowsAny<CryptographicException>(() => other.Decrypt("2 key", stored));
    }

    [Theory]
    [InlineData("")]
    [InlineData("secret")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==")]
    [InlineData("-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void A_file_that_holds_no_key_is_refused_without_repeating_it(string text)
    {
        var file = Path.Combine(_folder, "wrong.key");
        System.IO.File.WriteAllText(file, text);

        var refused = Assert.Throws<IOException>(() => KeyFile.Read(file));

        Assert.Contains("32 bytes", refused.Message, StringComparison.Ordinal);
        Assert.True(text.Length == 0 || !refused.Message.Contains(text, StringComparison.Ordinal));
    }

    [Fact]
    public void What_openssl_writes_is_taken_and_what_is_made_is_private()
    {
        var file = Path.Combine(_folder, "openssl.key");
        System.IO.File.WriteAllText(file, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) + "\n");
        KeyFile.Read(file);

        KeyFile.Create(File);
        Assert.Throws<IOException>(() => KeyFile.Create(File));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
