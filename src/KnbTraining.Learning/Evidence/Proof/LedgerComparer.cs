using KnbTraining.Learning.Ledger;

namespace KnbTraining.Learning.Evidence.Proof;

/// <summary>
/// Holds the ledger as it is now against heads from outside, in one pass: entries are given one after the other and not kept.
/// It builds two trees, over the lines as they are now and over the leaves as they were stored.
/// </summary>
public sealed class LedgerComparer
{
    private readonly MerkleTree _lines = new();

    private readonly MerkleTree _leaves = new();

    private readonly IReadOnlyList<TreeHead> _heads;

    private readonly IReadOnlyList<KnownRestore> _restores;

    private readonly List<(TreeHead Head, HeadFit Fit)> _compared = [];

    private readonly List<EntrySpan> _differing = [];

    private readonly List<EntrySpan> _missing = [];

    private readonly List<EntrySpan> _misplaced = [];

    private long _largest;

    /// <param name="outside">The heads of all checkpoints from outside, verified or typed from paper, in any order.</param>
    /// <param name="restores">What the ledger tells of restores.</param>
    /// <exception cref="ArgumentOutOfRangeException">A head has a negative size.</exception>
    public LedgerComparer(IEnumerable<TreeHead> outside, IEnumerable<KnownRestore> restores)
    {
        _heads = [.. outside.Distinct().OrderBy(head => head.Size)];
        ArgumentOutOfRangeException.ThrowIfNegative(_heads.Select(head => head.Size).FirstOrDefault(), nameof(outside));
        _restores = [.. restores];
        Compare();
    }

    /// <summary>The largest number that was given; 0 where none was.</summary>
    public long LastNumber => _largest;

    /// <summary>Gives the next entry, in the order of the numbers.</summary>
    /// <param name="number">The number that its row has.</param>
    /// <param name="line">The line as it is now, without its line end.</param>
    /// <param name="storedLeaf">The leaf hash that its row has.</param>
    public void Append(long number, ReadOnlySpan<byte> line, Digest storedLeaf)
    {
        if (number <= _largest)
        {
            EntrySpan.Add(_misplaced, number);
        }
        else
        {
            if (EntrySpan.Between(_largest + 1, number - 1) is { } gap)
            {
                _missing.Add(gap);
            }

            _largest = number;
        }

        var leaf = MerkleTree.Leaf(line);
        if (leaf != storedLeaf)
        {
            EntrySpan.Add(_differing, number);
        }

        _lines.Append(leaf);
        _leaves.Append(storedLeaf);
        Compare();
    }

    /// <summary>What was found, after the last entry.</summary>
    public LedgerComparison Finish()
    {
        var beyond = _heads.Skip(_compared.Count).Select(head => (Head: head, Fit: HeadFit.BeyondEnd));
        ComparedHead[] heads = [.. _compared.Concat(beyond).Select(one => new ComparedHead(one.Head, one.Fit, one.Fit == HeadFit.Fits ? null : FindRestore(one.Head.Size)))];
        return new LedgerComparison(_lines.Size, heads, [.. _differing.SelectMany(Decide)], _missing, _misplaced);
    }

    // Each head as soon as the trees have its size.
    private void Compare()
    {
        while (_compared.Count < _heads.Count && _heads[_compared.Count] is var head && head.Size == _lines.Size)
        {
            _compared.Add((head, head.Root == _lines.Root ? HeadFit.Fits : head.Root == _leaves.Root ? HeadFit.LinesChanged : HeadFit.Rewritten));
        }
    }

    private KnownRestore? FindRestore(long size) => _restores.FirstOrDefault(restore => restore.Lost.First <= size && size <= restore.Lost.Last && restore.Number <= _largest);

    // Whichever tree leads to a head from outside is genuine up to its size.
    private IEnumerable<DifferingEntries> Decide(EntrySpan span)
    {
        var (lines, leaves) = (Proved(HeadFit.Fits), Proved(HeadFit.LinesChanged));
        var decided = new[]
        {
            (EntrySpan.Between(span.First, Math.Min(span.Last, lines)), DifferenceCause.LeafChanged),
            (EntrySpan.Between(Math.Max(span.First, lines + 1), Math.Min(span.Last, leaves)), DifferenceCause.LineChanged),
            (EntrySpan.Between(Math.Max(span.First, Math.Max(lines, leaves) + 1), span.Last), DifferenceCause.Undecided),
        };
        foreach (var (part, cause) in decided)
        {
            if (part is { } entries)
            {
                yield return new DifferingEntries(entries, cause);
            }
        }
    }

    private long Proved(HeadFit fit) => _compared.Where(one => one.Fit == fit).Select(one => one.Head.Size).DefaultIfEmpty().Max();
}
