using KnbTraining.Learning.Ledger;

namespace KnbTraining.Learning.Editing;

/// <param name="TakenOverFrom">Whose draft it was; null where there was none.</param>
[RecordedAs("draft.begun")]
public sealed record DraftBegun(Slug Path, Guid? TakenOverFrom) : Fact
{
    public override string? AboutKey() => Path.ToString();
}

/// <param name="Authors">Everybody who wrote it, in the order in which they began.</param>
[RecordedAs("draft.discarded")]
public sealed record DraftDiscarded(Slug Path, FactList<Guid> Authors) : Fact
{
    public override string? AboutKey() => Path.ToString();
}

/// <summary>A draft has become part of an edition.</summary>
/// <param name="Authors">Everybody who wrote it, in the order in which they began.</param>
/// <param name="Text">Of the text as published.</param>
/// <param name="ByAuthor">True where one of the authors published it: the organisation has relaxed the rule of four eyes.</param>
[RecordedAs("document.published")]
public sealed record DocumentPublished(int Edition, Slug Path, Digest Text, FactList<Guid> Authors, bool ByAuthor) : Fact
{
    public override string? AboutKey() => Path.ToString();
}
