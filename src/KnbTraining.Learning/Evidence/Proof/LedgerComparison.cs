namespace KnbTraining.Learning.Evidence.Proof;

/// <summary>
/// What holding the ledger against heads from outside has shown. Entries after the last outside head may have been rewritten
/// without a trace by whoever owns the database: <see cref="Unprotected"/> names them, and a page has to say so.
/// </summary>
/// <param name="Size">How many entries there are now, from 0.</param>
/// <param name="Heads">All heads that were given, the smallest first.</param>
/// <param name="Differing">Where line and stored leaf differ, in order.</param>
/// <param name="Missing">Numbers that no entry has although a later one is there, in order.</param>
/// <param name="Misplaced">Numbers that came a second time or after a larger one, in the order in which they came.</param>
public sealed record LedgerComparison(
    long Size,
    IReadOnlyList<ComparedHead> Heads,
    IReadOnlyList<DifferingEntries> Differing,
    IReadOnlyList<EntrySpan> Missing,
    IReadOnlyList<EntrySpan> Misplaced)
{
    /// <summary>The smallest head that does not fit and that no restore explains; null where there is none.</summary>
    public ComparedHead? FirstMisfit => Heads.FirstOrDefault(head => head.Unexplained);

    /// <summary>Where the entries are that made <see cref="FirstMisfit"/> not fit: after the last head before it that fits, up to its size.</summary>
    public EntrySpan? Suspect => FirstMisfit is { } misfit ? EntrySpan.Between(FittingBelow(misfit.Head.Size) + 1, misfit.Head.Size) : null;

    /// <summary>Entries that a head from outside proves to have been there and that are not there now; null where the tail is whole as far as is known.</summary>
    public EntrySpan? TailLost => Heads.Count > 0 ? EntrySpan.Between(Size + 1, Heads.Max(head => head.Head.Size)) : null;

    /// <summary>Every entry up to this number is proved to be as it was when a head left the house; 0 where none is.</summary>
    public long ProvedUpTo => FittingBelow(long.MaxValue);

    /// <summary>
    /// The entries that came after the last head from outside, for which nothing but the ledger itself speaks; null where there
    /// are none. Heads whose entries a restore lost do not count: what stands under their numbers now is newer.
    /// </summary>
    public EntrySpan? Unprotected => EntrySpan.Between(Heads.Where(head => head.Restore is null).Select(head => head.Head.Size).DefaultIfEmpty().Max() + 1, Size);

    /// <summary>
    /// True where every head fits and nothing else is wrong that could be seen. Without heads from outside that says little:
    /// see <see cref="Unprotected"/>.
    /// </summary>
    public bool NothingFound => Heads.All(head => head.Fit == HeadFit.Fits) && Differing.Count == 0 && Missing.Count == 0 && Misplaced.Count == 0;

    private long FittingBelow(long size) => Heads.Where(head => head.Fit == HeadFit.Fits && head.Head.Size < size).Select(head => head.Head.Size).DefaultIfEmpty().Max();
}
