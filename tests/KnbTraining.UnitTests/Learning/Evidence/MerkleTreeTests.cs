using System.Text;
using KnbTraining.Learning.Evidence.Proof;
using KnbTraining.Learning.Ledger;

namespace KnbTraining.UnitTests.Learning.Evidence;

public sealed class MerkleTreeTests
{
    private const int Largest = 64;

    [Fact]
    public void Leaves_and_nodes_are_hashed_as_published()
    {
        Assert.Equal(PublishedTree.Empty, new MerkleTree().Root.ToString());
        Assert.Equal("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", MerkleTree.Leaf([]).ToString());
        Assert.Equal("395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56", MerkleTree.Leaf("L123456"u8).ToString());
        Assert.Equal(MerkleTree.Node(new Digest(new byte[32]), MerkleTree.EmptyRoot), new Digest(System.Security.Cryptography.SHA256.HashData([1, .. new byte[32], .. MerkleTree.EmptyRoot.ToArray()])));
    }

    [Fact]
    public void The_head_of_each_size_is_the_published_one()
    {
        var tree = new MerkleTree();
        Assert.Equal(PublishedTree.Head(0), tree.Head);
        foreach (var leaf in PublishedTree.LeafHashes)
        {
            tree.Append(leaf);
            Assert.Equal(PublishedTree.Head((int)tree.Size), tree.Head);
        }

        Assert.Equal(8, tree.Size);
    }

    [Fact]
    public void A_tree_that_is_resumed_at_any_size_grows_as_the_definition_says()
    {
        var lines = NaiveTree.Lines(Largest);
        var leaves = NaiveTree.Leaves(lines);
        var roots = Enumerable.Range(0, Largest + 1).Select(size => new Digest(NaiveTree.Root(lines.AsSpan(0, size)))).ToArray();
        Each.Of(Enumerable.Range(0, Largest + 1), start =>
        {
            var before = NaiveTree.Tree(leaves.Take(start));
            Assert.Equal(roots[start], before.Root);
            var tree = MerkleTree.Resume(before.Size, before.Edge);
            Assert.Equal(roots[start], tree.Root);
            for (var size = start; size < Largest; size++)
            {
                tree.Append(leaves[size]);
                Assert.Equal(new TreeHead(size + 1, roots[size + 1]), tree.Head);
                Assert.True(tree.Edge.Count <= 7);
            }
        });
    }

    [Fact]
    public void An_edge_of_another_size_is_refused()
    {
        var edge = NaiveTree.Tree(PublishedTree.LeafHashes).Edge;
        Assert.Throws<ArgumentException>(() => MerkleTree.Resume(7, edge));
        Assert.Throws<ArgumentOutOfRangeException>(() => MerkleTree.Resume(-1, edge));
    }

    [Fact]
    public void A_leaf_of_any_length_is_hashed_whole() => Each.Of([0, 1, 1022, 1023, 1024, 1025, 100_000], length =>
    {
        var line = Encoding.ASCII.GetBytes(new string('a', length));
        Assert.Equal(NaiveTree.Root([line]), MerkleTree.Leaf(line).ToArray());
    });

    [Fact]
    public void A_hash_is_read_in_its_one_spelling_alone()
    {
        var text = MerkleTree.EmptyRoot.ToBase64();
        Assert.True(Digest.TryParseBase64(text, out var hash));
        Assert.Equal(MerkleTree.EmptyRoot, hash);

        // The last digit before '=' has two bits that no byte uses: 'U' and 'V' differ in these alone.
        Assert.Equal("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", text);
        Each.Of(["", "=", text[..^1], text + "=", text.Replace("U=", "V=", StringComparison.Ordinal), $" {text}", $"{text}\n", text.Replace('+', '-'), text[4..], "AAAA" + text],
            wrong => Assert.False(Digest.TryParseBase64(wrong, out _)));
        Assert.Throws<ArgumentException>(() => new Digest(new byte[31]));
    }
}
