using System.Security.Cryptography;
using System.Text;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Signing;

/// <summary>
/// A secret in a file that every node of an installation has and the database has not: what is stored there as a secret is encrypted with
/// it by AES-256-GCM. The file holds 32 random bytes in Base64, as <c>openssl rand -base64 32</c> writes them.
/// </summary>
public sealed class KeyFile
{
    private const int KeyLength = 32;

    // The first byte of what is encrypted: this construction.
    private const byte Version = 1;

    private const int NonceLength = 12;

    private const int TagLength = 16;

    private readonly byte[] _key;

    private KeyFile(byte[] key) => _key = key;

    /// <exception cref="IOException">It cannot be read, or holds no such secret; the message says what to do and repeats nothing of it.</exception>
    public static KeyFile Read(string path)
    {
        var text = File.ReadAllText(path).Trim();
        var bytes = new byte[KeyLength];
        return text.Length == 44 && Convert.TryFromBase64String(text, bytes, out var length) && length == KeyLength
            ? new KeyFile(bytes)
            : throw new IOException($"The key file '{path}' holds no key: it must hold 32 bytes in Base64, as 'openssl rand -base64 32' writes them.");
    }

    /// <summary>Makes a new one, readable by this user alone.</summary>
    /// <exception cref="IOException">It cannot be made, or is there already.</exception>
    public static KeyFile Create(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
        {
            PrivateFiles.CreateFolder(folder);
        }

        var key = RandomNumberGenerator.GetBytes(KeyLength);
        using var stream = new FileStream(path, PrivateFiles.Options(FileMode.CreateNew, FileAccess.Write));
        stream.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(key) + "\n"));
        stream.Flush(flushToDisk: true);
        return new KeyFile(key);
    }

    /// <param name="what">Which secret it is: put in the place of another one, it cannot be decrypted.</param>
    public byte[] Encrypt(string what, ReadOnlySpan<byte> secret)
    {
        var stored = new byte[1 + NonceLength + TagLength + secret.Length];
        stored[0] = Version;
        var (nonce, tag, encrypted) = Parts(stored);
        RandomNumberGenerator.Fill(nonce.Span);
        using var aes = new AesGcm(_key, TagLength);
        aes.Encrypt(nonce.Span, secret, encrypted.Span, tag.Span, Encoding.UTF8.GetBytes(what));
        return stored;
    }

    /// <exception cref="CryptographicException">It was encrypted with another file or for something else, or somebody changed it.</exception>
    public byte[] Decrypt(string what, byte[] stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        if (stored.Length < 1 + NonceLength + TagLength || stored[0] != Version)
        {
            throw new CryptographicException("This is no secret of this construction.");
        }

        var (nonce, tag, encrypted) = Parts(stored);
        var secret = new byte[encrypted.Length];
        using var aes = new AesGcm(_key, TagLength);
        aes.Decrypt(nonce.Span, encrypted.Span, tag.Span, secret, Encoding.UTF8.GetBytes(what));
        return secret;
    }

    private static (Memory<byte> Nonce, Memory<byte> Tag, Memory<byte> Encrypted) Parts(byte[] stored) => (
        stored.AsMemory(1, NonceLength),
        stored.AsMemory(1 + NonceLength, TagLength),
        stored.AsMemory(1 + NonceLength + TagLength));
}
