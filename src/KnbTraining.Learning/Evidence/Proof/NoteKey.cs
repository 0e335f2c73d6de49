using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using KnbTraining.Learning.Ledger;

namespace KnbTraining.Learning.Evidence.Proof;

/// <summary>
/// A public key that verifies notes: ECDSA over P-256 with SHA-256 (type 0x02 of C2SP signed-note). Its text form is the
/// verifier key of that ecosystem, <c>name+id+base64(0x02 || SPKI)</c>.
/// </summary>
public sealed class NoteKey
{
    /// <summary>The type byte of ECDSA signatures.</summary>
    private const byte Ecdsa = 0x02;

    private const string P256 = "1.2.840.10045.3.1.7";

    private const string PemLabel = "PUBLIC KEY";

    private readonly byte[] _publicKeyInfo;

    private NoteKey(string name, byte[] publicKeyInfo)
    {
        Name = name;
        _publicKeyInfo = publicKeyInfo;
        Id = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(publicKeyInfo));
    }

    /// <summary>Whose key it is; see <see cref="IsName"/>.</summary>
    public string Name { get; }

    /// <summary>
    /// The first four bytes of the SHA-256 of the public key (SubjectPublicKeyInfo, DER). In hexadecimal they are the first
    /// eight digits of the id that <see cref="Signing.SigningKey"/> has.
    /// </summary>
    public uint Id { get; }

    /// <summary>Whether a text can name a key: not empty, no white space, no plus, no control characters.</summary>
    public static bool IsName(string name) => !string.IsNullOrEmpty(name) && !name.Any(sign => char.IsWhiteSpace(sign) || char.IsControl(sign) || sign == '+');

    /// <summary>Reads a verifier key, as <see cref="ToString"/> writes it.</summary>
    /// <returns><see cref="ProofFault.BadKey"/> also for a key of another kind, and for an id that is not the one of the key.</returns>
    public static Parsed<NoteKey> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split('+', 3) is [var name, var id, var bytes]
            && StrictBase64.Decode(bytes) is [Ecdsa, .. var publicKeyInfo]
            && Create(name, publicKeyInfo) is { } key
            && id == key.IdText
            ? key
            : ProofFault.BadKey;
    }

    /// <summary>A key out of the file of a public key.</summary>
    /// <param name="pem">One section "PUBLIC KEY", as openssl and <see cref="Signing.SigningKeys"/> write it.</param>
    public static Parsed<NoteKey> FromPem(string name, string pem)
    {
        ArgumentNullException.ThrowIfNull(pem);
        return PemEncoding.TryFind(pem, out var fields)
            && pem[fields.Label] == PemLabel
            && Create(name, Convert.FromBase64String(pem[fields.Base64Data])) is { } key
            ? key
            : ProofFault.BadKey;
    }

    /// <summary>Whether this key signed the bytes.</summary>
    /// <param name="signature">In DER. Anything else is no signature.</param>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(_publicKeyInfo, out _);
        try
        {
            return key.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>The verifier key: one line without its end.</summary>
    public override string ToString() => $"{Name}+{IdText}+{Convert.ToBase64String([Ecdsa, .. _publicKeyInfo])}";

    private string IdText => Id.ToString("x8", CultureInfo.InvariantCulture);

    private static NoteKey? Create(string name, byte[] publicKeyInfo)
    {
        if (!IsName(name))
        {
            return null;
        }

        using var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(publicKeyInfo, out _);

            // The id is a hash of the encoding, so that there may be only one.
            return key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == P256 && key.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(publicKeyInfo)
                ? new NoteKey(name, publicKeyInfo)
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
