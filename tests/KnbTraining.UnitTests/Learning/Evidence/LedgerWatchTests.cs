using KnbTraining.Learning;
using KnbTraining.Learning.Background;
using KnbTraining.Learning.Evidence;
using KnbTraining.Learning.Evidence.Checkpoints;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace KnbTraining.UnitTests.Learning.Evidence;

[Trait("Database", "Each")]
public sealed class LedgerWatchTests
{
    private const string ChangeFirst = "UPDATE Ledger SET Line = Line || ' ' WHERE Number = 1";

    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_process_that_has_started_goes_on_from_the_newest_checkpoint_and_says_what_it_did_not_look_at()
    {
        await using var room = await LearningRoom.OpenAsync();
        var size = await SignAsync(room);
        await RecordAsync(room, 3);
        await room.ExecuteAsync(ChangeFirst);

        var quick = await room.Get<LedgerWatch>().LookAsync(None);
        Assert.Equal((true, size, null), (quick.Fits, quick.SignedBefore!.Size, quick.AllAt));
        Assert.Equal(await LastAsync(room), quick.Standing.Entries);

        var whole = await room.Get<LedgerWatch>().VerifyAllAsync([], None);
        Assert.Equal((false, 1, LedgerFault.Hash, null), (whole.Fits, whole.Standing.BrokenAt, whole.Standing.Fault, whole.SignedBefore));
        Assert.Equal(LearningRoom.Start, whole.AllAt);
        Assert.Equal(1, (await room.Get<LedgerWatch>().LookAsync(None)).Standing.BrokenAt);
    }

    [Fact]
    public async Task What_is_behind_the_checkpoint_is_looked_at_with_its_texts()
    {
        await using var room = await LearningRoom.OpenAsync();
        var size = await SignAsync(room);
        await room.Get<LearningStore>().WriteAsync<Done>(
            write =>
            {
                write.Record(Actor.Application, new UndatedUnitAdded(Guid.NewGuid(), null, Slug.Of("/0009/"), write.Text(null, "a name")));
                return Task.FromResult<Result<Done>>(new Done());
            },
            None);
        await room.ExecuteAsync("UPDATE LedgerTexts SET Text = 'another' WHERE Text = 'a name'");
        Assert.Equal(1, (await room.Get<LedgerWatch>().LookAsync(None)).Standing.ChangedTexts);

        await RecordAsync(room, 2);
        await room.ExecuteAsync("UPDATE Ledger SET Kind = 'person.added' WHERE Number = {0}", size + 3);
        Assert.Equal((size + 3, LedgerFault.Columns), await StandingAsync(room));
    }

    [Fact]
    public async Task It_looks_at_an_entry_once_and_notices_an_end_that_was_cut_off_meanwhile()
    {
        await using var room = await LearningRoom.OpenAsync();
        await RecordAsync(room, 5);
        var watch = room.Get<LedgerWatch>();
        Assert.Null((await watch.LookAsync(None)).SignedBefore);
        await room.ExecuteAsync(ChangeFirst);
        await RecordAsync(room, 1);
        var second = await watch.LookAsync(None);
        Assert.Equal((true, await LastAsync(room)), (second.Fits, second.Standing.Entries));

        await room.ExecuteAsync("DELETE FROM Ledger WHERE Number > {0}", second.Standing.Entries - 2);

        Assert.Equal((second.Standing.Entries, LedgerFault.Number), await StandingAsync(room));
    }

    [Theory]
    [InlineData("UPDATE LedgerCheckpoints SET Note = 'nonsense'")]
    [InlineData("UPDATE LedgerCheckpoints SET Note = replace(Note, '/ledger', '/edger')")]
    [InlineData("UPDATE LedgerCheckpoints SET Root = zeroblob(32)")]
    [InlineData("UPDATE LedgerCheckpoints SET Root = zeroblob(3)")]
    [InlineData("UPDATE LedgerCheckpoints SET Edge = zeroblob(32)")]
    [InlineData("UPDATE LedgerCheckpoints SET Edge = zeroblob(7)")]
    [InlineData("UPDATE LedgerCheckpoints SET Size = Size + 1")]
    [InlineData("UPDATE LedgerCheckpoints SET Size = -1")]
    public async Task A_checkpoint_that_somebody_changed_is_named_and_nothing_is_believed_of_it_or_signed_after_it(string sql)
    {
        await using var room = await LearningRoom.OpenAsync();
        var auditor = await room.AddAsync(new PersonBuilder().With(Role.Auditor));
        await SignAsync(room);
        await room.ExecuteAsync(sql);
        await RecordAsync(room, 1);

        var seen = await room.Get<LedgerWatch>().LookAsync(None);

        Assert.Equal((false, true, null), (seen.Fits, seen.Standing.Fits, seen.SignedBefore));
        Assert.Equal([1L], seen.Spoiled);
        Assert.Equal([1L], (await room.Get<LedgerWatch>().VerifyAllAsync([], None)).Spoiled);
        Assert.Equal((null, 0), await room.Get<CheckpointHead>().ReadAsync(auditor, None));
        Assert.Equal(Refusal.Broken, (await room.Get<CheckpointMaker>().MakeNowAsync(Actor.Application, None)).Refused);
        Assert.Contains(room.Log.Entries, entry => entry.Message.StartsWith("Checkpoint 1 in the database is not the one that was signed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Checkpoints_from_outside_are_compared_with_the_whole_and_then_with_what_comes()
    {
        await using var room = await LearningRoom.OpenAsync();
        var auditor = await room.AddAsync(new PersonBuilder().With(Role.Auditor));
        var note = (await room.Get<CheckpointMaker>().MakeNowAsync(Actor.Application, None)).Value!.Note;
        var outside = room.Get<OutsideHeads>();
        Assert.True((await outside.CompareAsync(auditor, (await outside.ReadAsync(note, None)).Value!.Value!, None)).Value!.Kept);
        await RecordAsync(room, 2);
        Assert.Single((await room.Get<LedgerWatch>().LookAsync(None)).Compared!.Found.Heads);

        // Another process has not compared anything, and says so.
        await room.KillAndRestartAsync();
        var fresh = await room.Get<LedgerWatch>().LookAsync(None);
        Assert.Equal((1, null), (fresh.Kept, fresh.Compared));
        Assert.Equal(await LastAsync(room), (await room.Get<LedgerWatch>().VerifyAllAsync([], None)).Compared!.Found.Size);
    }

    [Fact]
    public async Task Once_a_day_every_entry_is_looked_at_and_what_was_found_stays_in_the_health_of_the_application()
    {
        await using var room = await LearningRoom.OpenAsync();
        await RecordAsync(room, 2);
        var sweep = room.Get<IEnumerable<IHostedService>>().OfType<LedgerWatchSweep>().Single();
        await sweep.RoundAsync(None);
        Assert.Null((await room.Get<LedgerWatch>().LookAsync(None)).AllAt);
        await sweep.RoundAsync(None);
        Assert.NotNull((await room.Get<LedgerWatch>().LookAsync(None)).AllAt);
        await room.ExecuteAsync(ChangeFirst);
        await sweep.RoundAsync(None);
        Assert.Empty(room.Get<BackgroundTroubles>().All);

        room.Clock.Advance(TimeSpan.FromDays(1));
        await sweep.RoundAsync(None);
        await sweep.RoundAsync(None);

        Assert.Equal(["every entry"], room.Get<BackgroundTroubles>().All.Select(trouble => trouble.Piece));
    }

    private static async Task<(long? BrokenAt, LedgerFault? Fault)> StandingAsync(LearningRoom room)
    {
        var standing = (await room.Get<LedgerWatch>().LookAsync(None)).Standing;
        return (standing.BrokenAt, standing.Fault);
    }

    private static async Task<long> SignAsync(LearningRoom room)
    {
        await RecordAsync(room, 5);
        return (await room.Get<CheckpointMaker>().MakeNowAsync(Actor.Application, None)).Value!.Size;
    }

    private static async Task<long> LastAsync(LearningRoom room)
    {
        await using var db = room.Open();
        return await db.LedgerRows.MaxAsync(row => row.Number, None);
    }

    private static Task<Result<Done>> RecordAsync(LearningRoom room, int count) => room.Get<LearningStore>().WriteAsync<Done>(
        write =>
        {
            for (var i = 0; i < count; i++)
            {
                write.Record(Actor.Application, new PersonActivated(Guid.NewGuid()));
            }

            return Task.FromResult<Result<Done>>(new Done());
        },
        None);
}
