using System.IO.Compression;
using KnbTraining.Learning;
using KnbTraining.Learning.Backups;
using KnbTraining.Learning.Certificates;
using KnbTraining.Learning.Evidence;
using KnbTraining.Learning.Evidence.Checkpoints;
using KnbTraining.Learning.Evidence.Proof;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Organisation;
using KnbTraining.Learning.Persistence;
using KnbTraining.TestKit;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.UnitTests.Learning.Backups;

public sealed class BackupTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private static readonly Dictionary<string, string> Settings = new() { ["Organisation:TimeZone"] = "Asia/Almaty" };

    private readonly string _folder = Directory.CreateTempSubdirectory("knb-backup-").FullName;

    [Fact]
    public async Task A_backup_restored_over_a_crashed_folder_gives_back_exactly_the_rows_that_were_saved()
    {
        await using var room = await WorkedRoomAsync();
        var saved = DatabaseDump.Of(room.DatabaseFile);
        var archive = await SaveAsync(room);
        await room.AddLearnerAsync();
        var crashed = Crash(room);
        Assert.True(new FileInfo(DatabaseIn(crashed) + "-wal").Length > 0, "There is no hot log, so this test says nothing.");

        var restored = await new BackupRestore(Of(crashed), room.Clock).RestoreAsync(archive, null, false, None);

        Assert.False(File.Exists(DatabaseIn(crashed) + "-wal"));
        Assert.False(File.Exists(DatabaseIn(crashed) + "-shm"));
        var back = DatabaseDump.Of(DatabaseIn(crashed));
        Assert.Empty(saved.Except(back, StringComparer.Ordinal));
        Assert.Contains("backup.restored", Assert.Single(back.Except(saved, StringComparer.Ordinal)), StringComparison.Ordinal);
        Assert.Equal("ok", Check(DatabaseIn(crashed)));
        Assert.Equal((3, 1, LearningRoom.Start), (restored.Contents.People, restored.Contents.Attempts, restored.Contents.LastEntry));
        Assert.Empty(restored.UnknownKeys);
        Assert.Equal(KeyTexts(FolderOf(room)), KeyTexts(crashed));

        // What was there is whole too, with what came after the backup.
        var aside = DatabaseDump.Of(DatabaseIn(restored.Aside!));
        Assert.Empty(saved.Except(aside, StringComparer.Ordinal));
        Assert.NotEmpty(aside.Except(saved, StringComparer.Ordinal));
        Assert.Equal(KeyTexts(FolderOf(room)), KeyTexts(restored.Aside!));
    }

    /// <summary>A ledger head on paper that is newer than the backup says "forged" unless the ledger says what was lost.</summary>
    [Fact]
    public async Task The_ledger_tells_of_the_backup_and_of_the_restore_with_the_last_entry_that_came_with_it()
    {
        await using var room = await WorkedRoomAsync();
        var last = (await room.LinesAsync())[^1].Number;
        var written = await new BackupWriter(Of(FolderOf(room)), room.Clock).WriteAsync(_folder, Settings, null, None);
        var digest = Digest.Of(await File.ReadAllBytesAsync(written.File, None));
        Assert.True(written.Recorded);
        Assert.Equal(new BackupMade(LearningRoom.Start, digest), (await room.LinesAsync())[^1].Fact);

        room.Clock.Advance(TimeSpan.FromDays(1));
        var target = New("restored");
        var restored = await new BackupRestore(Of(target), room.Clock).RestoreAsync(written.File, null, false, None);

        Assert.True(restored.Recorded);
        await using var there = LearningRoom.OpenBeside(target);
        var lines = await there.LinesAsync();
        Assert.Equal((last + 1, LearningRoom.Start.AddDays(1), new BackupRestored(LearningRoom.Start, digest, last, null)), (lines[^1].Number, lines[^1].At, (BackupRestored)lines[^1].Fact));
        Assert.True((await there.Get<LedgerCheck>().RunAsync(None)).Fits);

        // Over a database that has gone on: from the entry after the last of the backup to its own last, all are lost.
        await room.SitAsync(await room.AddLearnerAsync());
        var crashed = Crash(room);
        await new BackupRestore(Of(crashed), room.Clock).RestoreAsync(written.File, null, false, None);
        await using var again = LearningRoom.OpenBeside(crashed);
        Assert.Equal(new BackupRestored(LearningRoom.Start, digest, last, (await room.LinesAsync())[^1].Number), (await again.LinesAsync())[^1].Fact);
    }

    [Fact]
    public async Task A_checkpoint_of_entries_that_a_restore_lost_is_said_to_be_lost_and_not_forged()
    {
        await using var room = await WorkedRoomAsync();
        Assert.True((await room.Get<LedgerOrigin>().ReadAsync(None)).Ok);
        room.Get<CheckpointKeys>().OpenSigningKey().Dispose();
        var saved = (await room.LinesAsync())[^1].Number;
        var archive = await SaveAsync(room);
        await room.SitAsync(await room.AddLearnerAsync());
        var outside = (await room.Get<CheckpointMaker>().MakeNowAsync(Actor.Application, None)).Value!;
        var lost = (await room.LinesAsync())[^1].Number;
        Assert.True(outside.Size > saved + 1);

        var crashed = Crash(room);
        await new BackupRestore(Of(crashed), room.Clock).RestoreAsync(archive, null, false, None);

        await using var back = LearningRoom.OpenBeside(crashed);
        Assert.Equal((saved, (long?)lost), (await back.FactsAsync<BackupRestored>())[^1] is var told ? (told.LastNumber, told.LostUntil) : default);
        var read = (await back.Get<OutsideHeads>().ReadAsync(outside.Note, None)).Value!;
        Assert.Null(read.Fault);
        var verified = await back.Get<LedgerVerifier>().RunAsync([read.Value!.Checkpoint.Head], None);
        Assert.Null(verified.Found.FirstMisfit);
        Assert.Equal(new EntrySpan(saved + 1, lost), Assert.Single(verified.Found.Heads).Restore!.Lost);
        Assert.Equal(LearningRoom.Start, Assert.Single(verified.Restores).Value.SavedAt);

        // The same restore with nothing there before knows of no loss, and explains none.
        var empty = New("empty-before");
        await new BackupRestore(Of(empty), room.Clock).RestoreAsync(archive, null, false, None);
        await using var other = LearningRoom.OpenBeside(empty);
        Assert.Equal(outside.Size, (await other.Get<LedgerVerifier>().RunAsync([read.Value.Checkpoint.Head], None)).Found.FirstMisfit!.Head.Size);
    }

    [Fact]
    public async Task A_backup_of_a_database_that_cannot_be_written_is_made_all_the_same_and_says_that_it_is_not_recorded()
    {
        await using var room = await WorkedRoomAsync();
        await using (await room.LockAsync())
        {
            var written = await new BackupWriter(Of(FolderOf(room)), room.Clock, waitSeconds: 1).WriteAsync(_folder, Settings, null, None);
            Assert.False(written.Recorded);
            Assert.True(File.Exists(written.File));
        }

        Assert.Empty(await room.FactsAsync<BackupMade>());
    }

    /// <summary>Why the command clears the folder: this is what the README told people to do before.</summary>
    [Fact]
    public async Task Putting_only_the_file_back_beside_a_hot_log_does_not_give_back_what_was_saved()
    {
        await using var room = await WorkedRoomAsync();
        var archive = await SaveAsync(room);
        var saved = DatabaseDump.Of(room.DatabaseFile);
        await room.AddLearnerAsync();
        var crashed = Crash(room);
        using (var zip = ZipFile.OpenRead(archive))
        {
            zip.GetEntry(DataFolderNames.Database)!.ExtractToFile(DatabaseIn(crashed), overwrite: true);
        }

        Assert.False(IsSame(saved, DatabaseIn(crashed)));
    }

    [Fact]
    public async Task A_backup_is_made_while_others_write_and_is_one_state_of_the_database()
    {
        await using var room = await WorkedRoomAsync();
        using var over = new CancellationTokenSource();
        var writing = Task.Run(
            async () =>
            {
                var added = 0;
                while (!over.IsCancellationRequested)
                {
                    await room.AddLearnerAsync();
                    added++;
                }

                return added;
            },
            None);
        var archive = await SaveAsync(room);
        await over.CancelAsync();

        Assert.True(await writing > 0);
        var restored = await new BackupRestore(Of(New("other")), room.Clock).RestoreAsync(archive, null, false, None);
        Assert.Equal("ok", Check(DatabaseIn(Path.Combine(_folder, "other"))));
        Assert.Null(restored.Aside);
    }

    [Fact]
    public async Task An_archive_is_private_dated_and_all_that_is_left_in_its_folder()
    {
        await using var room = await WorkedRoomAsync();
        var target = New("archives");
        var written = await new BackupWriter(Of(FolderOf(room)), room.Clock).WriteAsync(target, Settings, null, None);

        Assert.Equal([written.File], Directory.EnumerateFileSystemEntries(target));
        Assert.Equal("knbtraining-20260302T040000Z.zip", Path.GetFileName(written.File));
        Assert.Equal(new FileInfo(written.File).Length, written.Bytes);
        Assert.Equal(2, written.Keys);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(written.File));
        }

        var again = await Assert.ThrowsAsync<BackupException>(() => new BackupWriter(Of(FolderOf(room)), room.Clock).WriteAsync(written.File, Settings, null, None));
        Assert.Contains("exists already", again.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restore_refuses_a_folder_in_which_a_server_runs_and_changes_nothing()
    {
        await using var room = await WorkedRoomAsync();
        var archive = await SaveAsync(room);
        await room.InitialiseAsync();
        var before = DatabaseDump.Of(room.DatabaseFile);

        var refused = await Assert.ThrowsAsync<BackupException>(() => new BackupRestore(Of(FolderOf(room)), room.Clock).RestoreAsync(archive, null, false, None));

        Assert.Contains("Stop it first", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, DatabaseDump.Of(room.DatabaseFile));
        Assert.Empty(Directory.EnumerateDirectories(FolderOf(room), "before-restore-*"));
    }

    [Fact]
    public async Task A_start_waits_for_a_restore_and_refuses_the_folder_of_one_that_was_interrupted()
    {
        await using var room = await WorkedRoomAsync();
        var archive = await SaveAsync(room);
        var folder = New("interrupted");
        using (FolderLock.TryOwn(folder))
        {
            Assert.Null(FolderLock.TryShare(folder));
        }

        await new BackupRestore(Of(folder), room.Clock).RestoreAsync(archive, null, false, None);
        await File.WriteAllTextAsync(Path.Combine(folder, DataFolderNames.RestoreUnderWay), "", None);
        var options = Microsoft.Extensions.Options.Options.Create(new LearningOptions { DataFolder = folder });
        using (var use = new FolderUse(options))
        {
            Assert.Contains("interrupted", Assert.Throws<LearningStartupException>(use.Begin).Message, StringComparison.Ordinal);
        }

        await new BackupRestore(Of(folder), room.Clock).RestoreAsync(archive, null, false, None);
        using var after = new FolderUse(options);
        after.Begin();
    }

    [Fact]
    public async Task A_damaged_incomplete_newer_or_foreign_archive_is_refused_and_the_folder_stays_as_it_was()
    {
        await using var room = await WorkedRoomAsync();
        var good = await SaveAsync(room);
        var crashed = Crash(room);
        var before = Directory.EnumerateFileSystemEntries(crashed).Order(StringComparer.Ordinal).ToArray();
        var database = await File.ReadAllBytesAsync(DatabaseIn(crashed), None);
        var foreign = Path.Combine(_folder, "foreign.zip");
        await File.WriteAllTextAsync(foreign, "no archive at all", None);
        var bad = new Dictionary<string, string>
        {
            [foreign] = "is no backup",
            [Path.Combine(_folder, "missing.zip")] = "There is no file",
            [Changed(good, "damaged", zip => Overwrite(zip, DataFolderNames.Database, "not a database"))] = "is damaged",
            [Changed(good, "incomplete", zip => zip.Entries.First(entry => entry.FullName.EndsWith("signing.pem", StringComparison.Ordinal)).Delete())] = "is not whole",
            [Changed(good, "more", zip => Overwrite(zip, "keys/another.xml", "<key/>"))] = "is not whole",
            [await RepackedAsync(good, "newer", folder => Execute(DatabaseIn(folder), """INSERT INTO "__EFMigrationsHistory" VALUES ('99990101000000_Later', '99.0')"""))] = "newer or another version",
            [await RepackedAsync(good, "index", folder => Execute(DatabaseIn(folder), "PRAGMA writable_schema=ON; UPDATE sqlite_master SET rootpage = 3 WHERE name = 'IX_Attempts_Overdue'"))] = "is damaged",
            [await RepackedAsync(good, "other", folder => Execute(DatabaseIn(folder), """DROP TABLE "__EFMigrationsHistory" """))] = "is none of this application",
            [await RepackedAsync(good, "key", folder => File.WriteAllText(KeysIn(folder).First(file => file.EndsWith("signing.pem", StringComparison.Ordinal)), "no key"))] = "cannot be read",
            [await RepackedAsync(good, "cookies", folder => File.WriteAllText(Path.Combine(folder, "keys", "key-1.xml"), "<key id='x'/>"))] = "cannot be read",
        };

        foreach (var (archive, reason) in bad)
        {
            var refused = await Assert.ThrowsAsync<BackupException>(() => new BackupRestore(Of(crashed), room.Clock).RestoreAsync(archive, null, false, None));
            Assert.True(refused.Message.Contains(reason, StringComparison.Ordinal) && !refused.Message.Contains('\n', StringComparison.Ordinal), $"{archive}: {refused.Message}");
        }

        Assert.Equal(before, Directory.EnumerateFileSystemEntries(crashed).Where(path => !path.EndsWith(DataFolderNames.Lock, StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(database, await File.ReadAllBytesAsync(DatabaseIn(crashed), None));
    }

    [Fact]
    public async Task Trouble_is_said_in_one_line_and_leaves_nothing_behind()
    {
        await using var room = await WorkedRoomAsync();
        var nowhere = await Assert.ThrowsAsync<BackupException>(() => new BackupWriter(Of(FolderOf(room)), room.Clock).WriteAsync(Path.Combine(_folder, "no", "where.zip"), Settings, null, None));
        Assert.Contains("does not exist", nowhere.Message, StringComparison.Ordinal);
        var empty = await Assert.ThrowsAsync<BackupException>(() => new BackupWriter(Of(New("empty")), room.Clock).WriteAsync(_folder, Settings, null, None));
        Assert.Contains("There is no database", empty.Message, StringComparison.Ordinal);

        var crashed = Crash(room);
        Damage.Destroy(DatabaseIn(crashed));
        var target = New("target");
        var damaged = await Assert.ThrowsAsync<BackupException>(() => new BackupWriter(Of(crashed), room.Clock).WriteAsync(target, Settings, null, None));
        Assert.DoesNotContain('\n', damaged.Message);
        Assert.Empty(Directory.EnumerateFileSystemEntries(target));
    }

    [Fact]
    public async Task People_are_found_by_their_iin_after_a_restore_because_the_keys_come_with_it()
    {
        const string Number = "195173159149";
        await using var room = await WorkedRoomAsync();
        var sealedAs = (await SealsOf(room, FolderOf(room)).OpenAsync(None))!.Close(Number);
        var archive = await SaveAsync(room);
        var target = New("restored");
        await new BackupRestore(Of(target), room.Clock).RestoreAsync(archive, null, false, None);

        await using var there = LearningRoom.OpenBeside(target);
        var seal = (await SealsOf(there, target).OpenAsync(None))!;
        Assert.Equal((sealedAs.Hash, Number), (seal.Hash(Number), seal.Open(sealedAs.Text)));

        // Without them nothing is found, and nothing is made in their place.
        Directory.Delete(Path.Combine(target, DataFolderNames.Keys), recursive: true);
        Assert.Null(await SealsOf(there, target).OpenAsync(None));

        static IinSeals SealsOf(LearningRoom room, string folder)
        {
            var services = new ServiceCollection();
            services.AddLogging();
            services.AddDataProtection().SetApplicationName("KnbTraining").PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(folder, DataFolderNames.Keys)));
            return new IinSeals(room.Get<LearningStore>(), services.BuildServiceProvider().GetRequiredService<IDataProtectionProvider>());
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // Three people, one exam, a signing key.
    private static async Task<LearningRoom> WorkedRoomAsync()
    {
        var room = await LearningRoom.OpenAsync(DatabaseKind.Sqlite);
        room.Get<CertificateKeys>().OpenSigningKey().Dispose();
        await room.AddLearnerAsync();
        await room.AddLearnerAsync();
        await room.SitAsync(await room.AddLearnerAsync());
        return room;
    }

    private static LearningOptions Of(string folder) => new() { DataFolder = folder };

    private static string FolderOf(LearningRoom room) => Path.GetDirectoryName(room.DatabaseFile)!;

    private static string DatabaseIn(string folder) => Path.Combine(folder, DataFolderNames.Database);

    private static string[] KeysIn(string folder) =>
        [.. Directory.EnumerateFiles(Path.Combine(folder, "keys"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private static Dictionary<string, string> KeyTexts(string folder) => KeysIn(folder).ToDictionary(file => Path.GetRelativePath(folder, file), File.ReadAllText, StringComparer.Ordinal);

    private static string Check(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        return (string)command.ExecuteScalar()!;
    }

    private static void Execute(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static bool IsSame(IReadOnlyList<string> rows, string file)
    {
        try
        {
            return rows.SequenceEqual(DatabaseDump.Of(file), StringComparer.Ordinal) && Check(file) == "ok";
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    private static void Overwrite(ZipArchive zip, string name, string text)
    {
        zip.GetEntry(name)?.Delete();
        using var writer = new StreamWriter(zip.CreateEntry(name).Open());
        writer.Write(text);
    }

    private async Task<string> SaveAsync(LearningRoom room) =>
        (await new BackupWriter(Of(FolderOf(room)), room.Clock).WriteAsync(Path.Combine(_folder, $"{Guid.NewGuid():N}.zip"), Settings, null, None)).File;

    private string New(string name) => Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;

    // As the disk of a machine that lost its power looks: the log was never written into the file.
    private string Crash(LearningRoom room)
    {
        var crashed = New($"crashed-{Guid.NewGuid():N}");
        foreach (var file in Directory.EnumerateFiles(FolderOf(room), "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(DataFolderNames.Lock, StringComparison.Ordinal)))
        {
            var copy = Path.Combine(crashed, Path.GetRelativePath(FolderOf(room), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return crashed;
    }

    private string Changed(string archive, string name, Action<ZipArchive> change)
    {
        var copy = Path.Combine(_folder, $"{name}.zip");
        File.Copy(archive, copy);
        using var zip = ZipFile.Open(copy, ZipArchiveMode.Update);
        change(zip);
        return copy;
    }

    // An archive whose hashes are right and whose content is not.
    private async Task<string> RepackedAsync(string archive, string name, Action<string> change)
    {
        var folder = New($"folder-{name}");
        await ZipFile.ExtractToDirectoryAsync(archive, folder, None);
        File.Delete(Path.Combine(folder, "SHA256SUMS"));
        change(folder);
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
        var sums = files.Select(file => $"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))}  {Path.GetRelativePath(folder, file)}\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "SHA256SUMS"), string.Concat(sums), None);
        var repacked = Path.Combine(_folder, $"{name}.zip");
        await ZipFile.CreateFromDirectoryAsync(folder, repacked, None);
        return repacked;
    }
}
