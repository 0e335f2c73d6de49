using System.Security.Cryptography;

namespace KnbTraining.Learning.Signing;

/// <summary>A public key of this installation.</summary>
/// <param name="Current">True for the one that signs now; the others only verify what they signed.</param>
public sealed record PublicKey(string Id, string Pem, bool Current);

/// <summary>The keys of one purpose. They are read anew each time, so that a rotation by another process counts at once.</summary>
public abstract class SigningKeys(ISigningKeyStore store)
{
    private const int IdLength = 16;

    private readonly Lock _making = new();

    /// <summary>Where they lie, for an administrator.</summary>
    public string Place => store.Place;

    /// <summary>False before the first key is made.</summary>
    internal bool HasSigningKey => store.ReadPrivate() is not null;

    /// <summary>The key that signs now; made where there is none.</summary>
    /// <exception cref="IOException">It cannot be read or made.</exception>
    public SigningKey OpenSigningKey()
    {
        lock (_making)
        {
            if (store.ReadPrivate() is not { } pem)
            {
                Make(replace: false);
                pem = store.ReadPrivate() ?? throw new IOException($"The key that was made in {store.Place} is not there.");
            }

            var key = SigningKey.From(pem, store.Place);
            store.EnsurePublic(key);
            return key;
        }
    }

    /// <summary>Every public key, the current one first.</summary>
    public IReadOnlyList<PublicKey> ListPublic()
    {
        using var current = OpenSigningKey();
        return
        [
            .. store.ListPublic()
                .Where(found => IsId(found.Id))
                .Select(found => new PublicKey(found.Id, found.Pem, found.Id == current.Id))
                .OrderByDescending(key => key.Current)
                .ThenBy(key => key.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>The text of a public key file (PEM); null where there is no such key.</summary>
    public string? FindPublic(string id) => IsId(id) ? store.FindPublic(id) : null;

    /// <summary>False also where the key is not ours or the signature is no signature at all.</summary>
    public bool Verify(string keyId, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (FindPublic(keyId) is not { } pem)
        {
            return false;
        }

        using var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            return SigningKey.IdOf(key) == keyId && key.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (Exception broken) when (broken is ArgumentException or CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Puts a new private key in the place of the old one, whose public half stays and still verifies.</summary>
    /// <returns>The id of the new key.</returns>
    internal string Replace()
    {
        lock (_making)
        {
            Make(replace: true);
        }

        using var key = OpenSigningKey();
        return key.Id;
    }

    private static bool IsId(string id) => id.Length == IdLength && id.All(char.IsAsciiHexDigitLower);

    private void Make(bool replace)
    {
        using var key = SigningKey.Create();
        store.Add(key, replace);
    }
}
