using KnbTraining.Learning.Ledger;

namespace KnbTraining.Learning.Evidence.Proof;

/// <summary>Verifies proofs. Whatever comes from outside is answered, never thrown at.</summary>
public static class MerkleProof
{
    /// <summary>Whether a leaf stands in a tree (RFC 9162, section 2.1.3.2, for the trees of RFC 6962).</summary>
    /// <param name="leafHash">What <see cref="MerkleTree.Leaf"/> gives for it.</param>
    /// <param name="index">Where it stands, from 0.</param>
    /// <param name="head">Of the tree.</param>
    /// <param name="proof">From the sibling of the leaf up to the child of the root.</param>
    public static bool VerifyInclusion(Digest leafHash, long index, TreeHead head, IReadOnlyList<Digest> proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (index < 0 || index >= head.Size)
        {
            return false;
        }

        var (node, last, root) = (index, head.Size - 1, leafHash);
        foreach (var sibling in proof)
        {
            if (last == 0)
            {
                return false;
            }

            if (IsRight(ref node, ref last))
            {
                root = MerkleTree.Node(sibling, root);
            }
            else
            {
                root = MerkleTree.Node(root, sibling);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && root == head.Root;
    }

    /// <summary>Whether a tree begins with exactly the leaves of an older one (RFC 9162, section 2.1.4.2).</summary>
    /// <param name="older">Its head. A tree without leaves is the beginning of each.</param>
    /// <param name="head">The head of the larger tree, or of the same.</param>
    /// <param name="proof">As <see cref="MerkleProofBuilder.Consistency"/> makes it.</param>
    public static bool VerifyConsistency(TreeHead older, TreeHead head, IReadOnlyList<Digest> proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (older.Size < 0 || older.Size > head.Size)
        {
            return false;
        }

        if (older.Size == head.Size || older.Size == 0)
        {
            return proof.Count == 0 && older.Root == (older.Size == 0 ? MerkleTree.EmptyRoot : head.Root) && (head.Size > 0 || head.Root == MerkleTree.EmptyRoot);
        }

        // The older root is left out of the proof where it is itself a node of the larger tree.
        IReadOnlyList<Digest> path = long.IsPow2(older.Size) ? [older.Root, .. proof] : proof;
        if (path.Count == 0)
        {
            return false;
        }

        var (node, last) = (older.Size - 1, head.Size - 1);
        while ((node & 1) == 1)
        {
            (node, last) = (node >> 1, last >> 1);
        }

        var (olderRoot, root) = (path[0], path[0]);
        foreach (var sibling in path.Skip(1))
        {
            if (last == 0)
            {
                return false;
            }

            if (IsRight(ref node, ref last))
            {
                olderRoot = MerkleTree.Node(sibling, olderRoot);
                root = MerkleTree.Node(sibling, root);
            }
            else
            {
                root = MerkleTree.Node(root, sibling);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && olderRoot == older.Root && root == head.Root;
    }

    // Whether the sibling stands left of the node. A node at the right edge without a sibling of its own rises first to where it
    // has one: there is such a place, as the last node is not the first one here.
    private static bool IsRight(ref long node, ref long last)
    {
        if ((node & 1) == 0 && node != last)
        {
            return false;
        }

        while ((node & 1) == 0)
        {
            (node, last) = (node >> 1, last >> 1);
        }

        return true;
    }
}
