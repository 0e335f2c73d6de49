namespace KnbTraining.Learning.Evidence.Checkpoints;

/// <summary>The name of this ledger, in one row that is made once and never changed: every checkpoint that left the house carries it.</summary>
public sealed class LedgerIdentity
{
    /// <summary>The key of the only row.</summary>
    internal const int Only = 1;

    public const int LongestOrigin = 100;

    private LedgerIdentity()
    {
    }

    public int Id { get; private set; }

    /// <summary>See <see cref="Proof.NoteKey.IsName"/>.</summary>
    public string Origin { get; private set; } = "";

    internal static LedgerIdentity Create(string origin) => new() { Id = Only, Origin = origin };
}
