namespace KnbTraining.Learning.Organisation;

/// <summary>The individual identification number (IIN) of one person, where the organisation keeps it. The number itself stands nowhere in the database.</summary>
public sealed class PersonIin
{
    private PersonIin()
    {
    }

    public Guid PersonId { get; private set; }

    /// <summary>By which the number is found: its keyed hash, 64 hexadecimal digits. Two people never have the same.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>The number, encrypted with the keys that protect data.</summary>
    public string Sealed { get; private set; } = "";

    internal static PersonIin Create(Guid personId, SealedIin iin) => new() { PersonId = personId, Hash = iin.Hash, Sealed = iin.Text };

    internal void Replace(SealedIin iin) => (Hash, Sealed) = (iin.Hash, iin.Text);
}

/// <summary>An IIN as it may be stored.</summary>
/// <param name="Hash">Keyed, 64 hexadecimal digits.</param>
/// <param name="Text">Encrypted.</param>
public sealed record SealedIin(string Hash, string Text);

/// <summary>The key of the hashes by which an IIN is found. Made once, and lost with the keys that encrypt it.</summary>
public sealed class IinKey
{
    internal const int TheOnlyId = 1;

    private IinKey()
    {
    }

    public int Id { get; private set; }

    /// <summary>The key, encrypted with the keys that protect data.</summary>
    public string Sealed { get; private set; } = "";

    internal static IinKey Create(string text) => new() { Id = TheOnlyId, Sealed = text };
}
