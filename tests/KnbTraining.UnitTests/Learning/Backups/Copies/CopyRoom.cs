using KnbTraining.Learning;
using KnbTraining.Learning.Backups.Copies;
using KnbTraining.Learning.Persistence;
using KnbTraining.TestKit;
using KnbTraining.TestKit.Databases;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace KnbTraining.UnitTests.Learning.Backups.Copies;

/// <summary>A room on SQLite, and an empty database of the server for a copy of it.</summary>
internal sealed class CopyRoom(LearningRoom room) : IAsyncDisposable
{
    private readonly string _database = PostgreSqlServer.Instance.Create();

    public LearningRoom Room => room;

    public string Folder => room.Database.Folder;

    public string File => Path.Combine(Folder, DataFolderNames.Database);

    public DatabaseCopy Copy => With(PostgreSqlServer.Instance.ConnectionTo(_database));

    public static async Task<CopyRoom> OpenAsync() => new(await LearningRoom.OpenAsync(DatabaseKind.Sqlite));

    public DatabaseCopy With(string connection) => new(new LearningOptions { DataFolder = Folder, ConnectionString = connection }, room.Clock);

    /// <summary>The application over the copy on the server.</summary>
    public LearningRoom OpenServer() => LearningRoom.OpenBeside(RoomDatabase.OnServer(Folder, _database));

    /// <summary>Everything in the copy that no model knows of is found too.</summary>
    public async Task<IReadOnlyList<string>> ListServerTablesAsync()
    {
        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand("SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var names = new List<string>();
        while (await reader.ReadAsync())
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    public async Task ExecuteOnServerAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Past every check, as somebody with the file could.</summary>
    public async Task ExecuteOnFileAsync(string sql, params (string Name, object Value)[] values)
    {
        await using var connection = new SqliteConnection($"Data Source={File};Pooling=False;Foreign Keys=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }

        await command.ExecuteNonQueryAsync();
    }

    /// <summary>
    /// What the database holds, byte by byte; nothing where there is no file. What stood only in the log beside the file is moved into
    /// it first, because any test that closes all pooled sessions of this process would move it at a time of its own.
    /// </summary>
    public async Task<byte[]> ReadFileAsync()
    {
        if (!System.IO.File.Exists(File))
        {
            return [];
        }

        await ExecuteOnFileAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        return await System.IO.File.ReadAllBytesAsync(File);
    }

    /// <summary>Moves the file away, as somebody does who goes on with the server.</summary>
    /// <returns>Where it lies now.</returns>
    public async Task<string> PutFileAwayAsync()
    {
        await using (var db = room.Open())
        {
            SqliteConnection.ClearPool(new SqliteConnection(db.Database.GetConnectionString()));
        }

        var away = File + ".away";
        System.IO.File.Move(File, away);
        return away;
    }

    /// <summary>A session that ends when it is closed: one that waits in a pool would be somebody who works with the database.</summary>
    public async Task<NpgsqlConnection> ConnectAsync()
    {
        var settings = new NpgsqlConnectionStringBuilder(PostgreSqlServer.Instance.ConnectionTo(_database)) { Pooling = false };
        var connection = new NpgsqlConnection(settings.ToString());
        await connection.OpenAsync();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        PostgreSqlServer.Instance.Drop(_database);
        await room.DisposeAsync();
    }
}
