using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KnbTraining.Learning.Backups.Sealing;

/// <summary>How the key of an archive can be had.</summary>
internal enum SealMethod
{
    /// <summary>The key is encrypted (AES-256-GCM) with one that PBKDF2-HMAC-SHA512 makes of a passphrase.</summary>
    Passphrase,

    /// <summary>The key is encrypted with RSA-OAEP (SHA-256).</summary>
    Rsa,

    /// <summary>The key is encrypted (AES-256-GCM) with one that ECDH with a passing key and HKDF-SHA256 make.</summary>
    Ecdh,
}

/// <summary>What stands in clear before the encrypted archive. Every chunk is bound to these bytes, so that none of them can be changed.</summary>
/// <param name="Version">Of the form as a whole; this build reads and writes <see cref="Known"/>.</param>
/// <param name="Wrapped">The encrypted key of the archive; with AES-GCM the tag stands after it.</param>
/// <param name="Salt">Of PBKDF2.</param>
/// <param name="Iterations">Of PBKDF2.</param>
/// <param name="Public">The passing public key of ECDH (SubjectPublicKeyInfo).</param>
/// <param name="Recipient">SHA-256 of the public key (SubjectPublicKeyInfo) for which it was sealed, in hexadecimal.</param>
internal sealed record SealHeader(
    int Version,
    [property: JsonConverter(typeof(JsonStringEnumConverter<SealMethod>))] SealMethod Method,
    byte[] Wrapped,
    byte[]? Salt = null,
    int? Iterations = null,
    byte[]? Public = null,
    string? Recipient = null)
{
    public const int Known = 1;

    /// <summary>The first bytes of a sealed archive.</summary>
    public static ReadOnlySpan<byte> Mark => "KNBSEAL\n"u8;

    private const int LongestHeader = 16 * 1024;

    /// <summary>Mark, length in four bytes (most significant first) and JSON.</summary>
    public byte[] ToBytes()
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(this);
        var bytes = new byte[Mark.Length + sizeof(int) + json.Length];
        Mark.CopyTo(bytes);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(Mark.Length), json.Length);
        json.CopyTo(bytes, Mark.Length + sizeof(int));
        return bytes;
    }

    /// <summary>Reads it from the beginning of a file, and leaves the stream behind it.</summary>
    /// <param name="bytes">All bytes that were read.</param>
    /// <exception cref="InvalidDataException">There is no header, or one that nobody wrote.</exception>
    public static SealHeader Read(Stream stream, out byte[] bytes)
    {
        var start = new byte[Mark.Length + sizeof(int)];
        ReadWhole(stream, start);
        var length = BinaryPrimitives.ReadInt32BigEndian(start.AsSpan(Mark.Length));
        if (!start.AsSpan().StartsWith(Mark) || length is < 2 or > LongestHeader)
        {
            throw new InvalidDataException("There is no header.");
        }

        var json = new byte[length];
        ReadWhole(stream, json);
        bytes = [.. start, .. json];
        try
        {
            return JsonSerializer.Deserialize<SealHeader>(json) is { Wrapped: not null } header && Enum.IsDefined(header.Method)
                ? header : throw new InvalidDataException("The header is not whole.");
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException("The header cannot be read.", broken);
        }
    }

    private static void ReadWhole(Stream stream, byte[] buffer)
    {
        if (stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) != buffer.Length)
        {
            throw new InvalidDataException("The file ends too early.");
        }
    }
}

/// <summary>A key that is good for one archive.</summary>
internal static class SealKeys
{
    public const int KeyLength = 32;

    /// <summary>OWASP asks for 210,000 where a server waits for it; a backup can wait longer.</summary>
    public const int Iterations = 600_000;

    // A header of somebody else must not keep the processor busy for ever.
    private const int MostIterations = 20_000_000;

    private const int SaltLength = 16;

    private const int TagLength = 16;

    private static ReadOnlySpan<byte> Purpose => "KnbTraining backup"u8;

    /// <summary>The key that a passphrase makes.</summary>
    public static byte[] Stretch(string passphrase, byte[] salt, int iterations) =>
        iterations is > 0 and <= MostIterations
            ? Rfc2898DeriveBytes.Pbkdf2(Content.Text.ComposedText.Of(passphrase, System.Text.NormalizationForm.FormKC), salt, iterations, HashAlgorithmName.SHA512, KeyLength)
            : throw new InvalidDataException("The header asks for an impossible number of iterations.");

    public static byte[] DrawSalt() => RandomNumberGenerator.GetBytes(SaltLength);

    /// <summary>The key on which two sides of ECDH agree.</summary>
    public static byte[] Agree(ECDiffieHellman own, ECDiffieHellmanPublicKey other, byte[] passing) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, own.DeriveRawSecretAgreement(other), KeyLength, salt: passing, info: Purpose.ToArray());

    /// <summary>Encrypts the key of an archive with a key that encrypts nothing else, so that the nonce may be zero.</summary>
    public static byte[] Wrap(byte[] with, byte[] key)
    {
        using var aes = new AesGcm(with, TagLength);
        var wrapped = new byte[KeyLength + TagLength];
        aes.Encrypt(new byte[AesGcm.NonceByteSizes.MaxSize], key, wrapped.AsSpan(0, KeyLength), wrapped.AsSpan(KeyLength), Purpose);
        return wrapped;
    }

    /// <returns>Null where it was another key.</returns>
    public static byte[]? Unwrap(byte[] with, byte[] wrapped)
    {
        if (wrapped.Length != KeyLength + TagLength)
        {
            throw new InvalidDataException("The wrapped key has another length.");
        }

        using var aes = new AesGcm(with, TagLength);
        var key = new byte[KeyLength];
        try
        {
            aes.Decrypt(new byte[AesGcm.NonceByteSizes.MaxSize], wrapped.AsSpan(0, KeyLength), wrapped.AsSpan(KeyLength), key, Purpose);
            return key;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
