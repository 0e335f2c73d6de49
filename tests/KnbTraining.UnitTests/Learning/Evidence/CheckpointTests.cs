using KnbTraining.Learning.Evidence.Proof;
using KnbTraining.Learning.Ledger;
using static KnbTraining.UnitTests.Learning.Evidence.KeyRoom;

namespace KnbTraining.UnitTests.Learning.Evidence;

public sealed class CheckpointTests
{
    private const string Root = "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=";

    private const string Empty = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

    private const string Day = "day 2026-03-02 5 8 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Fact]
    public void A_checkpoint_is_read_and_written_the_same() => Each.Of(
        [
            $"o\n8\n{Root}\n", $"o\n8\n{Root}\n{Day}\n", $"o\n8\n{Root}\n{Day}\nother line\nand more\n", $"o\n8\n{Root}\nother line\ndaytime\n", $"a b\n0\n{Empty}\n",
            $"o\n{long.MaxValue}\n{Root}\n", $"o\n8\n{Root}\n{Day.Replace("5 8", "9 8", StringComparison.Ordinal)}\n",
        ],
        text => Assert.Equal(text, Read(Checkpoint.Parse(Bytes(text))).ToString()));

    [Fact]
    public void A_checkpoint_of_our_own_holds_what_it_was_made_of()
    {
        using var room = new KeyRoom();
        var lines = NaiveTree.Lines(8);
        var signed = room.Sign(lines, firstOfDay: 5);
        var read = Read(SignedCheckpoint.Open(Bytes(signed), Origin, room.Known)).Checkpoint;
        var file = lines.Skip(4).SelectMany(line => line.Append((byte)'\n')).ToArray();
        Assert.Equal(new TreeHead(8, new Digest(NaiveTree.Root(lines))), read.Head);
        Assert.Equal(new DayLine(new DateOnly(2026, 3, 2), 5, 8, new Digest(System.Security.Cryptography.SHA256.HashData(file))), read.Day);
        Assert.Equal(signed.Checkpoint.ToString(), read.ToString());
    }

    [Fact]
    public void A_day_without_lines_has_an_empty_file()
    {
        using var day = new DayFileHash(new DateOnly(2026, 3, 2), 9);
        Assert.Equal(new DayLine(new DateOnly(2026, 3, 2), 9, 8, MerkleTree.EmptyRoot), day.ToLine());
        Assert.Equal(day.ToLine(), DayLine.Parse(day.ToLine().ToString()));
        Assert.Throws<ArgumentException>(() => day.Append("a\nb"u8));
    }

    [Fact]
    public void What_is_wrong_with_a_checkpoint_is_named_with_its_line()
    {
        (ProofFault Fault, int Line, string Text)[] cases =
        [
            (ProofFault.Empty, 0, ""),
            (ProofFault.WindowsLineEnds, 1, $"o\r\n8\r\n{Root}\r\n"),
            (ProofFault.SpaceAtLineEnd, 2, $"o\n8 \n{Root}\n"),
            (ProofFault.SpaceAtLineEnd, 4, $"o\n8\n{Root}\n{Day} \n"),
            (ProofFault.ControlCharacter, 1, $"o\t\n8\n{Root}\n"),
            (ProofFault.EmptyLine, 1, $"\n8\n{Root}\n"),
            (ProofFault.EmptyLine, 4, $"o\n8\n{Root}\n\n{Day}\n"),
            (ProofFault.Cut, 3, $"o\n8\n{Root}"),
            (ProofFault.Cut, 2, "o\n8\n"),
            (ProofFault.Cut, 1, "o\n"),
            .. new[] { "08", "-8", "+8", "8.0", "eight", "0x8", "8e0", "٨", "9223372036854775808", "1 000" }.Select(size => (ProofFault.BadSize, 2, $"o\n{size}\n{Root}\n")),
            .. new[] { Root[..^1], Root + "=", Root.Replace('X', '*'), Root[4..], "AAAA" + Root, Root.Replace("g=", "h=", StringComparison.Ordinal), "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328" }
                .Select(root => (ProofFault.BadHash, 3, $"o\n8\n{root}\n")),
            (ProofFault.BadHash, 3, $"o\n0\n{Root}\n"),
            .. new[]
            {
                Day + " x", Day[..^1], Day + "0", Day.ToUpperInvariant().Replace("DAY", "day", StringComparison.Ordinal), Day.Replace("5 8", "5 9", StringComparison.Ordinal), Day.Replace("5 8", "8 5", StringComparison.Ordinal),
                Day.Replace("5 8", "0 8", StringComparison.Ordinal), Day.Replace("5 8", "05 8", StringComparison.Ordinal), Day.Replace("5 8", "5  8", StringComparison.Ordinal), Day.Replace("03-02", "02-30", StringComparison.Ordinal),
                Day.Replace("03-02", "3-2", StringComparison.Ordinal), Day.Replace("e3b0", "e3b!", StringComparison.Ordinal), "day x",
            }.Select(day => (ProofFault.BadDay, 4, $"o\n8\n{Root}\n{day}\n")),
            (ProofFault.BadDay, 5, $"o\n8\n{Root}\n{Day}\n{Day}\n"),
            (ProofFault.BadDay, 4, $"o\n8\n{Root}\nother\n{Day}\n"),
        ];
        Each.Of(cases, one =>
        {
            var parsed = Checkpoint.Parse(Bytes(one.Text));
            Assert.Equal((one.Fault, one.Line), (parsed.Fault, parsed.Line));
        });
    }

    [Fact]
    public void A_signed_checkpoint_with_any_byte_changed_or_cut_anywhere_is_not_opened()
    {
        using var room = new KeyRoom();
        var bytes = Bytes(room.Sign(NaiveTree.Lines(3)));
        Read(SignedCheckpoint.Open(bytes, Origin, room.Known));
        Each.Of(Enumerable.Range(0, bytes.Length), at =>
        {
            var changed = bytes.ToArray();
            changed[at] ^= (byte)(1 << (at % 8));
            Assert.NotNull(SignedCheckpoint.Open(changed, Origin, room.Known).Fault);
        });
        Each.Of(Enumerable.Range(0, bytes.Length), length => Assert.NotNull(SignedCheckpoint.Open(bytes.AsSpan(0, length), Origin, room.Known).Fault));
    }

    [Fact]
    public void Whose_checkpoint_it_is_decides()
    {
        using var room = new KeyRoom();
        using var officer = new KeyRoom();
        var signed = room.Sign(NaiveTree.Lines(3));
        var officerKey = Read(NoteKey.FromPem("officer.example", officer.Pem));
        NoteKey[] both = [.. room.Known, officerKey];
        var changed = Bytes(signed.ToString().Replace("\n3\n", "\n4\n", StringComparison.Ordinal));
        var alone = Bytes(SignedNote.Sign(signed.Checkpoint.ToString(), "officer.example", officer.Key));
        var cosigned = Bytes(signed.Note.With("officer.example", officer.Key));
        Assert.Null(SignedCheckpoint.Open(cosigned, Origin, both).Fault);
        Assert.Null(SignedCheckpoint.Open(cosigned, Origin, room.Known).Fault);
        Assert.Equal(ProofFault.UnknownKey, SignedCheckpoint.Open(cosigned, Origin, [officerKey]).Fault);
        Assert.Equal(ProofFault.UnknownKey, SignedCheckpoint.Open(alone, Origin, both).Fault);
        Assert.Equal(ProofFault.UnknownKey, SignedCheckpoint.Open(Bytes(signed), Origin, officer.Known).Fault);
        Assert.Equal(ProofFault.WrongSignature, SignedCheckpoint.Open(changed, Origin, room.Known).Fault);
        Assert.Equal(ProofFault.OtherOrigin, SignedCheckpoint.Open(Bytes(signed), "ledger.example/other", room.Known).Fault);
    }
}
