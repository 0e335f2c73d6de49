using KnbTraining.Learning;
using KnbTraining.Learning.Evidence;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.TestKit;
using KnbTraining.TestKit.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace KnbTraining.UnitTests.Learning.Persistence;

/// <summary>What only a server does. Skipped where there is none.</summary>
public sealed class PostgreSqlTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Two_processes_number_the_ledger_without_gaps_and_refuse_nobody_for_it()
    {
        const int Each = 60;
        await using var room = await LearningRoom.OpenAsync(DatabaseKind.PostgreSql);
        await using var beside = await LearningRoom.OpenBesideAsync(room);
        var before = (await room.LinesAsync()).Count;

        var stored = await Task.WhenAll(Task.Run(() => RecordAsync(room, Each)), Task.Run(() => RecordAsync(beside, Each)));

        Assert.All(stored.SelectMany(results => results), result => Assert.True(result.Ok, $"{result.Refused}"));
        await using var db = room.Open();
        Assert.Equal(
            Enumerable.Range(1, before + (2 * Each)).Select(number => (long)number),
            await db.LedgerRows.OrderBy(row => row.Number).Select(row => row.Number).ToListAsync(None));
        Assert.True((await room.Get<LedgerCheck>().RunAsync(None)).Fits);
    }

    [Fact]
    public async Task The_lock_for_the_numbers_is_held_for_the_last_moment_only()
    {
        await using var room = await LearningRoom.OpenAsync(DatabaseKind.PostgreSql);
        await using var beside = await LearningRoom.OpenBesideAsync(room);
        var (begun, end) = (new TaskCompletionSource(), new TaskCompletionSource());

        // A long write that has recorded its fact, and does something else before it is stored.
        var slow = room.Get<LearningStore>().WriteAsync<Done>(
            async write =>
            {
                write.Record(Actor.Application, new PersonActivated(Guid.NewGuid()));
                await write.Db.Units.ExecuteUpdateAsync(update => update.SetProperty(unit => unit.Name, "Renamed"), None);
                begun.SetResult();
                await end.Task;
                return new Done();
            },
            None);
        await begun.Task;
        var quick = await RecordAsync(beside, 1);
        end.SetResult();

        Assert.True(Assert.Single(quick).Ok);
        Assert.True((await slow).Ok);
    }

    [Theory]
    [InlineData("08006", RefusalKind.StorageUnavailable)]
    [InlineData("25006", RefusalKind.StorageUnavailable)]
    [InlineData("53100", RefusalKind.StorageUnavailable)]
    [InlineData("53300", RefusalKind.StorageUnavailable)]
    [InlineData("55P03", RefusalKind.StorageUnavailable)]
    [InlineData("57P01", RefusalKind.StorageUnavailable)]
    [InlineData("57P03", RefusalKind.StorageUnavailable)]
    [InlineData("58030", RefusalKind.StorageUnavailable)]
    [InlineData("XX001", RefusalKind.StorageUnavailable)]
    [InlineData("23505", RefusalKind.Conflict)]
    [InlineData("40001", RefusalKind.Conflict)]
    [InlineData("40P01", RefusalKind.Conflict)]
    [InlineData("23503", null)]
    [InlineData("22001", null)]
    [InlineData("42P01", null)]
    public async Task Trouble_of_the_server_a_faster_writer_and_a_mistake_of_ours_are_three_things(string state, RefusalKind? expected)
    {
        await using var room = await LearningRoom.OpenAsync(DatabaseKind.PostgreSql);
        Task<Result<Done>> WriteAsync() => room.Get<LearningStore>().WriteAsync<Done>(
            async write =>
            {
                await LearningRoom.ExecuteAsync(write.Db, $"DO $$ BEGIN RAISE 'on purpose' USING ERRCODE = '{state}'; END $$");
                return new Done();
            },
            None);

        if (expected is { } kind)
        {
            Assert.Equal(kind, (await WriteAsync()).Refused?.Kind);
        }
        else
        {
            await Assert.ThrowsAsync<PostgresException>(WriteAsync);
        }
    }

    [Fact]
    public async Task A_connection_that_the_server_ends_in_the_middle_of_a_write_loses_nothing_that_was_told_and_the_next_write_succeeds()
    {
        await using var room = await LearningRoom.OpenAsync(DatabaseKind.PostgreSql);
        Assert.True(Assert.Single(await RecordAsync(room, 1)).Ok);
        var before = await room.LinesAsync();

        var cut = await room.Get<LearningStore>().WriteAsync<Done>(
            async write =>
            {
                write.Record(Actor.Application, new PersonActivated(Guid.NewGuid()));
                await write.Db.Units.ExecuteUpdateAsync(update => update.SetProperty(unit => unit.Name, "Renamed"), None);
                await room.ExecuteAsync(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
                return new Done();
            },
            None);

        Assert.Equal(Refusal.StorageUnavailable, cut.Refused);
        Assert.Equal(before, await room.LinesAsync());
        Assert.True(Assert.Single(await RecordAsync(room, 1)).Ok);
        Assert.NotEqual("Renamed", (await room.RootAsync()).Name);
    }

    [Fact]
    public async Task Connections_made_while_the_server_could_only_be_read_do_not_outlive_that()
    {
        await using var room = await LearningRoom.OpenAsync(DatabaseKind.PostgreSql);
        await using var db = room.Open();
        var name = new NpgsqlConnectionStringBuilder(db.Database.GetConnectionString()).Database!;
        PostgreSqlServer.Instance.Execute($"ALTER DATABASE {name} SET default_transaction_read_only = on");
        NpgsqlConnection.ClearPool(new NpgsqlConnection(db.Database.GetConnectionString()));
        Assert.NotNull(await room.RootAsync());
        PostgreSqlServer.Instance.Execute($"ALTER DATABASE {name} RESET default_transaction_read_only");

        Assert.Equal(Refusal.StorageUnavailable, Assert.Single(await RecordAsync(room, 1)).Refused);
        Assert.True(Assert.Single(await RecordAsync(room, 1)).Ok);
    }

    [Fact]
    public async Task A_start_that_cannot_use_its_database_says_so_in_one_line()
    {
        await using var nowhere = LearningRoom.OpenEmpty(DatabaseKind.PostgreSql);
        await using (var db = nowhere.Open())
        {
            PostgreSqlServer.Instance.Drop(new NpgsqlConnectionStringBuilder(db.Database.GetConnectionString()).Database!);
        }

        await AssertRefusedAsync(nowhere, "does not exist", "createdb");

        await using var newer = LearningRoom.OpenEmpty(DatabaseKind.PostgreSql);
        await newer.InitialiseAsync();
        await newer.ExecuteAsync("INSERT INTO \"__EFMigrationsHistory\" VALUES ('29990101000000_Later', '99.0.0')");
        await AssertRefusedAsync(newer, "newer or another version", "restore a backup");

        await using var foreign = LearningRoom.OpenEmpty(DatabaseKind.PostgreSql, "ENCODING 'SQL_ASCII' LOCALE_PROVIDER libc LOCALE 'C'");
        await AssertRefusedAsync(foreign, "SQL_ASCII", "UTF8");
    }

    [Fact]
    public async Task A_server_that_may_lose_what_it_has_confirmed_is_named_in_the_log()
    {
        await using var room = LearningRoom.OpenEmpty(DatabaseKind.PostgreSql);

        await room.InitialiseAsync();

        Assert.Contains(room.Log.Entries, entry => entry.Message.Contains("fsync=off", StringComparison.Ordinal));
        Assert.DoesNotContain(room.Log.Entries, entry => entry.Level >= LogLevel.Error);
        Assert.False(File.Exists(Path.Combine(room.Database.Folder, DataFolderNames.Database)));
    }

    private static async Task AssertRefusedAsync(LearningRoom room, params string[] said)
    {
        var refused = await Assert.ThrowsAsync<LearningStartupException>(room.InitialiseAsync);
        Assert.DoesNotContain('\n', refused.Message);
        Assert.All(said, words => Assert.Contains(words, refused.Message, StringComparison.Ordinal));
    }

    private static async Task<List<Result<Done>>> RecordAsync(LearningRoom room, int times)
    {
        var results = new List<Result<Done>>();
        for (var i = 0; i < times; i++)
        {
            results.Add(await room.Get<LearningStore>().WriteAsync<Done>(
                write =>
                {
                    write.Record(Actor.Application, new PersonActivated(Guid.NewGuid()));
                    return Task.FromResult<Result<Done>>(new Done());
                },
                None));
        }

        return results;
    }
}
