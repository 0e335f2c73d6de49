using KnbTraining.Learning;
using KnbTraining.Learning.Attempts;
using KnbTraining.Learning.Backups;
using KnbTraining.Learning.Certificates;
using KnbTraining.Learning.Evidence;
using KnbTraining.Learning.Evidence.Checkpoints;
using KnbTraining.Learning.Evidence.Proof;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Persistence;
using KnbTraining.TestKit;
using KnbTraining.TestKit.Databases;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace KnbTraining.UnitTests.Learning.Backups;

/// <summary>The same commands where the database is that of a server. Skipped where there is none.</summary>
public sealed class ServerBackupTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private static readonly Dictionary<string, string> Settings = new() { ["Database:Provider"] = "PostgreSql" };

    private readonly string _folder = Directory.CreateTempSubdirectory("knb-server-backup-").FullName;
    private readonly string _database = PostgreSqlServer.Instance.Create();
    private readonly MachineClock _clock = new(LearningRoom.Start);

    private string Data => Path.Combine(_folder, "data");

    private LearningOptions Options => Of(Data);

    [Fact]
    public async Task What_was_saved_beside_a_running_server_comes_back_and_what_was_there_is_kept_aside()
    {
        string archive;
        List<string> saved;
        long last;
        await using (var room = await WorkedRoomAsync())
        {
            last = (await room.LinesAsync())[^1].Number;
            saved = [.. await DumpAsync(room)];
            archive = (await new BackupWriter(Options, _clock).WriteAsync(Path.Combine(_folder, "saved.zip"), Settings, null, None)).File;
            Assert.Equal("backup.made", FactType.Of((await room.LinesAsync())[^1].Fact).Kind);
            await room.SitAsync(await room.AddLearnerAsync());
        }

        _clock.Advance(TimeSpan.FromDays(1));
        var restored = await new BackupRestore(Options, _clock).RestoreAsync(archive, null, false, None);

        Assert.Equal((2, 1), (restored.Contents.People, restored.Contents.Attempts));
        Assert.Empty(restored.UnknownKeys);
        await using var back = OpenRoom();
        var there = await DumpAsync(back);
        Assert.Empty(saved.Except(there, StringComparer.Ordinal));
        var told = (BackupRestored)(await back.LinesAsync())[^1].Fact;
        Assert.Equal((LearningRoom.Start, last), (told.SavedAt, told.LastNumber));
        Assert.True(told.LostUntil > last + 1, $"{told}");
        await back.InitialiseAsync();
        await back.Get<AnswerWriter>().StartAsync(None);
        Assert.True((await back.Get<LedgerCheck>().RunAsync(None)).Fits);
        Assert.Empty((await back.Get<AttemptCheck>().RunAsync(None)).Broken);
        await back.SitAsync(await back.AddLearnerAsync());

        // What came after the backup is in the file that was laid aside.
        var aside = DatabaseDump.Of(Path.Combine(restored.Aside!, DataFolderNames.Database));
        Assert.Equal(3, aside.Count(row => row.StartsWith("People:", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_archive_goes_from_a_file_to_a_server_and_back()
    {
        await using var room = await LearningRoom.OpenAsync(DatabaseKind.Sqlite);
        room.Get<CertificateKeys>().OpenSigningKey().Dispose();
        await room.SitAsync(await room.AddLearnerAsync());
        var saved = DatabaseDump.Of(room.DatabaseFile);
        var file = await new BackupWriter(new LearningOptions { DataFolder = room.Database.Folder }, _clock)
            .WriteAsync(Path.Combine(_folder, "file.zip"), Settings, null, None);
        await new BackupRestore(Options, _clock).RestoreAsync(file.File, null, false, None);
        var server = await new BackupWriter(Options, _clock).WriteAsync(Path.Combine(_folder, "server.zip"), Settings, null, None);
        var target = Path.Combine(_folder, "file-again");
        await new BackupRestore(new LearningOptions { DataFolder = target }, _clock).RestoreAsync(server.File, null, false, None);

        Assert.Empty(saved.Except(DatabaseDump.Of(Path.Combine(target, DataFolderNames.Database)), StringComparer.Ordinal));
        Assert.False(File.Exists(Path.Combine(Data, DataFolderNames.Database)));
    }

    [Fact]
    public async Task A_restore_refuses_a_database_with_which_a_server_works_from_whatever_folder_and_changes_nothing()
    {
        var room = await WorkedRoomAsync();
        var archive = (await new BackupWriter(Options, _clock).WriteAsync(Path.Combine(_folder, "saved.zip"), Settings, null, None)).File;
        var before = await DumpAsync(room);
        var elsewhere = Of(Path.Combine(_folder, "elsewhere"));
        await AssertRefusedAsync(elsewhere, archive, "Somebody works with the database");
        Assert.Equal(before, await DumpAsync(room));
        Assert.Empty(Directory.EnumerateDirectories(elsewhere.DataFolder));
        await room.DisposeAsync();

        // Somebody at a terminal of the server is somebody too.
        await using (var session = await ConnectAsync("psql"))
        {
            await AssertRefusedAsync(Options, archive, "psql");
        }

        await new BackupRestore(Options, _clock).RestoreAsync(archive, null, false, None);
    }

    [Fact]
    public async Task A_server_does_not_start_while_a_restore_has_the_database()
    {
        await (await WorkedRoomAsync()).DisposeAsync();
        await using var session = await ConnectAsync("restore");
        await using var running = OpenRoom();
        await running.InitialiseAsync();
        await using var which = new NpgsqlCommand(
            """
            SELECT (classid::bigint << 32) | objid::bigint FROM pg_locks
            WHERE locktype = 'advisory' AND objsubid = 1 AND mode = 'ShareLock' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """,
            session);
        var key = (long)(await which.ExecuteScalarAsync(None))!;
        await using var taken = new NpgsqlCommand($"SELECT pg_try_advisory_lock({key})", session);
        Assert.Equal(false, await taken.ExecuteScalarAsync(None));
        await running.KillAndRestartWithoutEditionAsync();
        for (var tries = 0; tries < 100 && await taken.ExecuteScalarAsync(None) is false; tries++)
        {
            await Task.Delay(100, None);
        }

        var refused = await Assert.ThrowsAsync<LearningStartupException>(running.InitialiseAsync);
        Assert.Contains("A restore or a copy", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_archive_and_a_database_of_somebody_else_change_nothing()
    {
        var room = await WorkedRoomAsync();
        var archive = (await new BackupWriter(Options, _clock).WriteAsync(Path.Combine(_folder, "saved.zip"), Settings, null, None)).File;
        var before = await DumpAsync(room);
        await room.DisposeAsync();
        var bad = Path.Combine(_folder, "bad.zip");
        var bytes = await File.ReadAllBytesAsync(archive, None);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(bad, bytes, None);
        await AssertRefusedAsync(Options, bad, "damaged");

        // A view of a statistician keeps the tables from going: the restore says so, and everything stays.
        await using (var session = await ConnectAsync("owner"))
        {
            await using var view = new NpgsqlCommand("""CREATE VIEW theirs AS SELECT "Name" FROM "People" """, session);
            await view.ExecuteNonQueryAsync(None);
        }

        await AssertRefusedAsync(Options, archive, "Drop first what others have made");
        await using (var session = await ConnectAsync("owner"))
        {
            await using var view = new NpgsqlCommand("DROP VIEW theirs", session);
            await view.ExecuteNonQueryAsync(None);
        }

        await using var back = OpenRoom();
        Assert.Equal(before, await DumpAsync(back));
        Assert.Empty(Directory.EnumerateDirectories(Data, "before-restore-*"));
        Assert.False(File.Exists(Path.Combine(Data, DataFolderNames.RestoreUnderWay)));
        await back.InitialiseAsync();
    }

    public void Dispose()
    {
        NpgsqlConnection.ClearPool(new NpgsqlConnection(Options.ConnectionString));
        PostgreSqlServer.Instance.Drop(_database);
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<IReadOnlyList<string>> DumpAsync(LearningRoom room)
    {
        await using var db = room.Open();
        return await DatabaseDump.OfAsync(db);
    }

    private LearningOptions Of(string folder) =>
        new() { DataFolder = folder, Database = DatabaseKind.PostgreSql, ConnectionString = PostgreSqlServer.Instance.ConnectionTo(_database) };

    private LearningRoom OpenRoom() => LearningRoom.OpenBeside(RoomDatabase.OnServer(Data, _database));

    // Two people, one exam, and a server that runs.
    private async Task<LearningRoom> WorkedRoomAsync()
    {
        Directory.CreateDirectory(Data);
        var room = OpenRoom();
        await room.InitialiseAsync();
        await room.Get<AnswerWriter>().StartAsync(None);
        await using (var db = room.Open())
        {
            db.Units.Add(KnbTraining.Learning.Organisation.Unit.Create("Organisation", null, 1));
            await db.SaveChangesAsync(None);
        }

        await room.AddLearnerAsync();
        await room.SitAsync(await room.AddLearnerAsync());
        return room;
    }

    private async Task<NpgsqlConnection> ConnectAsync(string name)
    {
        var settings = new NpgsqlConnectionStringBuilder(Options.ConnectionString) { Pooling = false, ApplicationName = name };
        var connection = new NpgsqlConnection(settings.ToString());
        await connection.OpenAsync(None);
        return connection;
    }

    private async Task AssertRefusedAsync(LearningOptions options, string archive, string said)
    {
        var refused = await Assert.ThrowsAsync<BackupException>(() => new BackupRestore(options, _clock).RestoreAsync(archive, null, false, None));
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }
}
