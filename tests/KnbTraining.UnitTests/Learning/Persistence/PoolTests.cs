using KnbTraining.Learning;
using KnbTraining.Learning.Persistence;
using KnbTraining.TestKit;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.UnitTests.Learning.Persistence;

public sealed class PoolTests
{
    private const int Connections = 4;

    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Connections_of_before_during_and_after_a_read_only_time_write_again()
    {
        await using var room = await LearningRoom.OpenAsync(DatabaseKind.Sqlite);
        await using var before = await ReadAsync(room);
        await (await ReadAsync(room)).DisposeAsync();
        using (var trouble = UnwritableFiles.TryMake(room.DatabaseFile))
        {
            Assert.SkipWhen(trouble is null, "Only Linux lets a test take the right to write away, from root with chattr.");

            // Opened now, read from, and given back without ever having failed.
            var during = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => ReadAsync(room)));
            Assert.Equal(Refusal.StorageUnavailable, (await WriteAsync(room)).Refused);
            foreach (var db in during)
            {
                await db.DisposeAsync();
            }
        }

        Assert.True((await WriteAsync(room)).Ok);
        await TouchAsync(before);
        var after = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => ReadAsync(room)));
        foreach (var db in after)
        {
            await TouchAsync(db);
            await db.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_write_past_the_store_that_fails_empties_the_pool_too()
    {
        await using var room = await LearningRoom.OpenAsync(DatabaseKind.Sqlite);
        SQLitePCL.sqlite3 handle;
        await using (await room.LockAsync())
        {
            await using var db = await ReadAsync(room);
            handle = ((SqliteConnection)db.Database.GetDbConnection()).Handle!;
            await Assert.ThrowsAnyAsync<Exception>(() => TouchAsync(db));
            Assert.False(handle.IsClosed);
        }

        Assert.True(handle.IsClosed, "The connection went back into the pool.");
    }

    private static async Task<LearningDbContext> ReadAsync(LearningRoom room)
    {
        var db = room.Open();
        await db.Database.OpenConnectionAsync(None);
        await db.Units.CountAsync(None);
        return db;
    }

    private static Task<int> TouchAsync(LearningDbContext db) => db.Units.ExecuteUpdateAsync(update => update.SetProperty(unit => unit.Name, unit => unit.Name), None);

    private static Task<Result<Done>> WriteAsync(LearningRoom room) => room.Get<LearningStore>().WriteAsync<Done>(
        async write =>
        {
            var db = write.Db;
            await TouchAsync(db);
            return new Done();
        },
        None);
}
