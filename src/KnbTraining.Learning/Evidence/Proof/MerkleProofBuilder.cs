using KnbTraining.Learning.Ledger;

namespace KnbTraining.Learning.Evidence.Proof;

/// <summary>
/// Makes a proof out of stored leaf hashes. They are given one after the other and not kept: a proof is a list of roots of
/// subtrees that do not overlap.
/// </summary>
public sealed class MerkleProofBuilder
{
    // In the order of the proof: from the bottom of the tree to its top.
    private readonly List<Subtree> _proof = [];

    private readonly long _size;

    // The same from left to right; the first is the one that is being filled.
    private Queue<Subtree> _ahead = [];

    private long _given;

    private MerkleProofBuilder(long size) => _size = size;

    /// <summary>A proof that a leaf stands in the tree (RFC 6962, section 2.1.1).</summary>
    /// <param name="index">From 0 to <paramref name="size"/> - 1.</param>
    /// <param name="size">Of the tree, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such leaf.</exception>
    public static MerkleProofBuilder Inclusion(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var builder = new MerkleProofBuilder(size);
        builder.Plan(0, size, index, index + 1);
        return builder.Ready();
    }

    /// <summary>A proof that a tree begins with the leaves of a smaller one (RFC 6962, section 2.1.2).</summary>
    /// <param name="older">The size of the smaller one, from 0 to <paramref name="size"/>. For both ends the proof is empty.</param>
    /// <param name="size">The size of the larger one, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The sizes are negative or the wrong way round.</exception>
    public static MerkleProofBuilder Consistency(long older, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(older);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(older, size);
        var builder = new MerkleProofBuilder(size);
        if (older > 0)
        {
            builder.PlanPrefix(0, size, older);
        }

        return builder.Ready();
    }

    /// <summary>Gives the next leaf, from the first on.</summary>
    /// <param name="leafHash">What <see cref="MerkleTree.Leaf"/> gave for it when it was written.</param>
    public void Append(Digest leafHash)
    {
        var index = _given++;
        if (!_ahead.TryPeek(out var subtree) || index < subtree.First)
        {
            return;
        }

        subtree.Tree.Append(leafHash);
        if (_given == subtree.End)
        {
            _ahead.Dequeue();
        }
    }

    /// <summary>The proof, after at least as many leaves as the tree has. Leaves beyond its size count for nothing.</summary>
    /// <exception cref="InvalidOperationException">There were fewer leaves.</exception>
    public IReadOnlyList<Digest> Finish() => _given >= _size
        ? [.. _proof.Select(subtree => subtree.Tree.Root)]
        : throw new InvalidOperationException($"A proof for {_size} leaves was asked for after {_given} leaves.");

    /// <summary>The proof from all leaf hashes at once.</summary>
    /// <exception cref="InvalidOperationException">There are fewer leaves than the tree has.</exception>
    public IReadOnlyList<Digest> From(IEnumerable<Digest> leafHashes)
    {
        ArgumentNullException.ThrowIfNull(leafHashes);
        foreach (var leafHash in leafHashes)
        {
            Append(leafHash);
        }

        return Finish();
    }

    // Where a tree is split: the largest power of two below its size.
    private static long LeftSize(long size) => 1L << (63 - (int)long.LeadingZeroCount(size - 1));

    private void Plan(long first, long end, long from, long to)
    {
        if (first == from && end == to)
        {
            return;
        }

        var split = first + LeftSize(end - first);
        if (from < split)
        {
            Plan(first, split, from, to);
            Add(split, end);
        }
        else
        {
            Plan(split, end, from, to);
            Add(first, split);
        }
    }

    private void PlanPrefix(long first, long end, long older)
    {
        if (older == end)
        {
            // The older root itself is known to whoever verifies.
            if (first > 0)
            {
                Add(first, end);
            }

            return;
        }

        var split = first + LeftSize(end - first);
        if (older <= split)
        {
            PlanPrefix(first, split, older);
            Add(split, end);
        }
        else
        {
            PlanPrefix(split, end, older);
            Add(first, split);
        }
    }

    private void Add(long first, long end) => _proof.Add(new Subtree(first, end, new MerkleTree()));

    private MerkleProofBuilder Ready()
    {
        _ahead = new Queue<Subtree>(_proof.OrderBy(subtree => subtree.First));
        return this;
    }

    private sealed record Subtree(long First, long End, MerkleTree Tree);
}
