using KnbTraining.Learning;
using KnbTraining.Learning.Evidence.Checkpoints;
using KnbTraining.Learning.Evidence.Proof;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Evidence.Checkpoints;

/// <summary>Everything that the owner of the database can do to it, under a checkpoint that left before and without any.</summary>
public sealed class OutsideHeadsTests
{
    private const int Head = 8;

    private static readonly CancellationToken None = CancellationToken.None;

    public static TheoryData<string, string> Tampering => new()
    {
        { "a changed line", "UPDATE Ledger SET Line = Line || ' ' WHERE Number = 3" },
        { "a changed hash", "UPDATE Ledger SET LeafHash = zeroblob(32) WHERE Number = 3" },
        { "a deleted entry", "DELETE FROM Ledger WHERE Number = 3" },
        { "a deleted and renumbered entry", "DELETE FROM Ledger WHERE Number = 3; UPDATE Ledger SET Number = Number - 1 WHERE Number > 3" },
        { "two entries in each other's place", "UPDATE Ledger SET Number = -1 WHERE Number = 3; UPDATE Ledger SET Number = 3 WHERE Number = 4; UPDATE Ledger SET Number = 4 WHERE Number = -1" },
        { "a tail that was cut", "DELETE FROM Ledger WHERE Number > 5" },
        { "everything written anew", "" },
    };

    [Theory]
    [MemberData(nameof(Tampering))]
    public async Task What_the_owner_of_the_database_did_is_named_by_a_checkpoint_from_outside(string what, string sql)
    {
        await using var room = await LearningRoom.OpenAsync();
        var auditor = await room.AddAsync(new PersonBuilder().With(Role.Auditor));
        var note = await OutsideAsync(room);
        await TamperAsync(room, sql);

        // Without one, what is whole in itself shows nothing, and everything is said to be unprotected.
        var alone = (await room.Get<LedgerVerifier>().RunAsync([], None)).Found;
        Assert.Equal((0, 1), (alone.ProvedUpTo, alone.Unprotected!.Value.First));
        Assert.Equal(what is "a deleted and renumbered entry" or "two entries in each other's place" or "a tail that was cut" or "everything written anew", alone.NothingFound);

        var compared = await CompareAsync(room, auditor, note);
        var found = compared.Verified.Found;
        Assert.True(compared.Kept);
        Assert.False(found.NothingFound);
        if (what == "a changed hash")
        {
            Assert.Equal([new DifferingEntries(new EntrySpan(3, 3), DifferenceCause.LeafChanged)], found.Differing);
            Assert.Null(found.FirstMisfit);
            return;
        }

        Assert.Equal((Head, new EntrySpan(1, Head)), (found.FirstMisfit!.Head.Size, found.Suspect!.Value));
        Assert.Equal(what == "a changed line" ? [new DifferingEntries(new EntrySpan(3, 3), DifferenceCause.LineChanged)] : [], found.Differing);
        Assert.Equal(what == "a deleted entry" ? [new EntrySpan(3, 3)] : [], found.Missing);
        Assert.Equal(what == "a tail that was cut" ? new EntrySpan(6, Head) : null, found.TailLost);
    }

    [Fact]
    public async Task A_checkpoint_is_kept_and_every_later_check_compares_with_it()
    {
        await using var room = await LearningRoom.OpenAsync();
        var auditor = await room.AddAsync(new PersonBuilder().With(Role.Auditor));
        var note = await OutsideAsync(room);
        var first = await CompareAsync(room, auditor, note);
        Assert.True(first.Verified.Found.NothingFound);
        Assert.Equal((Head, new EntrySpan(Head + 1, first.Verified.Found.Size)), (first.Verified.Found.ProvedUpTo, first.Verified.Found.Unprotected!.Value));

        await CompareAsync(room, auditor, note);
        var kept = Assert.Single(await room.Get<OutsideHeads>().ListAsync(None));
        Assert.Equal((Head, note, auditor.PersonId), (kept.Size, kept.Note, kept.SeenById));
        Assert.Equal([new CheckpointSeen(Head, kept.Head.Root, true)], await room.FactsAsync<CheckpointSeen>());

        await TamperAsync(room, "");
        Assert.Equal(Head, (await room.Get<LedgerVerifier>().RunAsync([], None)).Found.FirstMisfit!.Head.Size);
    }

    [Fact]
    public async Task Three_lines_from_paper_are_a_head_and_kept_only_where_they_fit()
    {
        await using var room = await LearningRoom.OpenAsync();
        var admin = await room.AddAsync(new PersonBuilder().With(Role.Administrator));
        var note = await OutsideAsync(room);
        var lines = string.Join('\n', note.Split('\n')[..3]);
        var fits = await CompareAsync(room, admin, "  " + lines.ReplaceLineEndings("\r\n") + "\r\n\r\n");
        Assert.Null(fits.Checkpoint.Note);
        Assert.True(fits.Kept);
        Assert.Equal(Head, fits.Verified.Found.ProvedUpTo);

        var slip = await CompareAsync(room, admin, lines.Replace($"\n{Head}\n", $"\n{Head + 1}\n", StringComparison.Ordinal));
        Assert.Equal((false, HeadFit.Rewritten), (slip.Kept, slip.Verified.Found.FirstMisfit!.Fit));
        Assert.Null(Assert.Single(await room.Get<OutsideHeads>().ListAsync(None)).Note);

        // The signature may come later.
        await CompareAsync(room, admin, note);
        Assert.Equal(note, Assert.Single(await room.Get<OutsideHeads>().ListAsync(None)).Note);
    }

    [Fact]
    public async Task Every_bad_input_is_named()
    {
        await using var room = await LearningRoom.OpenAsync();
        var note = await OutsideAsync(room);
        using var other = new KeyRoom();
        var origin = note.Split('\n')[0];
        var foreign = SignedNote.Sign(note.Split("\n\n")[0] + "\n", origin, other.Key).ToString();
        (string? Text, ProofFault Fault)[] cases =
        [
            (null, ProofFault.Empty),
            (" \r\n ", ProofFault.Empty),
            ("text", ProofFault.Cut),
            (new string('x', 600_000), ProofFault.TooLong),
            ("a\tb", ProofFault.ControlCharacter),
            (note.Split("\n\n")[0].Replace($"\n{Head}\n", "\neight\n", StringComparison.Ordinal), ProofFault.BadSize),
            (note.Split("\n\n")[0][..^1], ProofFault.BadHash),
            (note.Split("\n\n")[0].Replace(origin, "other/ledger", StringComparison.Ordinal), ProofFault.OtherOrigin),
            (note.Replace($"\n{Head}\n", $"\n{Head + 1}\n", StringComparison.Ordinal), ProofFault.WrongSignature),
            (foreign, ProofFault.UnknownKey),
            (note.Replace("— ", "— x ", StringComparison.Ordinal), ProofFault.BadSignatureLine),
        ];
        foreach (var (text, fault) in cases)
        {
            Assert.Equal(fault, (await room.Get<OutsideHeads>().ReadAsync(text, None)).Value!.Fault);
        }

        // A file is taken as it is.
        Assert.Equal(ProofFault.WindowsLineEnds, (await room.Get<OutsideHeads>().ReadAsync(KeyRoom.Bytes(note.ReplaceLineEndings("\r\n")), None)).Value!.Fault);
        Assert.Null((await room.Get<OutsideHeads>().ReadAsync(KeyRoom.Bytes(note), None)).Value!.Fault);
    }

    [Fact]
    public async Task Nobody_but_administrators_and_auditors_compares()
    {
        await using var room = await LearningRoom.OpenAsync();
        var note = await OutsideAsync(room);
        var read = (await room.Get<OutsideHeads>().ReadAsync(note, None)).Value!.Value!;
        foreach (var role in Enum.GetValues<Role>())
        {
            var viewer = await room.AddAsync(role == Role.Manager ? new PersonBuilder().Managing(await room.RootAsync()) : new PersonBuilder().With(role));
            var compared = await room.Get<OutsideHeads>().CompareAsync(viewer, read, None);
            Assert.Equal(role is Role.Administrator or Role.Auditor ? null : Refusal.NotAllowed, compared.Refused);
        }
    }

    // Signs when there are exactly as many entries, and goes on.
    private static async Task<string> OutsideAsync(LearningRoom room)
    {
        await room.AddEntriesAsync(Head - (int)await room.LastAsync());
        var made = (await room.Get<CheckpointMaker>().MakeNowAsync(Actor.Application, None)).Value!;
        Assert.Equal(Head, made.Size);
        await room.AddEntriesAsync(3);
        return made.Note;
    }

    private static async Task TamperAsync(LearningRoom room, string sql)
    {
        if (sql.Length > 0)
        {
            await room.ExecuteAsync(sql);
            return;
        }

        for (var number = await room.LastAsync(); number > 0; number--)
        {
            await room.ForgeAsync(number);
        }
    }

    private static async Task<ComparedCheckpoint> CompareAsync(LearningRoom room, Viewer viewer, string text)
    {
        var read = (await room.Get<OutsideHeads>().ReadAsync(text, None)).Value!;
        Assert.Null(read.Fault);
        return (await room.Get<OutsideHeads>().CompareAsync(viewer, read.Value!, None)).Value!;
    }
}
