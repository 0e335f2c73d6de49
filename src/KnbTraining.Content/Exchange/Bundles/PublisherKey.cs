using System.Security.Cryptography;

namespace KnbTraining.Content.Exchange.Bundles;

/// <summary>What a text is that somebody gives as the public key of a publisher.</summary>
public enum KeyReading
{
    /// <summary>A public key on the curve P-256.</summary>
    Good,

    /// <summary>No key that could be used here.</summary>
    NoKey,

    /// <summary>A private key, which nobody may give away.</summary>
    Private,
}

/// <summary>A public key with which a publisher's signatures are verified: ECDSA on the curve P-256 with SHA-256.</summary>
public sealed record PublisherKey
{
    /// <summary>Longest text that is looked at, in characters: a key has 180.</summary>
    public const int LongestText = 4_000;

    // ECParameters name the curve by its object identifier (RFC 5480, 2.1.1.1).
    private const string P256 = "1.2.840.10045.3.1.7";

    private readonly byte[] _info;

    private PublisherKey(byte[] info) => _info = info;

    /// <summary>SHA-256 of the key (SubjectPublicKeyInfo, DER): 64 lower-case hexadecimal digits.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(_info));

    /// <summary>The fingerprint in 16 groups of four digits, for comparing by telephone.</summary>
    public string Groups => InGroups(Fingerprint);

    /// <summary>The key as PEM (RFC 7468), which ends with a line end.</summary>
    public string Pem => PemEncoding.WriteString("PUBLIC KEY", _info) + "\n";

    /// <summary>A fingerprint in groups of four digits.</summary>
    public static string InGroups(string fingerprint)
    {
        ArgumentNullException.ThrowIfNull(fingerprint);
        return string.Join(' ', fingerprint.Chunk(4).Select(group => new string(group)));
    }

    /// <summary>Reads a key in PEM; text around it does not count.</summary>
    /// <param name="text">Of any length and with anything in it.</param>
    /// <param name="key">Null unless the answer is <see cref="KeyReading.Good"/>.</param>
    public static KeyReading TryRead(string? text, out PublisherKey? key)
    {
        key = null;
        if (text is null || text.Length > LongestText || !PemEncoding.TryFind(text, out var fields))
        {
            return KeyReading.NoKey;
        }

        var label = text[fields.Label];
        if (label.EndsWith("PRIVATE KEY", StringComparison.Ordinal))
        {
            return KeyReading.Private;
        }

        if (label != "PUBLIC KEY")
        {
            return KeyReading.NoKey;
        }

        try
        {
            using var read = ECDsa.Create();
            read.ImportSubjectPublicKeyInfo(Convert.FromBase64String(text[fields.Base64Data]), out _);
            if (read.ExportParameters(includePrivateParameters: false).Curve.Oid.Value != P256)
            {
                return KeyReading.NoKey;
            }

            key = new PublisherKey(read.ExportSubjectPublicKeyInfo());
            return KeyReading.Good;
        }
        catch (Exception broken) when (broken is CryptographicException or FormatException or ArgumentException or PlatformNotSupportedException)
        {
            return KeyReading.NoKey;
        }
    }

    /// <param name="signature">In DER; anything else is no signature.</param>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(_info, out _);
            return key.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    public bool Equals(PublisherKey? other) => other is not null && _info.AsSpan().SequenceEqual(other._info);

    public override int GetHashCode() => Fingerprint.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Groups;
}
