using KnbTraining.Learning.Ledger;

namespace KnbTraining.Learning.Evidence.Checkpoints;

/// <summary>The head of the ledger was signed.</summary>
/// <param name="Size">How many entries it fixes.</param>
/// <param name="Day">Whose lines it fixes; null where it was made for an export.</param>
[RecordedAs("ledger.checkpoint-made")]
public sealed record CheckpointMade(long Size, Digest Root, DateOnly? Day, Slug KeyId) : Fact
{
    internal const string Kind = "ledger.checkpoint-made";
}

/// <summary>A checkpoint came back from outside and is kept; every check compares with it from now on.</summary>
/// <param name="HasSignature">False where it was typed from paper without its signature.</param>
[RecordedAs("ledger.checkpoint-seen")]
public sealed record CheckpointSeen(long Size, Digest Root, bool HasSignature) : Fact;

/// <summary>The installation has its first key for checkpoints.</summary>
[RecordedAs("ledger.key-made")]
public sealed record CheckpointKeyMade(Slug KeyId) : Fact
{
    public override string? AboutKey() => KeyId.ToString();
}

/// <summary>Another key signs checkpoints from now on.</summary>
/// <param name="KeyId">The one that signs no more.</param>
[RecordedAs("ledger.key-replaced")]
public sealed record CheckpointKeyReplaced(Slug KeyId) : Fact
{
    public override string? AboutKey() => KeyId.ToString();
}
