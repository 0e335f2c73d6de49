namespace KnbTraining.Learning.Signing;

/// <summary>Where the keys of one purpose lie: one private key for signing, and every public key there ever was.</summary>
public interface ISigningKeyStore
{
    /// <summary>Names the place to an administrator.</summary>
    string Place { get; }

    /// <summary>The private key that signs now, as PEM; null before the first is made.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    string? ReadPrivate();

    /// <summary>Stores a new key with both halves.</summary>
    /// <param name="replace">
    /// True: it takes the place of the one that signs now, whose public half stays. False: where another process was first, its key stays
    /// and this one is dropped.
    /// </param>
    /// <exception cref="IOException">It cannot be stored.</exception>
    void Add(SigningKey key, bool replace);

    /// <summary>Stores the public half of the key that signs, where it is missing.</summary>
    void EnsurePublic(SigningKey key);

    IReadOnlyList<(string Id, string Pem)> ListPublic();

    /// <summary>The public key as PEM; null where there is no such key.</summary>
    string? FindPublic(string id);
}
