using System.Data;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Persistence.PostgreSql;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace KnbTraining.Learning.Backups.Copies;

/// <param name="options">With the connection string, as at a start.</param>
/// <param name="alone">True where nobody else may work with the database until the session ends.</param>
internal sealed class PostgreSqlSide(LearningOptions options, bool alone)
    : CopySide(Open(options))
{
    // The lock is asked for once; it ends with the session.
    private bool _taken;

    public override string Place => PostgreSqlConnection.Place(options.ConnectionString);

    private NpgsqlConnection Server => (NpgsqlConnection)Connection;

    protected override async Task CheckAsync(CancellationToken ct)
    {
        if (_taken)
        {
            return;
        }

        await PostgreSqlServerCheck.RunAsync(Db, options, ct);

        // Kept open, because the lock ends with the session.
        await Db.Database.OpenConnectionAsync(ct);
        if (alone && await PostgreSqlUse.TryOwnAsync(Server, ct) is { } others)
        {
            throw new BackupException($"Somebody works with the database {Place} ({others}). "
                + "Stop every server of the application and end every other session first; nothing was changed.");
        }

        if (!alone && !await PostgreSqlUse.TryShareAsync(Server, ct))
        {
            throw new BackupException($"A restore or a copy into the database {Place} is under way. Try again when it has ended.");
        }

        _taken = true;
    }

    /// <summary>A context over a session of its own, which ends with it.</summary>
    public static PostgreSqlLearningDbContext Open(LearningOptions options) =>
        new(new DbContextOptionsBuilder<PostgreSqlLearningDbContext>().UseNpgsql(ConnectionOf(options)).Options);

    /// <summary>Takes the database, before anything is read or written.</summary>
    /// <returns>Whose tables are in it.</returns>
    public async Task<SchemaFit> TakeAsync(CancellationToken ct)
    {
        await CheckAsync(ct);
        return await DatabaseState.FitAsync(Db, ct);
    }

    public override async Task BeginWritingAsync(CancellationToken ct)
    {
        await CheckAsync(ct);
        await BeginAsync(IsolationLevel.ReadCommitted, ct);
        if (await FindTablesAsync(ct) is [var first, ..])
        {
            throw new BackupException(
                $"The database {Place} is not empty: it holds the table '{first}'. Nothing was changed. "
                + "Make a new one with createdb, or name another in ConnectionStrings:Learning.");
        }

        await MakeTablesAsync(ct);
    }

    /// <summary>As <see cref="BeginWritingAsync"/>, in the place of the tables that are there, which are those of this version.</summary>
    public async Task BeginReplacingAsync(CancellationToken ct)
    {
        await BeginAsync(IsolationLevel.ReadCommitted, ct);
        // All of them at once, because they refer to each other. What somebody else has made of them, a view for example, keeps them from going.
        await ExecuteAsync($"DROP TABLE "
            + $"{string.Join(", ", CopyTable.All(Db).Select(table => table.SqlName).Append($"\"{HistoryRepository.DefaultTableName}\""))}", ct);
        await MakeTablesAsync(ct);
    }

    // The statements of the migrations, in this transaction: where the copy fails, there is not even a table.
    private async Task MakeTablesAsync(CancellationToken ct)
    {
        await ExecuteAsync(Db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.NoTransactions), ct);
        foreach (var table in CopyTable.All(Db).Reverse())
        {
            await ExecuteAsync($"DELETE FROM {table.SqlName}", ct);
        }
    }

    public override async Task<IRowWriter> OpenWriterAsync(CopyTable table, CancellationToken ct)
    {
        var importer = await Server.BeginBinaryImportAsync($"COPY {table.SqlName} ({table.SqlColumns}) FROM STDIN (FORMAT BINARY)", ct);
        importer.Timeout = TimeSpan.Zero;
        return new Writer(importer, table);
    }

    // A column whose numbers the server gives goes on after the highest that was written.
    public override Task ContinueNumbersAsync(CancellationToken ct) => ExecuteAsync(
        """
        DO $$
        DECLARE one record;
        BEGIN
            FOR one IN SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema() AND is_identity = 'YES' LOOP
                EXECUTE format('SELECT setval(pg_get_serial_sequence(%L, %L), coalesce(max(%I), 0) + 1, false) FROM %I',
                    quote_ident(one.table_name), one.column_name, one.column_name, one.table_name);
            END LOOP;
        END $$
        """,
        ct);

    private async Task<List<string>> FindTablesAsync(CancellationToken ct)
    {
        await using var command = Command(
            """
            SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') ORDER BY 1
            """);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var names = new List<string>();
        while (await reader.ReadAsync(ct))
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    // A session of its own, which ends with the copy.
    private static string ConnectionOf(LearningOptions options) => PostgreSqlConnection.FindFault(options.ConnectionString) is { } fault
        ? throw new BackupException($"The connection string of the database {fault}.")
        : new NpgsqlConnectionStringBuilder(PostgreSqlConnection.Of(options)) { Pooling = false, CommandTimeout = 0 }.ToString();

    private sealed class Writer(NpgsqlBinaryImporter importer, CopyTable table) : IRowWriter
    {
        public async Task WriteAsync(object?[] row, CancellationToken ct)
        {
            await importer.StartRowAsync(ct);
            for (var i = 0; i < row.Length; i++)
            {
                var column = table.Columns[i];
                if (column.ToStored(row[i]) is { } stored)
                {
                    await importer.WriteAsync(stored, column.StoreType, ct);
                }
                else
                {
                    await importer.WriteNullAsync(ct);
                }
            }
        }

        public async Task FinishAsync(CancellationToken ct) => await importer.CompleteAsync(ct);

        public ValueTask DisposeAsync() => importer.DisposeAsync();
    }
}
