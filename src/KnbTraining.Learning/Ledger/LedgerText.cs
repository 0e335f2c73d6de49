namespace KnbTraining.Learning.Ledger;

/// <summary>A text that a fact names by its hash: a name, an address, a reason, a value before or after.</summary>
public sealed class LedgerText
{
    public const int SaltLength = 16;

    private LedgerText()
    {
    }

    /// <summary>As <see cref="TextRef"/> has it.</summary>
    public byte[] Hash { get; private set; } = [];

    /// <summary>Null where the text was erased: without it nobody can try which text it was.</summary>
    public byte[]? Salt { get; private set; }

    /// <summary>Null where it was erased.</summary>
    public string? Text { get; private set; }

    /// <summary>Whom the text is about; null where it is about nobody.</summary>
    public Guid? PersonId { get; private set; }

    internal TextRef Ref => new(Digest.Parse(Convert.ToHexStringLower(Hash)));

    internal static LedgerText Create(Guid? personId, string text)
    {
        var salt = TextRef.DrawSalt();
        return new LedgerText { Hash = Convert.FromHexString(TextRef.Of(salt, text).ToString()), Salt = salt, Text = text, PersonId = personId };
    }

    internal bool IsErased => Text is null && Salt is null;

    /// <summary>False where it is another text than the one that was recorded; an erased one is none.</summary>
    internal bool Fits => IsErased || (Salt is not null && Text is not null && TextRef.Of(Salt, Text) == Ref);

    internal void Erase() => (Salt, Text) = (null, null);
}
