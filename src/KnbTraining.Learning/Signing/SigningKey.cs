using System.Security.Cryptography;

namespace KnbTraining.Learning.Signing;

/// <summary>The installation's private key, open for as long as something is signed.</summary>
public sealed class SigningKey : IDisposable
{
    private readonly ECDsa _key;

    private SigningKey(ECDsa key)
    {
        _key = key;
        Id = IdOf(key);
    }

    /// <summary>The first 16 hexadecimal digits of the SHA-256 of the public key (SubjectPublicKeyInfo, DER).</summary>
    public string Id { get; }

    public string PublicPem => _key.ExportSubjectPublicKeyInfoPem();

    internal string PrivatePem => _key.ExportPkcs8PrivateKeyPem();

    public byte[] Sign(ReadOnlySpan<byte> data) => _key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    public void Dispose() => _key.Dispose();

    internal static SigningKey Create() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <exception cref="IOException">The text holds no such key.</exception>
    /// <param name="place">Where it lies, for an administrator.</param>
    internal static SigningKey From(string pem, string place)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            return new SigningKey(key);
        }
        catch (Exception broken) when (broken is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new IOException($"The private key in '{place}' is no key. Put it back from a backup.", broken);
        }
    }

    internal static string IdOf(ECDsa key) => Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))[..16];
}
