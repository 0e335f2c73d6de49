using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace KnbTraining.TestKit;

/// <summary>Counts what a room asks of its database: commands that read, and rows that came back.</summary>
public sealed class CommandCount : DbCommandInterceptor
{
    private int _commands;
    private int _rows;

    /// <summary>What something that reads asks of the database.</summary>
    public async Task<(int Commands, int Rows)> OfAsync(Func<Task> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        var (commands, rows) = (_commands, _rows);
        await read();
        return (_commands - commands, _rows - rows);
    }

    public override ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _commands);
        return ValueTask.FromResult(result);
    }

    public override InterceptionResult DataReaderDisposing(DbCommand command, DataReaderDisposingEventData eventData, InterceptionResult result)
    {
        ArgumentNullException.ThrowIfNull(eventData);
        Interlocked.Add(ref _rows, eventData.ReadCount);
        return result;
    }
}
