using System.Security.Cryptography;

namespace KnbTraining.Learning.Backups.Sealing;

/// <summary>What opens an encrypted archive: a passphrase, or a private key.</summary>
public sealed class SealRecipient
{
    internal const int SmallestRsa = 2048;

    private readonly string? _passphrase;
    private readonly string? _pem;
    private readonly string? _password;

    private SealRecipient(string? passphrase, string? pem, string? password) => (_passphrase, _pem, _password) = (passphrase, pem, password);

    public static SealRecipient WithPassphrase(string passphrase) => new(passphrase, null, null);

    /// <param name="pem">The text of a file with the private key (PEM, PKCS #8), which may be encrypted.</param>
    /// <param name="password">That of the key; null where it has none.</param>
    public static SealRecipient WithKey(string pem, string? password) => new(null, pem, password);

    /// <summary>True where the file begins as an encrypted archive does.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static bool IsSealed(string file)
    {
        using var stream = File.OpenRead(file);
        Span<byte> start = stackalloc byte[SealHeader.Mark.Length];
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual(SealHeader.Mark);
    }

    /// <summary>True where an encrypted archive wants a passphrase, false where it wants a private key.</summary>
    /// <exception cref="BackupException">The archive is damaged.</exception>
    public static bool WantsPassphrase(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return SealHeader.Read(stream, out _).Method == SealMethod.Passphrase;
        }
        catch (InvalidDataException broken)
        {
            throw Damaged(file, broken);
        }
    }

    internal static string IdOf(byte[] publicKey) => Convert.ToHexStringLower(SHA256.HashData(publicKey));

    /// <summary>Writes what is in an encrypted file into a new one. Only where this returns is the new file what was sealed.</summary>
    /// <exception cref="BackupException">The passphrase or the key is another one, or the archive is damaged or not whole.</exception>
    public void Open(string sealedFile, Stream target)
    {
        try
        {
            using var source = File.OpenRead(sealedFile);
            var header = SealHeader.Read(source, out var bytes);
            if (header.Version != SealHeader.Known)
            {
                throw new BackupException($"'{sealedFile}' was encrypted by a newer version of the application. Restore it with that version.");
            }

            using var chunks = new SealChunks(KeyOf(header, sealedFile), bytes);
            const int Whole = SealChunks.Size + SealChunks.TagLength;
            var (now, next, clear) = (new byte[Whole], new byte[Whole], new byte[SealChunks.Size]);
            var read = source.ReadAtLeast(now, now.Length, throwOnEndOfStream: false);
            for (var last = false; !last; (now, next) = (next, now))
            {
                var following = source.ReadAtLeast(next, next.Length, throwOnEndOfStream: false);
                last = following == 0;
                target.Write(clear, 0, chunks.Decrypt(now.AsSpan(0, read), clear, last));
                read = following;
            }
        }
        catch (Exception broken) when (broken is InvalidDataException or AuthenticationTagMismatchException)
        {
            throw Damaged(sealedFile, broken);
        }
    }

    private static BackupException Damaged(string file, Exception cause) =>
        new($"'{file}' is damaged or not whole: what it holds is not what was encrypted. Use another backup.", cause);

    private byte[] KeyOf(SealHeader header, string file) => header.Method == SealMethod.Passphrase
        ? UnwrapWithPassphrase(header, file)
        : UnwrapWithKey(header, file);

    private byte[] UnwrapWithPassphrase(SealHeader header, string file)
    {
        if (_passphrase is null)
        {
            throw new BackupException($"'{file}' was encrypted with a passphrase, and a key does not open it. Nothing was changed.");
        }

        if (header is not { Salt: { } salt, Iterations: { } iterations })
        {
            throw new InvalidDataException("The header is not whole.");
        }

        return SealKeys.Unwrap(SealKeys.Stretch(_passphrase, salt, iterations), header.Wrapped)
            ?? throw new BackupException($"The passphrase is not the one with which '{file}' was encrypted. Nothing was changed.");
    }

    private byte[] UnwrapWithKey(SealHeader header, string file)
    {
        if (_pem is null)
        {
            throw new BackupException($"'{file}' was encrypted for a certificate: name the file with its private key with --key. Nothing was changed.");
        }

        try
        {
            if (header.Method == SealMethod.Rsa)
            {
                using var rsa = RSA.Create();
                Import(rsa);
                CheckRecipient(header, rsa.ExportSubjectPublicKeyInfo(), file);
                return rsa.Decrypt(header.Wrapped, RSAEncryptionPadding.OaepSHA256) is { Length: SealKeys.KeyLength } key
                    ? key : throw new InvalidDataException("The key has another length.");
            }

            using var own = ECDiffieHellman.Create();
            Import(own);
            CheckRecipient(header, own.ExportSubjectPublicKeyInfo(), file);
            using var passing = ECDiffieHellman.Create();
            passing.ImportSubjectPublicKeyInfo(header.Public ?? throw new InvalidDataException("The header is not whole."), out _);
            return SealKeys.Unwrap(SealKeys.Agree(own, passing.PublicKey, header.Public), header.Wrapped)
                ?? throw new InvalidDataException("The wrapped key was changed.");
        }
        catch (Exception broken) when (broken is CryptographicException or ArgumentException)
        {
            throw new BackupException($"'{file}' cannot be opened with this private key: "
                + "the key cannot be read, its password is another one, or the archive is damaged. Nothing was changed.", broken);
        }
    }

    private void Import(AsymmetricAlgorithm algorithm)
    {
        if (_password is null)
        {
            algorithm.ImportFromPem(_pem);
        }
        else
        {
            algorithm.ImportFromEncryptedPem(_pem, _password);
        }
    }

    private static void CheckRecipient(SealHeader header, byte[] publicKey, string file)
    {
        if (header.Recipient != IdOf(publicKey))
        {
            throw new BackupException($"'{file}' was encrypted for another certificate. Nothing was changed.");
        }
    }
}
