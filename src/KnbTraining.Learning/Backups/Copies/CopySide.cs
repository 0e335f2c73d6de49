using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace KnbTraining.Learning.Backups.Copies;

/// <summary>
/// A database that is copied, or that a copy is made in. Everything happens in one transaction of it: what is read is one state, and what is
/// written is there as a whole or not at all.
/// </summary>
internal abstract class CopySide(LearningDbContext db) : IAsyncDisposable
{
    private IDbContextTransaction? _transaction;

    public LearningDbContext Db => db;

    /// <summary>What it is called in a message; without any secret.</summary>
    public abstract string Place { get; }

    protected DbConnection Connection => db.Database.GetDbConnection();

    protected DbTransaction Transaction => _transaction!.GetDbTransaction();

    /// <exception cref="BackupException">It cannot be read, or it is that of another version.</exception>
    public async Task BeginReadingAsync(CancellationToken ct)
    {
        await CheckAsync(ct);

        // Asked before the transaction: where there is no list of migrations, asking for it would end the transaction.
        var fit = await DatabaseState.FitAsync(db, ct);
        if (fit != SchemaFit.Same)
        {
            throw new BackupException($"The database {Place} " + fit switch
            {
                SchemaFit.None => "is none of this application.",
                SchemaFit.Older => "was made by an older version. Start this version with it once, which brings it up to date; then try again.",
                _ => "was made by a newer or another version of the application. Use that version.",
            });
        }

        await BeginAsync(IsolationLevel.RepeatableRead, ct);
    }

    /// <summary>Makes every table of this build, without a row.</summary>
    /// <exception cref="BackupException">There is something already.</exception>
    public abstract Task BeginWritingAsync(CancellationToken ct);

    /// <summary>Takes rows, which come in the order of their key.</summary>
    public abstract Task<IRowWriter> OpenWriterAsync(CopyTable table, CancellationToken ct);

    /// <summary>Lets numbers that the database gives go on after those that were written.</summary>
    public abstract Task ContinueNumbersAsync(CancellationToken ct);

    /// <summary>Ends the transaction and leaves everything as it was.</summary>
    public async Task EndAsync()
    {
        if (_transaction is { } open)
        {
            _transaction = null;
            await open.DisposeAsync();
        }
    }

    public Task CommitAsync(CancellationToken ct) => _transaction!.CommitAsync(ct);

    /// <summary>The rows of a table in the order of its key, one at a time, each with the values of the model.</summary>
    public async IAsyncEnumerable<object?[]> ReadAsync(CopyTable table, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = Command($"SELECT {table.SqlColumns} FROM {table.SqlName} ORDER BY {table.SqlKey}");
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var row = new object?[table.Columns.Count];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = table.Columns[i].Read(reader, i);
            }

            yield return row;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        await db.DisposeAsync();
    }

    /// <summary>Whether it can be read at all.</summary>
    protected abstract Task CheckAsync(CancellationToken ct);

    protected async Task BeginAsync(IsolationLevel level, CancellationToken ct) => _transaction = await db.Database.BeginTransactionAsync(level, ct);

    /// <summary>A statement of ours: names come from the model, and nothing in it was typed by anybody.</summary>
    protected DbCommand Command(string sql)
    {
        var command = Connection.CreateCommand();
#pragma warning disable CA2100 // Made of names of the model and of words of ours.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Transaction = _transaction?.GetDbTransaction();

        // The whole of a large table may take its time.
        command.CommandTimeout = 0;
        return command;
    }

    protected async Task ExecuteAsync(string sql, CancellationToken ct)
    {
        await using var command = Command(sql);
        await command.ExecuteNonQueryAsync(ct);
    }
}

/// <summary>Takes the rows of one table.</summary>
internal interface IRowWriter : IAsyncDisposable
{
    /// <param name="row">Values of the model, in the order of the columns.</param>
    Task WriteAsync(object?[] row, CancellationToken ct);

    /// <summary>Without it, nothing of the table is there.</summary>
    Task FinishAsync(CancellationToken ct);
}
