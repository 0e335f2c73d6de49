using KnbTraining.Learning.Evidence.Proof;
using KnbTraining.Learning.Ledger;

namespace KnbTraining.UnitTests.Learning.Evidence;

/// <summary>Everything that somebody who owns the database can do to it, at every entry, under every two heads from outside.</summary>
public sealed class TamperTests
{
    private const int Count = 12;

    private static readonly byte[][] Lines = NaiveTree.Lines(Count);

    private static readonly Row[] Genuine = [.. Lines.Select((line, i) => new Row(i + 1, line, MerkleTree.Leaf(line)))];

    private static readonly byte[] Forged = "forged"u8.ToArray();

    private static readonly int[][] HeadSets = [.. Enumerable.Range(1, Count).SelectMany(first => Enumerable.Range(first, Count - first + 1).Select(second => new[] { first, second }))];

    // At which entry, under which heads.
    private static IEnumerable<(int At, int[] Heads)> Cases => Enumerable.Range(1, Count).SelectMany(at => HeadSets.Select(heads => (at, heads)));

    [Fact]
    public void A_ledger_that_nobody_touched_fits_and_names_what_came_after_the_last_head() => Each.Of(HeadSets, heads =>
    {
        var found = Compare(Genuine, heads);
        Assert.True(found.NothingFound);
        Assert.Equal((Count, heads[1]), (found.Size, found.ProvedUpTo));
        Assert.Equal(heads[1] == Count ? null : new EntrySpan(heads[1] + 1, Count), found.Unprotected);
        Assert.Null(found.TailLost);
        Assert.Null(found.Suspect);
    });

    [Fact]
    public void A_changed_line_is_named_itself_and_a_head_decides_that_it_was_the_line() => Each.Of(Cases, one =>
    {
        var found = Compare(Replace(one.At, row => row with { Line = Forged }), one.Heads);
        Assert.Equal([new DifferingEntries(new EntrySpan(one.At, one.At), one.At <= one.Heads[1] ? DifferenceCause.LineChanged : DifferenceCause.Undecided)], found.Differing);
        Assert.False(found.NothingFound);
        IsFoundAt(one.At, one.Heads, HeadFit.LinesChanged, found);
    });

    [Fact]
    public void A_changed_leaf_is_named_itself_and_a_head_proves_the_line() => Each.Of(Cases, one =>
    {
        var found = Compare(Replace(one.At, row => row with { Leaf = MerkleTree.Leaf(Forged) }), one.Heads);
        Assert.Equal([new DifferingEntries(new EntrySpan(one.At, one.At), one.At <= one.Heads[1] ? DifferenceCause.LeafChanged : DifferenceCause.Undecided)], found.Differing);
        Assert.All(found.Heads, head => Assert.Equal(HeadFit.Fits, head.Fit));
        Assert.False(found.NothingFound);
    });

    [Fact]
    public void A_line_that_was_changed_with_its_leaf_is_found_within_the_span_before_the_first_head_that_no_longer_fits() => Each.Of(Cases, one =>
    {
        var found = Compare(Replace(one.At, row => Write(row.Number, Forged)), one.Heads);
        Assert.Empty(found.Differing);
        IsFoundAt(one.At, one.Heads, HeadFit.Rewritten, found);
    });

    [Fact]
    public void A_deleted_entry_leaves_a_gap_that_is_named_without_any_head() => Each.Of(Cases.Where(one => one.At < Count), one =>
    {
        Row[] rows = [.. Genuine.Where(row => row.Number != one.At)];
        Assert.Equal([new EntrySpan(one.At, one.At)], Compare(rows, []).Missing);
        var found = Compare(rows, one.Heads);
        Assert.Equal([new EntrySpan(one.At, one.At)], found.Missing);
        IsFoundAt(one.At, one.Heads, null, found);
    });

    [Fact]
    public void A_deleted_entry_whose_number_was_given_to_the_next_is_found_by_a_head() => Each.Of(Cases, one =>
    {
        Row[] rows = [.. Genuine.Where(row => row.Number != one.At).Select((row, i) => row with { Number = i + 1 })];
        var found = Compare(rows, one.Heads);
        Assert.Empty(found.Missing);
        IsFoundAt(one.At, one.Heads, null, found);
        Assert.Equal(one.Heads[1] == Count ? new EntrySpan(Count, Count) : null, found.TailLost);
    });

    [Fact]
    public void Entries_that_changed_their_numbers_are_found_by_a_head() => Each.Of(Cases.Where(one => one.At < Count), one =>
    {
        Row[] rows = [.. Genuine.Select(row => row with { Number = row.Number == one.At ? one.At + 1 : row.Number == one.At + 1 ? one.At : row.Number }).OrderBy(row => row.Number)];
        IsFoundAt(one.At, one.Heads.Where(head => head != one.At + 1 || one.Heads[0] != one.At), HeadFit.Rewritten, Compare(rows, one.Heads), one.Heads);
    });

    [Fact]
    public void A_number_that_is_there_twice_is_named() => Each.Of(Enumerable.Range(1, Count), at =>
        Assert.Equal([new EntrySpan(at, at)], Compare([.. Genuine.Take(at), Write(at, Forged), .. Genuine.Skip(at)], []).Misplaced));

    [Fact]
    public void An_entry_that_was_put_in_is_found_by_a_head() => Each.Of(Cases, one =>
    {
        Row[] rows = [.. Genuine.Take(one.At - 1), Write(one.At, Forged), .. Genuine.Skip(one.At - 1).Select(row => row with { Number = row.Number + 1 })];
        IsFoundAt(one.At, one.Heads, HeadFit.Rewritten, Compare(rows, one.Heads));
    });

    [Fact]
    public void A_tail_that_was_cut_is_found_by_a_head_beyond_it() => Each.Of(Cases, one =>
    {
        var left = one.At - 1;
        var found = Compare(Genuine[..left], one.Heads);
        Assert.Equal(left < one.Heads[1] ? new EntrySpan(left + 1, one.Heads[1]) : null, found.TailLost);
        IsFoundAt(one.At, one.Heads, HeadFit.BeyondEnd, found);
    });

    [Fact]
    public void A_ledger_that_was_written_anew_from_any_entry_on_is_found_by_an_older_head_and_not_found_without_one() => Each.Of(Cases, one =>
    {
        Row[] rows = [.. Genuine.Select(row => row.Number < one.At ? row : Write(row.Number, [.. row.Line, .. Forged]))];
        IsFoundAt(one.At, one.Heads, HeadFit.Rewritten, Compare(rows, one.Heads));

        // This is what the page has to say: without a head from outside nothing shows, and nothing is protected.
        var alone = Compare(rows, []);
        Assert.True(alone.NothingFound);
        Assert.Equal(0, alone.ProvedUpTo);
        Assert.Equal(new EntrySpan(1, Count), alone.Unprotected);
    });

    private static void IsFoundAt(int at, IEnumerable<int> heads, HeadFit? fit, LedgerComparison found) => IsFoundAt(at, heads, fit, found, [.. heads]);

    // The first head that has the entry under it must not fit, and the span ends there and begins after the one before.
    private static void IsFoundAt(int at, IEnumerable<int> over, HeadFit? fit, LedgerComparison found, int[] heads)
    {
        var first = over.Where(head => head >= at).DefaultIfEmpty().Min();
        Assert.Equal(first == 0 ? null : first, found.FirstMisfit?.Head.Size);
        Assert.Equal(first == 0 ? null : new EntrySpan(heads.Where(head => head < at).DefaultIfEmpty().Max() + 1, first), found.Suspect);
        Assert.Equal(heads.Where(head => head < at).DefaultIfEmpty().Max(), found.ProvedUpTo);
        if (fit is not null && first != 0)
        {
            Assert.Equal(fit, found.FirstMisfit!.Fit);
        }

        if (first == 0)
        {
            Assert.True(found.Unprotected is { } unprotected ? unprotected.First <= at : found.Size < at);
        }
    }

    private static Row[] Replace(int at, Func<Row, Row> change) => [.. Genuine.Select(row => row.Number == at ? change(row) : row)];

    private static Row Write(long number, byte[] line) => new(number, line, MerkleTree.Leaf(line));

    private static LedgerComparison Compare(IEnumerable<Row> rows, int[] heads)
    {
        var comparer = new LedgerComparer(heads.Select(size => new TreeHead(size, new Digest(NaiveTree.Root(Lines.AsSpan(0, size))))), []);
        foreach (var row in rows)
        {
            comparer.Append(row.Number, row.Line, row.Leaf);
        }

        return comparer.Finish();
    }

    private sealed record Row(long Number, byte[] Line, Digest Leaf);
}
