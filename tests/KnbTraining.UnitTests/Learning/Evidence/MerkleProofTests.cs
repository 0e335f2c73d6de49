using KnbTraining.Learning.Evidence.Proof;
using KnbTraining.Learning.Ledger;

namespace KnbTraining.UnitTests.Learning.Evidence;

public sealed class MerkleProofTests
{
    private const int Largest = 64;

    // Trees up to this size are tried with every other place and size.
    private const int Crossed = 20;

    private static readonly byte[][] Lines = NaiveTree.Lines(Largest);

    private static readonly Digest[] Leaves = NaiveTree.Leaves(Lines);

    private static readonly TreeHead[] Heads = [.. Enumerable.Range(0, Largest + 1).Select(size => new TreeHead(size, new Digest(NaiveTree.Root(Lines.AsSpan(0, size)))))];

    [Fact]
    public void The_published_inclusion_proofs_are_made_and_hold() => Each.Of(PublishedTree.Inclusions, published =>
    {
        var leaves = PublishedTree.LeafHashes.ToArray();
        var proof = MerkleProofBuilder.Inclusion(published.Index, published.Size).From(leaves.Take(published.Size));
        Assert.Equal(published.Proof, proof.Select(hash => hash.ToString()));
        Assert.True(MerkleProof.VerifyInclusion(leaves[published.Index], published.Index, PublishedTree.Head(published.Size), proof));
    });

    [Fact]
    public void The_published_consistency_proofs_are_made_and_hold() => Each.Of(PublishedTree.Consistencies, published =>
    {
        var proof = MerkleProofBuilder.Consistency(published.Older, published.Size).From(PublishedTree.LeafHashes.Take(published.Size));
        Assert.Equal(published.Proof, proof.Select(hash => hash.ToString()));
        Assert.True(MerkleProof.VerifyConsistency(PublishedTree.Head(published.Older), PublishedTree.Head(published.Size), proof));
    });

    // Those cases of the published tests that are about sizes alone.
    [Fact]
    public void Trees_without_leaves_or_of_one_size_need_an_empty_proof()
    {
        var (empty, one, two) = (Heads[0], Heads[1], Heads[2]);
        Assert.True(MerkleProof.VerifyConsistency(empty, empty, []));
        Assert.True(MerkleProof.VerifyConsistency(empty, one, []));
        Assert.True(MerkleProof.VerifyConsistency(one, one, []));
        Assert.False(MerkleProof.VerifyConsistency(one, empty, []));
        Assert.False(MerkleProof.VerifyConsistency(two, one, []));
        Assert.False(MerkleProof.VerifyConsistency(one, two, []));
        Assert.False(MerkleProof.VerifyConsistency(one, new TreeHead(1, two.Root), []));
        Assert.False(MerkleProof.VerifyConsistency(new TreeHead(0, one.Root), one, []));
        Assert.False(MerkleProof.VerifyConsistency(new TreeHead(0, one.Root), new TreeHead(0, one.Root), []));
        Assert.False(MerkleProof.VerifyConsistency(new TreeHead(-1, one.Root), one, []));
        Each.Of([empty, one], older => Assert.False(MerkleProof.VerifyConsistency(older, one, [empty.Root])));
        Each.Of([(0, 0), (1, 0), (2, 1), (1, 1), (-1, 1)], wrong => Assert.False(MerkleProof.VerifyInclusion(Leaves[0], wrong.Item1, Heads[wrong.Item2], [])));
    }

    [Fact]
    public void Every_inclusion_proof_up_to_64_leaves_is_the_defined_one_and_holds_nowhere_else() => Each.Of(Enumerable.Range(1, Largest), size =>
    {
        for (var index = 0; index < size; index++)
        {
            // More leaves than the tree has change nothing.
            var proof = MerkleProofBuilder.Inclusion(index, size).From(Leaves);
            Assert.Equal(NaiveTree.Path(index, Lines.AsSpan(0, size)).Select(hash => new Digest(hash)), proof);
            Assert.True(MerkleProof.VerifyInclusion(Leaves[index], index, Heads[size], proof));
            for (var other = 0; other <= Crossed && size <= Crossed; other++)
            {
                Assert.Equal(other == index, MerkleProof.VerifyInclusion(Leaves[index], other, Heads[size], proof));
                Assert.Equal(other == size, MerkleProof.VerifyInclusion(Leaves[index], index, Heads[other], proof));
                Assert.Equal(other == index, MerkleProof.VerifyInclusion(Leaves[other], index, Heads[size], proof));
            }
        }
    });

    [Fact]
    public void Every_consistency_proof_up_to_64_leaves_is_the_defined_one_and_holds_for_no_other_sizes() => Each.Of(Enumerable.Range(1, Largest), size =>
    {
        for (var older = 0; older <= size; older++)
        {
            var proof = MerkleProofBuilder.Consistency(older, size).From(Leaves);
            Assert.Equal(older == 0 ? [] : NaiveTree.Consistency(older, Lines.AsSpan(0, size)).Select(hash => new Digest(hash)), proof);
            Assert.True(MerkleProof.VerifyConsistency(Heads[older], Heads[size], proof));
            for (var other = 0; other <= Crossed && size <= Crossed; other++)
            {
                // With an empty proof a tree follows from itself and from the empty one, whatever it was made for.
                Assert.Equal(other == older || (proof.Count == 0 && (other == 0 || other == size)), MerkleProof.VerifyConsistency(Heads[other], Heads[size], proof));
                Assert.Equal(other == size || (proof.Count == 0 && (older == 0 || other == older)), MerkleProof.VerifyConsistency(Heads[older], Heads[other], proof));
            }
        }
    });

    [Fact]
    public void A_proof_fails_with_any_byte_changed_or_with_any_hash_missing_moved_or_added()
    {
        var cases = Enumerable.Range(1, 16).SelectMany(size => Enumerable.Range(0, size).Select(index => (Index: index, Size: size)));
        Each.Of(cases, one =>
        {
            var (index, size) = one;
            var inclusion = MerkleProofBuilder.Inclusion(index, size).From(Leaves);
            Assert.True(Includes(inclusion));
            Assert.All(Changed(inclusion), wrong => Assert.False(Includes(wrong)));
            Assert.All(ChangedBytes(Leaves[index]), wrong => Assert.False(MerkleProof.VerifyInclusion(wrong, index, Heads[size], inclusion)));
            Assert.All(ChangedBytes(Heads[size].Root), wrong => Assert.False(MerkleProof.VerifyInclusion(Leaves[index], index, new TreeHead(size, wrong), inclusion)));

            var older = index + 1;
            var consistency = MerkleProofBuilder.Consistency(older, size).From(Leaves);
            Assert.True(Follows(consistency));
            Assert.All(Changed(consistency), wrong => Assert.False(Follows(wrong)));
            Assert.All(ChangedBytes(Heads[older].Root), wrong => Assert.False(MerkleProof.VerifyConsistency(new TreeHead(older, wrong), Heads[size], consistency)));
            Assert.All(ChangedBytes(Heads[size].Root), wrong => Assert.False(MerkleProof.VerifyConsistency(Heads[older], new TreeHead(size, wrong), consistency)));

            bool Includes(IReadOnlyList<Digest> proof) => MerkleProof.VerifyInclusion(Leaves[index], index, Heads[size], proof);
            bool Follows(IReadOnlyList<Digest> proof) => MerkleProof.VerifyConsistency(Heads[older], Heads[size], proof);
        });
    }

    [Fact]
    public void What_cannot_be_proved_is_not_begun()
    {
        Each.Of([(0, 0), (1, 1), (-1, 1), (0, -1)], wrong => Assert.Throws<ArgumentOutOfRangeException>(() => MerkleProofBuilder.Inclusion(wrong.Item1, wrong.Item2)));
        Each.Of([(1, 0), (-1, 1)], wrong => Assert.Throws<ArgumentOutOfRangeException>(() => MerkleProofBuilder.Consistency(wrong.Item1, wrong.Item2)));
        Assert.Throws<InvalidOperationException>(() => MerkleProofBuilder.Inclusion(0, 5).From(Leaves.Take(4)));
        Assert.Throws<InvalidOperationException>(() => MerkleProofBuilder.Consistency(4, 5).From(Leaves.Take(4)));
    }

    private static IEnumerable<List<Digest>> Changed(IReadOnlyList<Digest> proof)
    {
        for (var i = 0; i < proof.Count; i++)
        {
            yield return [.. proof.Take(i), .. proof.Skip(i + 1)];
            yield return [.. proof.Take(i), proof[i], .. proof.Skip(i)];
            foreach (var wrong in ChangedBytes(proof[i]))
            {
                yield return [.. proof.Take(i), wrong, .. proof.Skip(i + 1)];
            }
        }

        if (proof.Count > 1)
        {
            yield return [.. proof.Reverse()];
        }

        yield return [MerkleTree.EmptyRoot, .. proof];
        yield return [.. proof, MerkleTree.EmptyRoot];
    }

    private static IEnumerable<Digest> ChangedBytes(Digest hash) => Enumerable.Range(0, Digest.Length).Select(at =>
    {
        var bytes = hash.ToArray();
        bytes[at] ^= 1;
        return new Digest(bytes);
    });
}
