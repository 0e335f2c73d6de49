using KnbTraining.Learning;
using KnbTraining.Learning.Backups;
using KnbTraining.Web.Commands;
using KnbTraining.Web.Hosting;
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
        Assert.Equal(0, await RunAsync("backup", Archives, "--Data:Folder", Data));
        var archive = Assert.Single(Directory.GetFiles(Archives));

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
            Assert.Equal(1, await RunAsync("backup", nowhere, "--Data:Folder", Data));
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

    [Theory]
    [InlineData("backup")]
    [InlineData("restore")]
    public async Task On_a_server_the_command_names_the_tools_of_the_server_and_touches_nothing(string command)
    {
        await MakeDataAsync();
        Directory.CreateDirectory(Archives);

        var refused = Assert.Throws<StartupException>(() => BackupCommands.ForFileOnly(command, DatabaseKind.PostgreSql));
        Assert.Contains("pg_dump", refused.Message, StringComparison.Ordinal);
        string[] server = ["--Database:Provider", "PostgreSql", "--ConnectionStrings:Learning", "Host=localhost;Database=knb"];
        Assert.Equal(1, await RunAsync([command, Archives, "--Data:Folder", Data, .. server]));
        Assert.Empty(Directory.GetFileSystemEntries(Archives));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static Task<int> RunAsync(params string[] arguments) => KnbCommandLine.InvokeAsync(arguments);

    private async Task MakeDataAsync() => Assert.Equal(0, await RunAsync("certificates", "rotate-key", "--Data:Folder", Data));
}
