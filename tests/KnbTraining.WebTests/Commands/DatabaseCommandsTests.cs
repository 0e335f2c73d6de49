using KnbTraining.TestKit.Databases;
using KnbTraining.Web.Commands;
using Microsoft.Data.Sqlite;

namespace KnbTraining.WebTests.Commands;

/// <summary>The commands as one types them; skipped where there is no server.</summary>
public sealed class DatabaseCommandsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("knb-db-command-").FullName;
    private readonly string _database = PostgreSqlServer.Instance.Create();

    private string Data => Path.Combine(_folder, "data");

    private string Connection => Path.Combine(_folder, "connection");

    [Fact]
    public async Task An_installation_is_copied_compared_saved_and_restored_on_a_server()
    {
        await NewInstallation.MakeAsync(Data);
        Assert.Equal(0, await RunAsync("certificates", "rotate-key", "--Data:Folder", Data));
        await File.WriteAllTextAsync(Connection, PostgreSqlServer.Instance.ConnectionTo(_database) + "\n", CancellationToken.None);
        string[] both = ["--from", "sqlite", "--to", "PostgreSql", "--connection-file", Connection, "--Data:Folder", Data];

        Assert.Equal(0, await RunAsync(["db", "copy", .. both]));
        Assert.Equal(0, await RunAsync(["db", "compare", .. both]));
        Assert.Equal(1, await RunAsync(["db", "copy", .. both]));
        File.Delete(Path.Combine(Data, "knbtraining.db"));

        var connection = PostgreSqlServer.Instance.ConnectionTo(_database) + ";Pooling=false";
        string[] server = ["--Data:Folder", Data, "--Database:Provider", "PostgreSql", "--ConnectionStrings:Learning", connection];
        Assert.Equal(0, await RunAsync(["certificates", "rotate-key", .. server]));
        var archive = Path.Combine(_folder, "saved.zip");
        Assert.Equal(0, await RunAsync(["backup", archive, "--unencrypted", .. server]));
        Assert.Equal(0, await RunAsync(["restore", archive, .. server]));
        Assert.Equal(0, await RunAsync(["ledger", "verify", .. server]));
        Assert.False(File.Exists(Path.Combine(Data, "knbtraining.db")));
    }

    [Fact]
    public async Task Trouble_ends_with_exit_code_one()
    {
        Assert.Equal(1, await RunAsync("db", "copy", "--from", "Sqlite", "--to", "MySql", "--Data:Folder", Data));
        Assert.Equal(1, await RunAsync("db", "copy", "--from", "Sqlite", "--Data:Folder", Data));
        Assert.Equal(1, await RunAsync("db", "copy", "--from", "Sqlite", "--to", "PostgreSql", "--connection-file", Connection, "--Data:Folder", Data));
        Assert.Equal(1, await RunAsync("db", "compare", "--from", "Sqlite", "--to", "Sqlite", "--Data:Folder", Data));
        Assert.False(Directory.Exists(Data));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        PostgreSqlServer.Instance.Drop(_database);
        Directory.Delete(_folder, recursive: true);
    }

    private static Task<int> RunAsync(params string[] arguments) => KnbCommandLine.InvokeAsync(arguments);
}
