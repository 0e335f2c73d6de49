using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace KnbTraining.Learning.Persistence.Sqlite;

/// <summary>
/// Settings that SQLite forgets with every connection: without them an acknowledged answer could be lost. A connection that
/// comes back from the driver's pool still has them. One that SQLite opened for reading only, because the file could not be
/// written just then, is never given back to the pool: it would refuse every write for ever.
/// </summary>
public sealed class SqlitePragmas(TimeSpan busyTimeout) : DbConnectionInterceptor
{
    private readonly ConditionalWeakTable<sqlite3, object> _set = [];
    private readonly string _sql = string.Create(
        CultureInfo.InvariantCulture,
        $"PRAGMA busy_timeout={(long)busyTimeout.TotalMilliseconds}; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;");

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        var opened = (SqliteConnection)connection;
        if (IsSet(opened))
        {
            return;
        }

        using var command = Prepare(opened);
        command.ExecuteNonQuery();
        Remember(opened);
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        var opened = (SqliteConnection)connection;
        if (IsSet(opened))
        {
            return;
        }

        await using var command = Prepare(opened);
        await command.ExecuteNonQueryAsync(cancellationToken);
        Remember(opened);
    }

    private bool IsSet(SqliteConnection connection) => connection.Handle is { } handle && _set.TryGetValue(handle, out _);

    private void Remember(SqliteConnection connection)
    {
        _set.AddOrUpdate(connection.Handle!, _set);
        if (raw.sqlite3_db_readonly(connection.Handle!, "main") == 1)
        {
            SqliteConnection.ClearPool(connection);
        }
    }

    private SqliteCommand Prepare(SqliteConnection connection)
    {
        var command = connection.CreateCommand();
        command.CommandText = _sql;
        return command;
    }
}
