using System.Security.Cryptography;
using KnbTraining.Learning.Ledger;

namespace KnbTraining.Learning.Evidence.Proof;

/// <summary>
/// A Merkle tree that only grows (RFC 6962, section 2.1, with SHA-256). It keeps no more than its right edge, so that the head
/// of a million lines needs the memory of 20 hashes. Not safe for use by several threads at once.
/// </summary>
public sealed class MerkleTree
{
    // The roots of the full subtrees, the largest first: one for each bit that is set in the size.
    private readonly List<Digest> _edge = [];

    /// <summary>The root of a tree without leaves: the hash of nothing.</summary>
    public static Digest EmptyRoot { get; } = new(SHA256.HashData([]));

    /// <summary>How many leaves there are, from 0.</summary>
    public long Size { get; private set; }

    /// <summary>The roots of the full subtrees, the largest first. With <see cref="Size"/> it is all that <see cref="Resume"/> needs.</summary>
    public IReadOnlyList<Digest> Edge => _edge;

    /// <summary>The root of the tree as it is now.</summary>
    public Digest Root
    {
        get
        {
            if (_edge.Count == 0)
            {
                return EmptyRoot;
            }

            var root = _edge[^1];
            for (var i = _edge.Count - 2; i >= 0; i--)
            {
                root = Node(_edge[i], root);
            }

            return root;
        }
    }

    /// <summary>Size and root of the tree as it is now.</summary>
    public TreeHead Head => new(Size, Root);

    /// <summary>A tree that goes on where another one was.</summary>
    /// <param name="size">Its size, from 0.</param>
    /// <param name="edge">Its <see cref="Edge"/>.</param>
    /// <exception cref="ArgumentException">The edge is not one of a tree of this size.</exception>
    public static MerkleTree Resume(long size, IEnumerable<Digest> edge)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        var tree = new MerkleTree { Size = size };
        tree._edge.AddRange(edge);
        return tree._edge.Count == long.PopCount(size)
            ? tree
            : throw new ArgumentException($"The edge of a tree of {size} leaves has {long.PopCount(size)} hashes, not {tree._edge.Count}.", nameof(edge));
    }

    /// <summary>The hash of a leaf: SHA-256 of a zero byte and the leaf.</summary>
    /// <param name="leaf">For the ledger: the canonical line without its line end.</param>
    public static Digest Leaf(ReadOnlySpan<byte> leaf)
    {
        const int OnStack = 1024;
        var prefixed = leaf.Length < OnStack ? stackalloc byte[leaf.Length + 1] : new byte[leaf.Length + 1];
        prefixed[0] = 0;
        leaf.CopyTo(prefixed[1..]);
        return Hash(prefixed);
    }

    /// <summary>The hash of an inner node: SHA-256 of a byte 1 and both children.</summary>
    public static Digest Node(Digest left, Digest right)
    {
        Span<byte> prefixed = stackalloc byte[1 + (2 * Digest.Length)];
        prefixed[0] = 1;
        left.AsSpan().CopyTo(prefixed[1..]);
        right.AsSpan().CopyTo(prefixed[(1 + Digest.Length)..]);
        return Hash(prefixed);
    }

    /// <summary>Adds one leaf at the end.</summary>
    /// <param name="leafHash">What <see cref="Leaf"/> gave for it.</param>
    public void Append(Digest leafHash)
    {
        // As in counting: two full subtrees of one size become one of twice that size.
        var subtree = leafHash;
        for (var bits = Size; (bits & 1) == 1; bits >>= 1)
        {
            subtree = Node(_edge[^1], subtree);
            _edge.RemoveAt(_edge.Count - 1);
        }

        _edge.Add(subtree);
        Size++;
    }

    private static Digest Hash(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[Digest.Length];
        SHA256.HashData(bytes, hash);
        return new Digest(hash);
    }
}
