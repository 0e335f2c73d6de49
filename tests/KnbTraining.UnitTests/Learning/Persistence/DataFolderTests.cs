using KnbTraining.Learning;
using KnbTraining.Learning.Persistence;
using KnbTraining.TestKit;
using Microsoft.Extensions.Options;

namespace KnbTraining.UnitTests.Learning.Persistence;

/// <summary>The data folder at start: whole, private, and nobody else's for the moment.</summary>
public sealed class DataFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("knb-folder-").FullName;

    private IOptions<LearningOptions> Options => Microsoft.Extensions.Options.Options.Create(new LearningOptions { DataFolder = _folder });

    [Fact]
    public async Task A_start_refuses_a_damaged_database_and_says_what_to_do()
    {
        await using var room = LearningRoom.OpenEmpty(DatabaseKind.Sqlite);
        await room.InitialiseAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Damage.Destroy(room.DatabaseFile);
        var before = await File.ReadAllBytesAsync(room.DatabaseFile, CancellationToken.None);

        var refused = await Assert.ThrowsAsync<LearningStartupException>(room.InitialiseAsync);

        Assert.Contains("is damaged", refused.Message, StringComparison.Ordinal);
        Assert.Contains("restore FILE", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
        Assert.Equal(before, await File.ReadAllBytesAsync(room.DatabaseFile, CancellationToken.None));
    }

    [Fact]
    public async Task A_start_refuses_a_database_of_a_newer_version()
    {
        await using var room = LearningRoom.OpenEmpty(DatabaseKind.Sqlite);
        await room.InitialiseAsync();
        await using (var db = room.Open())
        {
            await Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.ExecuteSqlRawAsync(
                db.Database, """INSERT INTO "__EFMigrationsHistory" VALUES ('99990101000000_Later', '99.0')""", CancellationToken.None);
        }

        Assert.Contains("newer", (await Assert.ThrowsAsync<LearningStartupException>(room.InitialiseAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_large_file_is_read_through_unless_it_is_as_an_orderly_end_left_it()
    {
        var database = Options.Value.DatabaseFile;
        File.WriteAllText(database, "rows");
        Assert.False(LeftInOrder(), "Nobody has used the folder before.");
        Assert.True(LeftInOrder());

        File.AppendAllText(database, "more");
        Assert.False(LeftInOrder(), "Somebody changed the file.");
        File.WriteAllText(database + "-wal", "a log");
        Assert.False(LeftInOrder(), "A log lies beside the file.");
        File.Delete(database + "-wal");
        Assert.False(LeftInOrder(), "The end before found a log, as after a kill.");

        var killed = new FolderUse(Options);
        killed.Begin();
        Assert.True(killed.LeftInOrder);
        using var next = new FolderUse(Options);
        next.Begin();
        Assert.False(next.LeftInOrder, "The use before has not ended.");
        killed.Dispose();
    }

    [Fact]
    public async Task The_next_server_waits_a_moment_for_the_one_that_is_ending_and_not_for_one_that_goes_on()
    {
        var ending = FolderLock.TryServe(_folder)!;
        var ct = Xunit.TestContext.Current.CancellationToken;
        var end = Task.Run(
            async () =>
            {
                await Task.Delay(200, ct);
                ending.Dispose();
            },
            ct);
        using var next = FolderLock.TryServe(_folder);
        await end;

        Assert.NotNull(next);
        Assert.Null(FolderLock.TryServe(_folder));
    }

    [Fact]
    public async Task Everything_that_a_start_makes_is_private()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        await using var room = LearningRoom.OpenEmpty(DatabaseKind.Sqlite);
        await room.InitialiseAsync();
        var folder = Path.GetDirectoryName(room.DatabaseFile)!;
        await using var open = room.Open();
        await Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.OpenConnectionAsync(open.Database, CancellationToken.None);

        var files = Directory.GetFileSystemEntries(folder, "*", SearchOption.AllDirectories);
        Assert.Contains(files, file => file.EndsWith("-wal", StringComparison.Ordinal));
        Assert.Contains(files, file => file.EndsWith("signing.pem", StringComparison.Ordinal));
        Assert.Empty(Readable(files));
    }

    [Fact]
    public async Task What_others_can_read_is_mended_at_start_and_said_and_strangers_files_are_left_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such modes.");
            return;
        }

        await using var room = LearningRoom.OpenEmpty(DatabaseKind.Sqlite);
        await room.InitialiseAsync();
        var folder = Path.GetDirectoryName(room.DatabaseFile)!;
        var strange = Path.Combine(folder, "notes.txt");
        await File.WriteAllTextAsync(strange, "not ours", CancellationToken.None);
        const UnixFileMode Everybody = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
        foreach (var file in files)
        {
            File.SetUnixFileMode(file, Everybody);
        }

        File.SetUnixFileMode(folder, Everybody | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);
        room.Log.Entries.Clear();

        await room.InitialiseAsync();

        Assert.Equal([strange], Readable([.. files, folder]));
        Assert.Contains(room.Log.Entries, entry => entry.Message.Contains(room.DatabaseFile, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_database_that_cannot_be_written_or_read_is_found_out_without_changing_anything()
    {
        await using var room = await LearningRoom.OpenAsync(DatabaseKind.Sqlite);
        var before = DatabaseDump.Of(room.DatabaseFile);
        Assert.True(await room.Get<StorageProbe>().TryAsync(CancellationToken.None));
        Assert.Equal(before, DatabaseDump.Of(room.DatabaseFile));

        room.MakeReadOnly(true);
        Assert.False(await room.Get<StorageProbe>().TryAsync(CancellationToken.None));
        room.MakeReadOnly(false);
        room.TakeDiskAway(true);
        Assert.False(await room.Get<StorageProbe>().TryAsync(CancellationToken.None));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static IEnumerable<string> Readable(IEnumerable<string> paths) => paths.Where(path =>
        !OperatingSystem.IsWindows()
        && (File.GetUnixFileMode(path) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != UnixFileMode.None);

    // One use from begin to end.
    private bool LeftInOrder()
    {
        using var use = new FolderUse(Options);
        use.Begin();
        return use.LeftInOrder;
    }
}
