using KnbTraining.Learning.Evidence.Proof;
using KnbTraining.Learning.Ledger;

namespace KnbTraining.UnitTests.Learning.Evidence;

public sealed class LedgerComparerTests
{
    private static readonly byte[][] Before = NaiveTree.Lines(14);

    private static readonly KnownRestore Restore = new(new EntrySpan(8, 14), 8);

    // From the eighth entry on everything is newer: it tells of the restore.
    private static readonly byte[][] After = [.. Before[..7], .. NaiveTree.Lines(40)[20..33]];

    [Fact]
    public void Entries_that_a_restore_lost_are_explained_and_do_not_count_as_protected() => Each.Of(Enumerable.Range(8, 13), size =>
    {
        var found = Compare(After[..size], [Restore], Head(Before, 5), Head(Before, 12));
        Assert.Equal([(HeadFit.Fits, null), (size < 12 ? HeadFit.BeyondEnd : HeadFit.Rewritten, Restore)], found.Heads.Select(head => (head.Fit, head.Restore)));
        Assert.Null(found.FirstMisfit);
        Assert.False(found.NothingFound);
        Assert.Equal(new EntrySpan(6, size), found.Unprotected);
        Assert.Equal(size < 12 ? new EntrySpan(size + 1, 12) : null, found.TailLost);
    });

    [Fact]
    public void Heads_from_after_the_restore_fit_beside_those_from_before()
    {
        var found = Compare(After, [Restore], Head(Before, 12), Head(After, 12), Head(After, 16));
        Assert.Equal([HeadFit.Rewritten, HeadFit.Fits, HeadFit.Fits], found.Heads.Select(head => head.Fit));
        Assert.Equal(Restore, found.Heads[0].Restore);
        Assert.Null(found.Heads[1].Restore);
        Assert.Null(found.FirstMisfit);
        Assert.Equal((16, new EntrySpan(17, 20)), (found.ProvedUpTo, found.Unprotected));
    }

    [Fact]
    public void A_restore_explains_no_head_outside_of_what_it_lost() => Each.Of(Enumerable.Range(1, 14), size =>
    {
        byte[][] changed = [[1], .. After[1..]];
        var found = Compare(changed, [Restore], Head(Before, size));
        Assert.Equal(size < 8 ? size : null, found.FirstMisfit?.Head.Size);
        Assert.Equal(0, found.ProvedUpTo);
        Assert.Equal(size, Compare(changed, [], Head(Before, size)).FirstMisfit?.Head.Size);

        // Its own entry must be there.
        Assert.Equal(size < 8 ? null : size, Compare(Before[..7], [Restore], Head(Before, size)).FirstMisfit?.Head.Size);
    });

    [Fact]
    public void Two_heads_of_one_size_cannot_both_fit()
    {
        var found = Compare(Before, [], Head(Before, 5), Head(Before, 10), Head([[1], .. Before[1..]], 5));
        Assert.Equal((5, HeadFit.Rewritten), (found.FirstMisfit!.Head.Size, found.FirstMisfit.Fit));
        Assert.Equal(new EntrySpan(1, 5), found.Suspect);
        Assert.Equal(10, found.ProvedUpTo);
    }

    [Fact]
    public void Spans_are_split_where_heads_decide_differently()
    {
        // Entries 2 to 9 differ: of 2 to 4 the line is proved, of 5 to 7 the leaf, of 8 and 9 nothing.
        byte[][] lines = [.. Before.Select((line, i) => i is >= 4 and <= 8 ? [1] : line)];
        var comparer = new LedgerComparer([Head(Before, 4), new TreeHead(7, NaiveTree.Tree(Stored().Take(7)).Root)], []);
        foreach (var (line, number) in lines.Select((line, i) => (line, i + 1)))
        {
            comparer.Append(number, line, Stored().ElementAt(number - 1));
        }

        var found = comparer.Finish();
        Assert.Equal(
            [new(new EntrySpan(2, 4), DifferenceCause.LeafChanged), new(new EntrySpan(5, 7), DifferenceCause.LineChanged), new DifferingEntries(new EntrySpan(8, 9), DifferenceCause.Undecided)],
            found.Differing);

        static IEnumerable<Digest> Stored() => NaiveTree.Leaves(Before).Select((leaf, i) => i is >= 1 and <= 3 ? MerkleTree.EmptyRoot : leaf);
    }

    [Fact]
    public void A_ledger_without_entries_fits_the_empty_head_alone()
    {
        Assert.True(Compare([], [], new TreeHead(0, MerkleTree.EmptyRoot)).NothingFound);
        Assert.Equal(HeadFit.Rewritten, Compare([], [], new TreeHead(0, MerkleTree.Leaf([]))).FirstMisfit?.Fit);
        Assert.Null(Compare([], []).Unprotected);
        Assert.Throws<ArgumentOutOfRangeException>(() => Compare([], [], new TreeHead(-1, MerkleTree.EmptyRoot)));
    }

    private static TreeHead Head(byte[][] lines, int size) => new(size, new Digest(NaiveTree.Root(lines.AsSpan(0, size))));

    private static LedgerComparison Compare(byte[][] lines, KnownRestore[] restores, params TreeHead[] heads)
    {
        var comparer = new LedgerComparer(heads, restores);
        for (var i = 0; i < lines.Length; i++)
        {
            comparer.Append(i + 1, lines[i], MerkleTree.Leaf(lines[i]));
        }

        return comparer.Finish();
    }
}
