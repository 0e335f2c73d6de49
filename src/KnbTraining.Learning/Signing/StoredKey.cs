namespace KnbTraining.Learning.Signing;

/// <summary>A key in the database, for an installation whose keys several nodes share. Secrets are encrypted with the <see cref="KeyFile"/>.</summary>
public sealed class StoredKey
{
    private StoredKey()
    {
    }

    /// <summary>See <see cref="KeyPurpose"/>.</summary>
    public KeyPurpose Purpose { get; private set; }

    /// <summary>Of a signing key as <see cref="SigningKey.Id"/>; of a key that protects cookies, the name that the framework gives it.</summary>
    public string Id { get; private set; } = "";

    /// <summary>Encrypted; null where the private half is gone because another key signs now.</summary>
    public byte[]? Secret { get; private set; }

    /// <summary>The public half as PEM; null where there is none.</summary>
    public string? Public { get; private set; }

    public DateTimeOffset AddedAt { get; private set; }

    internal static StoredKey Create(KeyPurpose purpose, string id, byte[]? secret, string? publicPem, DateTimeOffset now) =>
        new() { Purpose = purpose, Id = id, Secret = secret, Public = publicPem, AddedAt = now };
}

/// <summary>What a key in the database is for. The numbers stand in the database.</summary>
public enum KeyPurpose
{
    /// <summary>Protects cookies and forms; made and chosen by ASP.NET Core Data Protection.</summary>
    Protection = 1,

    /// <summary>Signs certificates.</summary>
    Certificates = 2,

    /// <summary>Signs checkpoints of the ledger.</summary>
    Checkpoints = 3,

    /// <summary>Signs editions that are taken along to other installations.</summary>
    Bundles = 4,

    /// <summary>
    /// Public keys of other installations whose editions may be brought here, with their fingerprints as ids. They lie in the database whatever it is,
    /// because who is trusted is recorded in the transaction that stores it; above the key (PEM) stands the name of the publisher.
    /// </summary>
    Publishers = 5,
}
