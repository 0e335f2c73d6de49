using KnbTraining.Learning.Backups;
using KnbTraining.Web.Commands;
using Microsoft.Data.Sqlite;

namespace KnbTraining.WebTests.Commands;

public sealed class BackupCommandsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("knb-backup-command-").FullName;

    private string Data => Path.Combine(_folder, "data");

    private string Archives => Path.Combine(_folder, "archives") + Path.DirectorySeparatorChar;

    [Fact]
    public async Task What_backup_saves_restore_puts_into_an_empty_folder()
    {
        await MakeDataAsync();
        Directory.CreateDirectory(Archives);
        Assert.Equal(0, await RunAsync("backup", Archives, "--unencrypted", "--Data:Folder", Data));
        var archive = Assert.Single(Directory.GetFiles(Archives));
        Assert.EndsWith(".zip", archive, StringComparison.Ordinal);

        // The folder may stand before the file too: its value is not taken for the file.
        var other = Path.Combine(_folder, "other");
        Assert.Equal(0, await RunAsync("restore", "--Data:Folder", other, archive));
        Assert.True(File.Exists(Path.Combine(other, "knbtraining.db")));
        Assert.Equal(3, Directory.GetFiles(Path.Combine(other, "keys", "certificates")).Length);
        Assert.Equal(0, await RunAsync("certificates", "rotate-key", "--Data:Folder", other));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_not_made_for_a_backup()
    {
        await MakeDataAsync();
        foreach (var nowhere in new[] { Archives, Path.Combine(Archives, "deeper") + Path.DirectorySeparatorChar, Path.Combine(Archives, "file.zip") })
        {
            Assert.Equal(1, await RunAsync("backup", nowhere, "--unencrypted", "--Data:Folder", Data));
            Assert.False(Directory.Exists(Archives));
        }
    }

    [Fact]
    public void One_is_told_in_the_singular()
    {
        Assert.Equal("1 person, 1 attempt, last entry none", BackupCommands.Told(new BackupContents(1, 1, null)));
        Assert.Equal("2 people, 0 attempts, last entry none", BackupCommands.Told(new BackupContents(2, 0, null)));
        Assert.Equal("1 key file", BackupCommands.Count(1, "key file", "key files"));
    }

    [Fact]
    public async Task Trouble_ends_with_exit_code_one()
    {
        Assert.Equal(1, await RunAsync("backup", Archives, "--Data:Folder", Path.Combine(_folder, "nothing")));
        Assert.False(Directory.Exists(Path.Combine(_folder, "nothing")));
        Assert.Equal(1, await RunAsync("restore", Path.Combine(_folder, "missing.zip"), "--Data:Folder", Data));
        Assert.Equal(1, await RunAsync("backup"));
        Assert.Equal(1, await RunAsync("backup", ""));
        Assert.Equal(1, await RunAsync("restore", " "));
        Assert.Equal(1, await RunAsync("backup", Archives, "one-too-many"));
        Assert.Equal(1, await RunAsync("backup", Archives, "--Proxy:Enabled", "yes"));
    }

    [Fact]
    public async Task An_archive_is_encrypted_unless_one_says_otherwise_and_opens_with_the_same_passphrase_alone()
    {
        await MakeDataAsync();
        Directory.CreateDirectory(Archives);
        var (passphrase, other) = (Path.Combine(_folder, "passphrase"), Path.Combine(_folder, "other-passphrase"));
        await File.WriteAllTextAsync(passphrase, "twelve signs or more\r\nnot this line\n", CancellationToken.None);
        await File.WriteAllTextAsync(other, "twelve signs or less", CancellationToken.None);

        // Nobody sits at a terminal here, so nobody can be asked.
        Assert.Equal(1, await RunAsync("backup", Archives, "--Data:Folder", Data));
        Assert.Equal(1, await RunAsync("backup", Archives, "--unencrypted", "--passphrase-file", passphrase, "--Data:Folder", Data));
        Assert.Equal(1, await RunAsync("backup", Archives, "--passphrase-file", Path.Combine(_folder, "missing"), "--Data:Folder", Data));
        Assert.Empty(Directory.GetFileSystemEntries(Archives));
        Assert.Equal(0, await RunAsync("backup", Archives, "--passphrase-file", passphrase, "--Data:Folder", Data));

        var archive = Assert.Single(Directory.GetFileSystemEntries(Archives));
        Assert.Empty(Directory.GetDirectories(Data, ".knb*"));
        Assert.EndsWith(".knb", archive, StringComparison.Ordinal);
        var target = Path.Combine(_folder, "other");
        Assert.Equal(1, await RunAsync("restore", archive, "--Data:Folder", target));
        Assert.Equal(1, await RunAsync("restore", archive, "--passphrase-file", other, "--Data:Folder", target));
        Assert.False(File.Exists(Path.Combine(target, "knbtraining.db")));
        Assert.Equal(0, await RunAsync("restore", archive, "--passphrase-file", passphrase, "--Data:Folder", target));
        Assert.True(File.Exists(Path.Combine(target, "knbtraining.db")));
    }

    [Fact]
    public async Task A_backup_of_another_installation_is_restored_only_where_one_says_so()
    {
        await MakeDataAsync();
        Directory.CreateDirectory(Archives);
        Assert.Equal(0, await RunAsync("backup", Archives, "--unencrypted", "--Data:Folder", Data));
        var archive = Assert.Single(Directory.GetFiles(Archives));
        var other = Path.Combine(_folder, "other");
        await NewInstallation.MakeAsync(other);

        Assert.Equal(1, await RunAsync("restore", archive, "--Data:Folder", other));
        Assert.Empty(Directory.GetDirectories(other, "before-restore-*"));
        Assert.Equal(0, await RunAsync("restore", archive, "--other-installation", "--Data:Folder", other));
        Assert.Single(Directory.GetDirectories(other, "before-restore-*"));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static Task<int> RunAsync(params string[] arguments) => KnbCommandLine.InvokeAsync(arguments);

    private async Task MakeDataAsync()
    {
        await NewInstallation.MakeAsync(Data);
        Assert.Equal(0, await RunAsync("certificates", "rotate-key", "--Data:Folder", Data));
    }
}
