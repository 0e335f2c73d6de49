using System.Security.Cryptography;
using System.Text;
using KnbTraining.Learning.Evidence.Proof;
using KnbTraining.Learning.Ledger;

namespace KnbTraining.UnitTests.Learning.Evidence;

/// <summary>The definitions of RFC 6962, section 2.1, word for word: recursive, and slow.</summary>
internal static class NaiveTree
{
    public static byte[] Root(ReadOnlySpan<byte[]> leaves) => leaves switch
    {
        [] => SHA256.HashData([]),
        [var leaf] => SHA256.HashData([0, .. leaf]),
        _ => SHA256.HashData([1, .. Root(leaves[..Split(leaves.Length)]), .. Root(leaves[Split(leaves.Length)..])]),
    };

    public static List<byte[]> Path(int index, ReadOnlySpan<byte[]> leaves)
    {
        if (leaves.Length == 1)
        {
            return [];
        }

        var k = Split(leaves.Length);
        return index < k
            ? [.. Path(index, leaves[..k]), Root(leaves[k..])]
            : [.. Path(index - k, leaves[k..]), Root(leaves[..k])];
    }

    public static List<byte[]> Consistency(int older, ReadOnlySpan<byte[]> leaves, bool complete = true)
    {
        if (older == leaves.Length)
        {
            return complete ? [] : [Root(leaves)];
        }

        var k = Split(leaves.Length);
        return older <= k
            ? [.. Consistency(older, leaves[..k], complete), Root(leaves[k..])]
            : [.. Consistency(older - k, leaves[k..], complete: false), Root(leaves[..k])];
    }

    /// <summary>Lines that all differ.</summary>
    public static byte[][] Lines(int count) => [.. Enumerable.Range(1, count).Select(number => Encoding.UTF8.GetBytes($$"""{"n":{{number}},"what":"Ә"}"""))];

    public static Digest[] Leaves(IEnumerable<byte[]> lines) => [.. lines.Select(line => MerkleTree.Leaf(line))];

    public static MerkleTree Tree(IEnumerable<Digest> leaves)
    {
        var tree = new MerkleTree();
        foreach (var leaf in leaves)
        {
            tree.Append(leaf);
        }

        return tree;
    }

    private static int Split(int size)
    {
        var k = 1;
        while (k * 2 < size)
        {
            k *= 2;
        }

        return k;
    }
}
