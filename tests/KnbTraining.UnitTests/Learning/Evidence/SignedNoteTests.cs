using System.Security.Cryptography;
using System.Text;
using KnbTraining.Learning.Evidence.Proof;
using static KnbTraining.UnitTests.Learning.Evidence.KeyRoom;

namespace KnbTraining.UnitTests.Learning.Evidence;

public sealed class SignedNoteTests
{
    /// <summary>Keys and notes of two public logs, as published with transparency-dev/formats (note/note_verifier_test.go).</summary>
    private static readonly (string Key, string Note)[] Published =
    [
        ("rekor.sigstore.dev+c0d23d6a+AjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABNhtmPtrWm3U1eQXBogSMdGvXwBcK5AW5i0hrZLOC96l+smGNM7nwZ4QvFK/4sueRoVj//QP22Ni4Qt9DPfkWLc=",
            "Rekor\n798034\nf+7CoKgXKE/tNys9TTXcr/ad6U/K3xvznmzew9y6SP0=\n\n— rekor.sigstore.dev wNI9ajBEAiARInWIWyCdyG27CO6LPnPekyw20qO0YJfoaPaowGp/XgIgc+qEHS3+GKVClgqq20uDLet7MCoTURUCRdxwWBHHufk=\n"),
        ("pixel6_transparency_log+91c16e30+AjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABN+4x0Jk1yTwvLFI9A4NDdGZcX0aiWVdWM5XJVy0M4VWD3AvyW5Q6Hs9A0mcDkpUoYgn+KKPNzFC0H3nN3q6JQ8=",
            "DEFAULT\n10\nbsWRucJU5xJPHb5eBdOm6+DM+VelCZBuvtI3sHERJ9Y=\n\n— pixel6_transparency_log kcFuMDBFAiEAhqMAP8P6qf6QxtUJhzMhbN+MbZ9dwfUHzGQJmffJHtoCIGD0cNe47dHWBoPwYdgBCepB06/+g5O1FmYjXl06owL4\n"),
    ];

    [Fact]
    public void Published_notes_of_other_logs_are_read_verified_and_written_the_same() => Each.Of(Published, published =>
    {
        var key = Read(NoteKey.Parse(published.Key));
        Assert.Equal(published.Key, key.ToString());
        var note = Read(SignedNote.Parse(Bytes(published.Note)));
        Assert.Equal(published.Note, note.ToString());
        Assert.Null(note.FindFault([key]));
        Each.Of(Published.Where(other => other != published), other => Assert.Equal(ProofFault.UnknownKey, note.FindFault([Read(NoteKey.Parse(other.Key))])));
    });

    [Fact]
    public void A_note_with_any_byte_changed_is_not_believed()
    {
        using var room = new KeyRoom();
        var bytes = Bytes(SignedNote.Sign("one\n\nтри\n", Origin, room.Key));
        Assert.Null(FaultOf(bytes, room.Known));
        Each.Of(Enumerable.Range(0, bytes.Length), at =>
        {
            var changed = bytes.ToArray();
            changed[at] ^= (byte)(1 << (at % 8));
            Assert.NotNull(FaultOf(changed, room.Known));
        });
        Each.Of(Enumerable.Range(0, bytes.Length), length => Assert.NotNull(FaultOf(bytes[..length], room.Known)));
    }

    [Fact]
    public void A_note_may_have_an_empty_line_in_its_text()
    {
        using var room = new KeyRoom();
        var note = Read(SignedNote.Parse(Bytes(SignedNote.Sign("one\n\ntwo\n", Origin, room.Key))));
        Assert.Equal("one\n\ntwo\n", note.Text);
    }

    [Fact]
    public void Several_may_sign_and_unknown_signatures_are_ignored()
    {
        using var ledger = new KeyRoom();
        using var officer = new KeyRoom();
        using var stranger = new KeyRoom();
        var note = SignedNote.Sign("text\n", Origin, ledger.Key).With("officer.example", officer.Key).With(Origin, stranger.Key);
        note = Read(SignedNote.Parse(Bytes(note)));
        Assert.Equal([Origin, "officer.example", Origin], note.Signatures.Select(signature => signature.Name));
        var second = Read(NoteKey.FromPem("officer.example", officer.Pem));
        Assert.Null(note.FindFault(ledger.Known));
        Assert.Null(note.FindFault([second]));
        Assert.Null(note.FindFault([.. ledger.Known, second]));
        Assert.Equal(ProofFault.UnknownKey, note.FindFault([]));

        // The name and the id together are the key.
        Assert.Equal(ProofFault.UnknownKey, note.FindFault([Read(NoteKey.FromPem("somebody.example", ledger.Pem))]));
    }

    [Fact]
    public void A_wrong_signature_of_a_known_key_is_not_made_good_by_a_right_one()
    {
        using var ledger = new KeyRoom();
        using var officer = new KeyRoom();
        var second = Read(NoteKey.FromPem("officer.example", officer.Pem));
        var right = SignedNote.Sign("text\n", Origin, ledger.Key).ToString();
        var ofAnother = SignedNote.Sign("other\n", "officer.example", officer.Key).ToString().Split("\n\n")[1];
        var note = Read(SignedNote.Parse(Bytes(right + ofAnother)));
        Assert.Null(note.FindFault(ledger.Known));
        Assert.Equal(ProofFault.WrongSignature, note.FindFault([.. ledger.Known, second]));
    }

    [Fact]
    public void What_is_wrong_with_a_note_is_named_with_its_line()
    {
        using var room = new KeyRoom();
        var good = SignedNote.Sign("one\ntwo\n", Origin, room.Key).ToString();
        var signature = good.Split('\n')[3];
        (ProofFault Fault, int Line, string Text)[] cases =
        [
            (ProofFault.Empty, 0, ""),
            (ProofFault.TooLong, 0, new string('a', 600_000)),
            (ProofFault.TooLong, 0, good + string.Concat(Enumerable.Repeat(signature + "\n", 64))),
            (ProofFault.NotPlainText, 0, "\uFEFF" + good),
            (ProofFault.WindowsLineEnds, 1, good.ReplaceLineEndings("\r\n")),
            (ProofFault.ControlCharacter, 2, good.Replace("two", "t\two", StringComparison.Ordinal)),
            (ProofFault.ControlCharacter, 1, good.Replace("one", "o\rne", StringComparison.Ordinal)),
            (ProofFault.SpaceAtLineEnd, 2, good.Replace("two", "two ", StringComparison.Ordinal)),
            (ProofFault.SpaceAtLineEnd, 1, " " + good),
            (ProofFault.SpaceAtLineEnd, 4, good.TrimEnd() + " \n"),
            (ProofFault.Cut, 4, good.TrimEnd()),
            (ProofFault.Cut, 2, "one\ntwo\n"),
            (ProofFault.Cut, 3, "one\ntwo\n\n"),
            (ProofFault.Cut, 2, "\n" + signature + "\n"),
            (ProofFault.EmptyLine, 5, good + "\n"),
            (ProofFault.BadSignatureLine, 4, good.Replace("— ", "- ", StringComparison.Ordinal)),
            (ProofFault.BadSignatureLine, 4, good.Replace("— ", "—  ", StringComparison.Ordinal)),
            (ProofFault.BadSignatureLine, 4, good.Replace(Origin, "a+b", StringComparison.Ordinal)),
            (ProofFault.BadSignatureLine, 4, good.Replace(Origin, "a\u00A0b", StringComparison.Ordinal)),
            (ProofFault.BadSignatureLine, 4, $"one\ntwo\n\n— {Origin} AAAAAA==\n"),
            (ProofFault.BadSignatureLine, 4, $"one\ntwo\n\n— {Origin} *AAAAAAA\n"),
            (ProofFault.BadSignatureLine, 5, good + "three\n"),
        ];
        Each.Of(cases, one =>
        {
            var parsed = SignedNote.Parse(Encoding.UTF8.GetBytes(one.Text));
            Assert.Equal((one.Fault, one.Line), (parsed.Fault, parsed.Line));
        });
        Assert.Equal(ProofFault.NotPlainText, SignedNote.Parse([0xFF, (byte)'\n']).Fault);
        Read(SignedNote.Parse(Encoding.UTF8.GetBytes(good + string.Concat(Enumerable.Repeat(signature + "\n", 63)))));
    }

    [Fact]
    public void What_cannot_stand_in_a_note_is_not_signed()
    {
        using var room = new KeyRoom();
        Each.Of(["", "no end", "a\r\n", "\t\n", "a \n"], text => Assert.Throws<ArgumentException>(() => SignedNote.Sign(text, Origin, room.Key)));
        Each.Of(["", "a b", "a+b", "a\u2003b", "a\tb", "a\nb"], name => Assert.Throws<ArgumentException>(() => SignedNote.Sign("a\n", name, room.Key)));
    }

    [Fact]
    public void A_key_keeps_the_id_that_it_has_as_a_file()
    {
        using var room = new KeyRoom();
        Assert.Equal(Convert.ToUInt32(room.Key.Id[..8], 16), room.Known[0].Id);
        Assert.Equal(room.Known[0].ToString(), Read(NoteKey.Parse(room.Known[0].ToString())).ToString());
    }

    [Fact]
    public void A_key_that_is_none_or_of_another_kind_is_refused()
    {
        var good = Published[0].Key;
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var brainpool = ECDsa.Create(ECCurve.NamedCurves.brainpoolP256r1);
        using var rsa = RSA.Create(2048);
        var parts = good.Split('+', 3);
        var bytes = Convert.FromBase64String(parts[2]);
        string[] wrong =
        [
            "", "+", "++", "a+b+c", good + "=", good + "\n", " " + good, good[..^4], parts[0] + "+" + parts[1], good.Replace("c0d23d6a", "C0D23D6A", StringComparison.Ordinal),
            good.Replace("c0d23d6a", "00000000", StringComparison.Ordinal), good.Replace(parts[0], "", StringComparison.Ordinal), good.Replace(parts[0], "a b", StringComparison.Ordinal),
            $"{parts[0]}+{parts[1]}+{Convert.ToBase64String([1, .. bytes[1..]])}", Verifier([.. bytes[1..], 0]), Verifier(p384.ExportSubjectPublicKeyInfo()),
            Verifier(brainpool.ExportSubjectPublicKeyInfo()), Verifier(rsa.ExportSubjectPublicKeyInfo()), Verifier([]), Verifier([.. bytes[1..^1], (byte)(bytes[^1] ^ 1)]),
        ];
        Each.Of(wrong, text => Assert.Equal(ProofFault.BadKey, NoteKey.Parse(text).Fault));
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Each.Of(["", "text", own.ExportPkcs8PrivateKeyPem(), p384.ExportSubjectPublicKeyInfoPem()], pem => Assert.Equal(ProofFault.BadKey, NoteKey.FromPem("name", pem).Fault));
        Assert.Equal(own.ExportSubjectPublicKeyInfo(), Convert.FromBase64String(Read(NoteKey.FromPem("name", own.ExportSubjectPublicKeyInfoPem())).ToString().Split('+', 3)[2])[1..]);

        static string Verifier(byte[] info) => $"name+{Convert.ToHexStringLower(SHA256.HashData(info))[..8]}+{Convert.ToBase64String([2, .. info])}";
    }

    [Fact]
    public void After_a_rotation_old_and_new_checkpoints_verify()
    {
        using var room = new KeyRoom();
        using var other = new KeyRoom();
        File.Copy(Path.Combine(other.Keys.Place, $"{other.Key.Id}.public.pem"), Path.Combine(room.Keys.Place, $"{other.Key.Id}.public.pem"));
        var known = room.Keys.ListKnown(Origin);
        Assert.Equal(2, known.Count);
        Assert.Null(SignedNote.Sign("old\n", Origin, other.Key).FindFault(known));
        Assert.Null(SignedNote.Sign("new\n", Origin, room.Key).FindFault(known));
        File.WriteAllText(Path.Combine(room.Keys.Place, $"{other.Key.Id}.public.pem"), "text");
        Assert.Throws<IOException>(() => room.Keys.ListKnown(Origin));
    }

    private static ProofFault? FaultOf(byte[] bytes, IReadOnlyCollection<NoteKey> known)
    {
        var parsed = SignedNote.Parse(bytes);
        return parsed.Fault ?? parsed.Value!.FindFault(known);
    }
}
