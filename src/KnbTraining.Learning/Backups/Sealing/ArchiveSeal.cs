using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Backups.Sealing;

/// <summary>Encrypts an archive: with a passphrase, or for whoever has the private key of a certificate.</summary>
public sealed class ArchiveSeal
{
    /// <summary>In signs.</summary>
    public const int ShortestPassphrase = 12;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(SealKeys.KeyLength);
    private readonly SealHeader _header;

    private ArchiveSeal(Func<byte[], SealHeader> wrap) => _header = wrap(_key);

    /// <exception cref="BackupException">The passphrase is too short.</exception>
    public static ArchiveSeal WithPassphrase(string passphrase)
    {
        ArgumentNullException.ThrowIfNull(passphrase);
        if (passphrase.Length < ShortestPassphrase)
        {
            throw new BackupException($"The passphrase is too short: it must have at least {ShortestPassphrase} signs. No backup was made.");
        }

        var salt = SealKeys.DrawSalt();
        return new ArchiveSeal(key => new SealHeader(
            SealHeader.Known, SealMethod.Passphrase, SealKeys.Wrap(SealKeys.Stretch(passphrase, salt, SealKeys.Iterations), key), salt, SealKeys.Iterations));
    }

    /// <summary>The certificate says only for which key; whether it is valid, and who issued it, is not asked.</summary>
    /// <param name="pem">The text of a certificate file (PEM), without its private key.</param>
    /// <exception cref="BackupException">It is no certificate with a key that encrypts.</exception>
    public static ArchiveSeal ForCertificate(string pem)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(pem);
            var recipient = SealRecipient.IdOf(certificate.PublicKey.ExportSubjectPublicKeyInfo());
            if (certificate.GetRSAPublicKey() is { } rsa)
            {
                using (rsa)
                {
                    return rsa.KeySize < SealRecipient.SmallestRsa
                        ? throw new BackupException($"The RSA key of the certificate has fewer than {SealRecipient.SmallestRsa} bits. No backup was made.")
                        : new ArchiveSeal(key => new SealHeader(
                            SealHeader.Known, SealMethod.Rsa, rsa.Encrypt(key, RSAEncryptionPadding.OaepSHA256), Recipient: recipient));
                }
            }

            using var theirs = certificate.GetECDiffieHellmanPublicKey()
                ?? throw new BackupException("The certificate has neither an RSA key nor one of an elliptic curve for key agreement. No backup was made.");
            using var passing = ECDiffieHellman.Create(theirs.ExportParameters(includePrivateParameters: false).Curve);
            var shown = passing.PublicKey.ExportSubjectPublicKeyInfo();
            return new ArchiveSeal(key => new SealHeader(
                SealHeader.Known, SealMethod.Ecdh, SealKeys.Wrap(SealKeys.Agree(passing, theirs.PublicKey, shown), key), Public: shown, Recipient: recipient));
        }
        catch (Exception broken) when (broken is CryptographicException or ArgumentException)
        {
            throw new BackupException("The certificate cannot be read: it must be a file in PEM that begins with BEGIN CERTIFICATE. "
                + "No backup was made.", broken);
        }
    }

    /// <summary>Writes a file, encrypted, into a new one.</summary>
    public void Write(string clearFile, string sealedFile)
    {
        using var clear = File.OpenRead(clearFile);
        using var target = new FileStream(sealedFile, PrivateFiles.Options(FileMode.CreateNew, FileAccess.Write));
        var header = _header.ToBytes();
        target.Write(header);
        using var chunks = new SealChunks(_key, header);
        var (now, next, written) = (new byte[SealChunks.Size], new byte[SealChunks.Size], new byte[SealChunks.Size + SealChunks.TagLength]);
        var read = clear.ReadAtLeast(now, now.Length, throwOnEndOfStream: false);
        for (var last = false; !last; (now, next) = (next, now))
        {
            // A chunk is the last one where nothing comes after it.
            var following = clear.ReadAtLeast(next, next.Length, throwOnEndOfStream: false);
            last = following == 0;
            target.Write(written, 0, chunks.Encrypt(now.AsSpan(0, read), written, last));
            read = following;
        }

        target.Flush(flushToDisk: true);
    }
}
