using KnbTraining.Learning;
using KnbTraining.TestKit.Databases;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace KnbTraining.LoadTests.Serving;

/// <summary>Which database a run uses: a file in its data folder, or an empty database of a server that is started for the run.</summary>
/// <param name="Connection">How to reach the server; null for a file.</param>
internal sealed record ServedDatabase(string? Connection)
{
    public static ServedDatabase File { get; } = new((string?)null);

    /// <remarks>The server of the TestKit flushes nothing to the disk: processor time is comparable, the time until something is saved is not.</remarks>
    public static ServedDatabase New(DatabaseKind kind) =>
        kind == DatabaseKind.PostgreSql ? new ServedDatabase(PostgreSqlServer.Instance.ConnectionTo(PostgreSqlServer.Instance.Create())) : File;

    public void Configure(LearningOptions options)
    {
        if (Connection is not null)
        {
            (options.Database, options.ConnectionString) = (DatabaseKind.PostgreSql, Connection);
        }
    }

    /// <summary>Closes what this process keeps open, so that the next one has the database to itself.</summary>
    public void Release()
    {
        if (Connection is null)
        {
            SqliteConnection.ClearAllPools();
        }
        else
        {
            NpgsqlConnection.ClearAllPools();
        }
    }
}
