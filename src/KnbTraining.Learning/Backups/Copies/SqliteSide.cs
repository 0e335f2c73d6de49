using System.Data.Common;
using KnbTraining.Learning.Persistence.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace KnbTraining.Learning.Backups.Copies;

/// <param name="file">For reading one that is there, for writing an empty one or none.</param>
internal sealed class SqliteSide(string file) : CopySide(BackupContents.Open(file))
{
    public override string Place => $"'{file}'";

    protected override async Task CheckAsync(CancellationToken ct)
    {
        if (await SqliteDamage.FindAsync(Db, ct) is { } damage)
        {
            throw new BackupException($"The database '{file}' is damaged ({damage.ReplaceLineEndings(" ")}). "
                + "Put the newest backup back with the command 'restore FILE'.");
        }
    }

    public override async Task BeginWritingAsync(CancellationToken ct)
    {
        // One file without a log beside it, which is moved into place as a whole.
        await ExecuteAlwaysAsync("PRAGMA journal_mode=DELETE", ct);
        await Db.Database.MigrateAsync(ct);
        await BeginAsync(System.Data.IsolationLevel.Serializable, ct);

        // A row may refer to a later one of its own table.
        await ExecuteAsync("PRAGMA defer_foreign_keys=ON", ct);
        foreach (var table in CopyTable.All(Db).Reverse())
        {
            await ExecuteAsync($"DELETE FROM {table.SqlName}", ct);
        }
    }

    public override Task<IRowWriter> OpenWriterAsync(CopyTable table, CancellationToken ct)
    {
        var command = Command($"INSERT INTO {table.SqlName} ({table.SqlColumns}) VALUES "
            + $"({string.Join(", ", table.Columns.Select((_, index) => $"@p{index}"))})");
        foreach (var (index, _) in table.Columns.Index())
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{index}";
            command.Parameters.Add(parameter);
        }

        return Task.FromResult<IRowWriter>(new Writer(command, table));
    }

    // SQLite notes the highest number of a table with every row that is written.
    public override Task ContinueNumbersAsync(CancellationToken ct) => Task.CompletedTask;

    private async Task ExecuteAlwaysAsync(string sql, CancellationToken ct)
    {
        await Db.Database.OpenConnectionAsync(ct);
        await ExecuteAsync(sql, ct);
    }

    private sealed class Writer(DbCommand insert, CopyTable table) : IRowWriter
    {
        public async Task WriteAsync(object?[] row, CancellationToken ct)
        {
            for (var i = 0; i < row.Length; i++)
            {
                insert.Parameters[i].Value = table.Columns[i].ToStored(row[i]) ?? DBNull.Value;
            }

            await insert.ExecuteNonQueryAsync(ct);
        }

        public Task FinishAsync(CancellationToken ct) => Task.CompletedTask;

        public ValueTask DisposeAsync() => insert.DisposeAsync();
    }
}
