using KnbTraining.Learning.Evidence.Proof;
using static KnbTraining.UnitTests.Learning.Evidence.KeyRoom;

namespace KnbTraining.UnitTests.Learning.Evidence;

public sealed class LineProofTests
{
    private static readonly byte[][] Lines = NaiveTree.Lines(11);

    [Fact]
    public void Each_line_is_proved_by_a_file_that_is_read_and_written_the_same_and_no_other_line_is()
    {
        using var room = new KeyRoom();
        Each.Of(Enumerable.Range(1, Lines.Length), size =>
        {
            var signed = room.Sign(Lines[..size]);
            for (var index = 0; index < size; index++)
            {
                var text = Prove(index, size, signed).ToString();
                var proof = Read(LineProof.Parse(Bytes(text)));
                Assert.Equal(text, proof.ToString());
                Assert.Null(proof.FindFault(Lines[index], Origin, room.Known));
                Assert.Equal(ProofFault.OtherLine, proof.FindFault(Lines[(index + 1) % Lines.Length], Origin, room.Known));
            }
        });
    }

    [Fact]
    public void A_proof_with_any_byte_changed_or_cut_anywhere_proves_nothing()
    {
        using var room = new KeyRoom();
        var bytes = Bytes(Prove(4, Lines.Length, room.Sign(Lines)));
        Assert.Null(FaultOf(bytes));
        Each.Of(Enumerable.Range(0, bytes.Length), at =>
        {
            var changed = bytes.ToArray();
            changed[at] ^= (byte)(1 << (at % 8));
            Assert.NotNull(FaultOf(changed));
        });
        Each.Of(Enumerable.Range(0, bytes.Length), length => Assert.NotNull(FaultOf(bytes[..length])));

        ProofFault? FaultOf(byte[] file)
        {
            var parsed = LineProof.Parse(file);
            return parsed.Fault ?? parsed.Value!.FindFault(Lines[4], Origin, room.Known);
        }
    }

    [Fact]
    public void A_proof_at_another_place_or_under_another_checkpoint_is_none()
    {
        using var room = new KeyRoom();
        using var stranger = new KeyRoom();
        var signed = room.Sign(Lines);
        var proof = Prove(4, Lines.Length, signed);
        Assert.Equal(ProofFault.BadIndex, (proof with { Index = Lines.Length }).FindFault(Lines[4], Origin, room.Known));
        Assert.Equal(ProofFault.OtherLine, (proof with { Index = 5 }).FindFault(Lines[4], Origin, room.Known));
        Assert.Equal(ProofFault.OtherLine, (proof with { Hashes = [] }).FindFault(Lines[4], Origin, room.Known));
        Assert.Equal(ProofFault.OtherLine, (proof with { Note = room.Sign(Lines[..10]).Note }).FindFault(Lines[4], Origin, room.Known));
        Assert.Equal(ProofFault.UnknownKey, proof.FindFault(Lines[4], Origin, stranger.Known));
        Assert.Equal(ProofFault.OtherOrigin, proof.FindFault(Lines[4], "ledger.example/other", room.Known));
        var text = SignedNote.Sign("no checkpoint\n", Origin, room.Key);
        Assert.Equal(ProofFault.Cut, (proof with { Note = text }).FindFault(Lines[4], Origin, room.Known));
    }

    [Fact]
    public void What_is_wrong_with_a_proof_is_named_with_its_line()
    {
        using var room = new KeyRoom();
        var good = Prove(4, Lines.Length, room.Sign(Lines)).ToString();
        var hash = good.Split('\n')[2];
        (ProofFault Fault, int Line, string Text)[] cases =
        [
            (ProofFault.Empty, 0, ""),
            (ProofFault.WindowsLineEnds, 1, good.ReplaceLineEndings("\r\n")),
            (ProofFault.NotAProof, 1, good.Replace("@v1", "@v2", StringComparison.Ordinal)),
            (ProofFault.NotAProof, 1, "\n" + good),
            (ProofFault.Cut, 1, "c2sp.org/tlog-proof@v1\n"),
            (ProofFault.Cut, 2, "c2sp.org/tlog-proof@v1\nindex 0\n"),
            (ProofFault.Cut, 3, "c2sp.org/tlog-proof@v1\nindex 0\n\n"),
            (ProofFault.BadIndex, 2, good.Replace("index 4", "index 04", StringComparison.Ordinal)),
            (ProofFault.BadIndex, 2, good.Replace("index 4", "index -4", StringComparison.Ordinal)),
            (ProofFault.BadIndex, 2, good.Replace("index 4", "index", StringComparison.Ordinal)),
            (ProofFault.BadIndex, 2, good.Replace("index 4\n", "", StringComparison.Ordinal)),
            (ProofFault.BadIndex, 3, good.Replace("index 4", "extra AAAA\nextra AAAA", StringComparison.Ordinal)),
            (ProofFault.BadHash, 3, good.Replace(hash, hash[..^1], StringComparison.Ordinal)),
            (ProofFault.BadHash, 4, good.Replace(hash, hash + "\nAAAA", StringComparison.Ordinal)),
            (ProofFault.BadHash, 66, good.Replace(hash, string.Join('\n', Enumerable.Repeat(hash, 64)), StringComparison.Ordinal)),
            (ProofFault.BadSignatureLine, 13, good.Replace("— ", "", StringComparison.Ordinal)),
            (ProofFault.Cut, 13, good.TrimEnd()),
        ];
        Each.Of(cases, one =>
        {
            var parsed = LineProof.Parse(Bytes(one.Text));
            Assert.Equal((one.Fault, one.Line), (parsed.Fault, parsed.Line));
        });
        Assert.Null(Read(LineProof.Parse(Bytes(good.Replace("index", "extra AAAA\nindex", StringComparison.Ordinal)))).FindFault(Lines[4], Origin, room.Known));
    }

    private static LineProof Prove(int index, int size, SignedCheckpoint signed) =>
        new(index, MerkleProofBuilder.Inclusion(index, size).From(NaiveTree.Leaves(Lines)), signed.Note);
}
