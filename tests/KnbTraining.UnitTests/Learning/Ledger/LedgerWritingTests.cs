using KnbTraining.Learning;
using KnbTraining.Learning.Evidence;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Ledger;

[Trait("Database", "Each")]
public sealed class LedgerWritingTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Facts_of_writes_at_once_are_numbered_without_gaps_and_keep_the_order_of_their_write()
    {
        await using var room = await LearningRoom.OpenAsync();
        var before = await room.LinesAsync();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RecordAsync(room, Guid.NewGuid(), Guid.NewGuid())));

        var lines = await room.LinesAsync();
        Assert.Equal(Enumerable.Range(1, before.Count + 40).Select(number => (long)number), lines.Select(line => line.Number));
        Assert.Equal(Enumerable.Repeat(new[] { nameof(PersonActivated), nameof(PersonDeactivated) }, 20).SelectMany(pair => pair), lines.Skip(before.Count).Select(line => line.Fact.GetType().Name));
        Assert.True((await room.Get<LedgerCheck>().RunAsync(None)).Fits);
    }

    [Fact]
    public async Task A_refusal_a_failure_and_a_failed_save_record_nothing_and_leave_no_gap()
    {
        await using var room = await LearningRoom.OpenAsync();
        var before = (await room.LinesAsync()).Count;
        var store = room.Get<LearningStore>();
        Result<Done> Say(StoreWrite write, Refusal? refused)
        {
            write.Text(null, "somebody");
            write.Record(Actor.Application, new PersonActivated(Guid.NewGuid()));
            return refused is { } refusal ? refusal : new Done();
        }

        Assert.Equal(Refusal.NothingDue, (await store.WriteAsync(write => Task.FromResult(Say(write, Refusal.NothingDue)), None)).Refused);
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.WriteAsync<Done>(
            write =>
            {
                Say(write, null);
                throw new InvalidOperationException("something broke");
            },
            None));
        room.MakeReadOnly(true);
        Assert.Equal(Refusal.StorageUnavailable, (await store.WriteAsync(write => Task.FromResult(Say(write, null)), None)).Refused);
        room.MakeReadOnly(false);

        Assert.Equal(before, (await room.LinesAsync()).Count);
        await using var db = room.Open();
        Assert.False(await db.LedgerTexts.AnyAsync(text => text.Text == "somebody", None));
        await RecordAsync(room, Guid.NewGuid(), Guid.NewGuid());
        Assert.Equal(before + 2, (await room.LinesAsync())[^1].Number);
    }

    [Fact]
    public async Task Nothing_but_the_store_adds_to_the_ledger_and_nothing_changes_it()
    {
        await using var room = await LearningRoom.OpenAsync();
        await RecordAsync(room, Guid.NewGuid(), Guid.NewGuid());
        await room.Get<LearningStore>().WriteAsync<Done>(
            write =>
            {
                write.Record(Actor.Application, new UndatedUnitAdded(Guid.NewGuid(), null, Slug.Of("/0001/"), write.Text(null, "a name")));
                return Task.FromResult<Result<Done>>(new Done());
            },
            None);
        var (lines, texts) = (await room.LinesAsync(), await TextsAsync());
        var ways = new Dictionary<string, Func<LearningDbContext, Task>>
        {
            ["add a row"] = async db => db.Add(await CopyAsync(db)),
            ["change a row"] = async db => db.Entry(await db.LedgerRows.OrderBy(row => row.Number).LastAsync(None)).Property(row => row.Kind).CurrentValue = "person.deactivated",
            ["delete a row"] = async db => db.Remove(await db.LedgerRows.OrderBy(row => row.Number).LastAsync(None)),
            ["change a text"] = async db => db.Entry(await db.LedgerTexts.OrderBy(text => text.Text).FirstAsync(None)).Property(text => text.Text).CurrentValue = "another",
            ["delete a text"] = async db => db.Remove(await db.LedgerTexts.OrderBy(text => text.Text).FirstAsync(None)),
        };
        foreach (var (way, change) in ways)
        {
            await using var db = room.Open();
            await change(db);
            var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(None));
            Assert.True(refused.Message.Contains("ledger", StringComparison.Ordinal), way);
            Assert.Throws<InvalidOperationException>(() => db.SaveChanges());
            db.ChangeTracker.Clear();

            // In a write of the store as well.
            await Assert.ThrowsAsync<InvalidOperationException>(() => room.Get<LearningStore>().WriteAsync<Done>(
                async write =>
                {
                    await change(write.Db);
                    return new Done();
                },
                None));
        }

        Assert.Equal(lines, await room.LinesAsync());
        Assert.Equal(texts, await TextsAsync());

        async Task<string[]> TextsAsync()
        {
            await using var db = room.Open();
            return [.. (await DatabaseDump.OfAsync(db)).Where(row => row.StartsWith("LedgerTexts", StringComparison.Ordinal))];
        }
    }

    [Fact]
    public async Task Two_texts_with_the_same_words_have_hashes_that_tell_nobody_so()
    {
        await using var room = await LearningRoom.OpenAsync();
        var person = Guid.NewGuid();
        var (first, second) = (default(TextRef), default(TextRef));
        await room.Get<LearningStore>().WriteAsync<Done>(
            write =>
            {
                (first, second) = (write.Text(person, "Aigerim Testova"), write.Text(person, "Aigerim Testova"));
                write.Record(Actor.Application, new PersonChanged(person, [new PersonChange(PersonField.Name, first, second)]));
                return Task.FromResult<Result<Done>>(new Done());
            },
            None);

        Assert.NotEqual(first, second);
        Assert.NotEqual(Digest.Of("Aigerim Testova"), first.Hash);
        Assert.Equal("Aigerim Testova", await room.TextAsync(second));
        Assert.DoesNotContain("Aigerim", (await room.LinesAsync())[^1].Write(), StringComparison.Ordinal);
    }

    private static Task<Result<Done>> RecordAsync(LearningRoom room, Guid first, Guid second) => room.Get<LearningStore>().WriteAsync<Done>(
        async write =>
        {
            write.Record(Actor.Application, new PersonActivated(first));
            await Task.Yield();
            write.Record(Actor.Of(first), new PersonDeactivated(second));
            return new Done();
        },
        None);

    // As a colleague would who does not know of the store.
    private static async Task<LedgerRow> CopyAsync(LearningDbContext db)
    {
        var row = await db.LedgerRows.AsNoTracking().OrderBy(one => one.Number).LastAsync(None);
        typeof(LedgerRow).GetProperty(nameof(LedgerRow.Number))!.SetValue(row, row.Number + 1);
        return row;
    }
}
