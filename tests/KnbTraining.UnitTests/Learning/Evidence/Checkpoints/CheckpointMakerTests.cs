using System.Text;
using KnbTraining.Learning;
using KnbTraining.Learning.Background;
using KnbTraining.Learning.Evidence;
using KnbTraining.Learning.Evidence.Checkpoints;
using KnbTraining.Learning.Evidence.Proof;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.TestKit;
using Microsoft.Extensions.Hosting;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Evidence.Checkpoints;

public sealed class CheckpointMakerTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private static readonly DateOnly Monday = new(2026, 3, 2);

    [Fact]
    public async Task A_day_is_signed_once_it_has_ended_and_its_files_lie_in_the_data_folder()
    {
        await using var room = await LearningRoom.OpenAsync();
        await room.AddEntriesAsync(3);
        var size = await room.LastAsync();
        var sweep = Sweep(room);
        await sweep.RoundAsync(None);
        Assert.Empty(await room.CheckpointsAsync());

        // 19:00 UTC is midnight in Almaty.
        room.Clock.Advance(TimeSpan.FromHours(14.5));
        await sweep.RoundAsync(None);
        Assert.Empty(await room.CheckpointsAsync());
        room.Clock.Advance(TimeSpan.FromHours(1));
        await sweep.RoundAsync(None);

        var made = Assert.Single(await room.CheckpointsAsync());
        Assert.Equal((size, Monday), (made.Size, made.Day));
        Assert.Equal(await room.HeadAsync(size), new TreeHead(made.Size, new Digest(made.Root)));
        var fact = Assert.Single(await room.FactsAsync<CheckpointMade>());
        Assert.Equal((size, new Digest(made.Root), Monday), (fact.Size, fact.Root, fact.Day));

        var files = room.Get<CheckpointFiles>();
        var note = await File.ReadAllBytesAsync(Path.Combine(files.Folder, "2026-03-02.checkpoint"), None);
        var lines = await File.ReadAllBytesAsync(Path.Combine(files.Folder, "2026-03-02.jsonl"), None);
        var origin = (await room.Get<LedgerOrigin>().ReadAsync(None)).Value!;
        Assert.True(NoteKey.IsName(origin));
        var opened = SignedCheckpoint.Open(note, origin, room.Get<CheckpointKeys>().ListKnown(origin));
        Assert.Null(opened.Fault);
        Assert.Equal(Digest.Of(lines).ToString(), opened.Value!.Checkpoint.Day!.Sha256.ToString());
        Assert.Equal((1, size), (opened.Value.Checkpoint.Day.First, opened.Value.Checkpoint.Day.Last));
        Assert.Equal(string.Concat((await room.LinesAsync()).Take((int)size).Select(line => line.Write() + "\n")), Encoding.UTF8.GetString(lines));
        Assert.Empty(room.Get<BackgroundTroubles>().All);
        Assert.Empty(Directory.GetFiles(files.Folder, ".*"));
    }

    [Fact]
    public async Task After_three_days_without_a_run_each_day_that_has_lines_is_signed_and_every_line_lies_in_one_file()
    {
        await using var room = await LearningRoom.OpenAsync();
        foreach (var entries in new[] { 2, 3, 0, 4 })
        {
            await room.AddEntriesAsync(entries);
            room.Clock.Advance(TimeSpan.FromDays(1));
        }

        await Sweep(room).RoundAsync(None);

        var made = await room.CheckpointsAsync();
        Assert.Equal([Monday, Monday.AddDays(1), Monday.AddDays(3)], made.Select(one => one.Day!.Value));
        var days = made.Select(one => one.TryRead()!.Checkpoint.Day!).ToArray();
        Assert.Equal([1, .. days.SkipLast(1).Select(day => day.Last + 1)], days.Select(day => day.First));
        foreach (var one in made)
        {
            Assert.Equal(await room.HeadAsync(one.Size), one.TryRead()!.Checkpoint.Head);
            Assert.True(File.Exists(Path.Combine(room.Get<CheckpointFiles>().Folder, CheckpointFiles.LinesName(one.Day!.Value))));
        }

        // The facts that tell of them are lines of today.
        Assert.Equal(made[^1].Size + 3, await room.LastAsync());
        await Sweep(room).RoundAsync(None);
        Assert.Equal(3, (await room.CheckpointsAsync()).Count);
    }

    [Fact]
    public async Task Two_runs_at_once_make_one_checkpoint_of_a_day_and_one_of_now()
    {
        await using var room = await LearningRoom.OpenAsync();
        await room.AddEntriesAsync(5);
        room.Clock.Advance(TimeSpan.FromDays(1));
        var maker = room.Get<CheckpointMaker>();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => maker.MakeDaysAsync(None))));
        Assert.Equal([Monday], (await room.CheckpointsAsync()).Select(one => one.Day!.Value));

        await room.AddEntriesAsync(1);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => maker.MakeNowAsync(Actor.Application, None))));
        Assert.Equal(2, (await room.CheckpointsAsync()).Count);
        Assert.Equal(2, (await room.FactsAsync<CheckpointMade>()).Count);

        // Nothing but a checkpoint came after it: no other is needed.
        Assert.Equal(2, (await maker.MakeNowAsync(Actor.Application, None)).Value!.Number);
    }

    [Fact]
    public async Task A_clock_that_was_put_back_leaves_every_line_in_one_file()
    {
        await using var room = await LearningRoom.OpenAsync();
        await room.AddEntriesAsync(1);
        room.Clock.Advance(TimeSpan.FromDays(1));
        await Sweep(room).RoundAsync(None);

        // The fact of that checkpoint now has a time of the day that is signed already.
        await using (var db = room.Open())
        {
            await db.LedgerRows.Where(row => row.Kind == "ledger.checkpoint-made")
                .ExecuteUpdateAsync(update => update.SetProperty(row => row.At, LearningRoom.Start), None);
        }

        await room.AddEntriesAsync(1);
        room.Clock.Advance(TimeSpan.FromDays(1));
        await Sweep(room).RoundAsync(None);

        var days = (await room.CheckpointsAsync()).Select(one => one.TryRead()!.Checkpoint.Day!).ToArray();
        Assert.Equal([Monday, Monday.AddDays(1)], days.Select(day => day.Day));
        Assert.Equal(days[0].Last + 1, days[1].First);
        Assert.Equal(days[0].Last + 2, days[1].Last);
    }

    public static TheoryData<string> Tampering =>
    [
        "UPDATE Ledger SET Line = Line || ' ' WHERE Number = 3",
        "UPDATE Ledger SET LeafHash = zeroblob(32) WHERE Number = 3",
        "UPDATE Ledger SET LeafHash = zeroblob(5) WHERE Number = 3",
        "DELETE FROM Ledger WHERE Number = 3",
        "UPDATE Ledger SET Number = 1000 WHERE Number = 3",
    ];

    [Theory]
    [MemberData(nameof(Tampering))]
    public async Task Nothing_is_signed_over_an_entry_that_does_not_fit_and_the_health_says_so(string sql)
    {
        await using var room = await LearningRoom.OpenAsync();
        await room.AddEntriesAsync(5);
        room.Clock.Advance(TimeSpan.FromDays(1));
        await room.ExecuteAsync(sql);

        await Sweep(room).RoundAsync(None);

        Assert.Empty(await room.CheckpointsAsync());
        Assert.Equal(["days that have ended"], room.Get<BackgroundTroubles>().All.Select(trouble => trouble.Piece));
        Assert.Equal(RefusalKind.Broken, (await room.Get<CheckpointMaker>().MakeNowAsync(Actor.Application, None)).Refused?.Kind);

        // Whoever looks into it gets the lines all the same.
        var auditor = await room.AddAsync(new PersonBuilder().With(Role.Auditor));
        Assert.True((await room.Get<LedgerExport>().LinesAsync(auditor, new LedgerFilter(), None)).Ok);
        Assert.Empty(await room.CheckpointsAsync());
    }

    [Fact]
    public async Task A_tail_that_was_cut_under_a_checkpoint_is_not_signed_over()
    {
        await using var room = await LearningRoom.OpenAsync();
        await room.AddEntriesAsync(5);
        room.Clock.Advance(TimeSpan.FromDays(1));
        await Sweep(room).RoundAsync(None);
        await room.ExecuteAsync("DELETE FROM Ledger WHERE Number > 3");

        Assert.Equal(RefusalKind.Broken, (await room.Get<CheckpointMaker>().MakeDaysAsync(None)).Refused?.Kind);
        Assert.Equal(RefusalKind.Broken, (await room.Get<CheckpointMaker>().MakeNowAsync(Actor.Application, None)).Refused?.Kind);
        Assert.Single(await room.CheckpointsAsync());
    }

    [Fact]
    public async Task A_file_that_is_missing_is_made_again_and_never_from_lines_that_were_changed()
    {
        await using var room = await LearningRoom.OpenAsync();
        await room.AddEntriesAsync(2);
        room.Clock.Advance(TimeSpan.FromDays(1));
        await Sweep(room).RoundAsync(None);
        var file = Path.Combine(room.Get<CheckpointFiles>().Folder, "2026-03-02.jsonl");
        var content = await File.ReadAllTextAsync(file, None);
        File.Delete(file);
        await Sweep(room).RoundAsync(None);
        Assert.Equal(content, await File.ReadAllTextAsync(file, None));

        File.Delete(file);
        await room.ForgeAsync(2);
        await Sweep(room).RoundAsync(None);
        Assert.False(File.Exists(file));
        Assert.Equal(["files"], room.Get<BackgroundTroubles>().All.Select(trouble => trouble.Piece));
    }

    [Fact]
    public async Task An_export_is_followed_by_a_checkpoint_over_its_entries()
    {
        await using var room = await LearningRoom.OpenAsync();
        await room.AddEntriesAsync(2);
        var auditor = await room.AddAsync(new PersonBuilder().With(Role.Auditor));
        Assert.True((await room.Get<LedgerExport>().LinesAsync(auditor, new LedgerFilter(), None)).Ok);

        var exported = Assert.Single(await room.FactsAsync<LedgerExported>());
        var made = Assert.Single(await room.CheckpointsAsync());
        Assert.Equal((exported.Last + 1, null), (made.Size, made.Day));
        Assert.Equal(await room.HeadAsync(made.Size), made.TryRead()!.Checkpoint.Head);
    }

    [Fact]
    public async Task After_a_rotation_the_new_key_signs_the_old_one_still_verifies_and_the_name_stays()
    {
        await using var room = await LearningRoom.OpenAsync();
        await room.AddEntriesAsync(1);
        var maker = room.Get<CheckpointMaker>();
        var before = (await maker.MakeNowAsync(Actor.Application, None)).Value!;
        var rotated = await room.Get<CheckpointKeyRotation>().RotateAsync(None);
        Assert.NotEqual(rotated.Value, Assert.Single(await room.FactsAsync<CheckpointKeyReplaced>()).KeyId.ToString());
        var after = (await maker.MakeNowAsync(Actor.Application, None)).Value!;

        await room.KillAndRestartAsync();
        var heads = room.Get<OutsideHeads>();
        Assert.All(new[] { before, after }, made => Assert.Null(heads.ReadAsync(made.Note, None).GetAwaiter().GetResult().Value!.Fault));
        Assert.NotEqual(before.TryRead()!.Note.Signatures[0].KeyId, after.TryRead()!.Note.Signatures[0].KeyId);
        Assert.Equal(before.TryRead()!.Checkpoint.Origin, after.TryRead()!.Checkpoint.Origin);
    }

    private static CheckpointSweep Sweep(LearningRoom room) => room.Get<IEnumerable<IHostedService>>().OfType<CheckpointSweep>().Single();
}
