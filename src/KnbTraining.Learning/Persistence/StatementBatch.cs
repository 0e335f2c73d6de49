using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace KnbTraining.Learning.Persistence;

/// <summary>
/// Statements of SQL that run in their order in the transaction of a context, but past its pipeline: for the few that every answer needs.
/// A server gets all of them in one message and keeps them compiled; on a file a statement is compiled once for all rows of the batch.
/// </summary>
internal sealed class StatementBatch : IAsyncDisposable
{
    private readonly DbConnection _connection;
    private readonly DbTransaction _transaction;
    private readonly DbCommand _maker;
    private readonly List<(string Sql, DbParameter[] Values)> _statements = [];

    public StatementBatch(LearningDbContext db)
    {
        _connection = db.Database.GetDbConnection();
        _transaction = (db.Database.CurrentTransaction ?? throw new InvalidOperationException("A batch belongs to a transaction.")).GetDbTransaction();
        _maker = _connection.CreateCommand();
    }

    /// <summary>How a column writes its values.</summary>
    public static RelationalTypeMapping ColumnOf<TEntity>(LearningDbContext db, string property) =>
        db.Model.FindEntityType(typeof(TEntity))!.FindProperty(property)!.GetRelationalTypeMapping();

    /// <summary>All columns of a table, by the name of their property.</summary>
    public static IReadOnlyDictionary<string, RelationalTypeMapping> ColumnsOf<TEntity>(LearningDbContext db) => db.Model.FindEntityType(typeof(TEntity))!
        .GetProperties().ToDictionary(property => property.Name, property => property.GetRelationalTypeMapping(), StringComparer.Ordinal);

    /// <param name="sql">Holds nothing that anybody typed: what varies is a value.</param>
    /// <param name="values">Written as the column does that is named with each.</param>
    /// <returns>The place of the statement in what <see cref="ExecuteAsync"/> returns.</returns>
    public int Add(string sql, params ReadOnlySpan<(string Name, RelationalTypeMapping Column, object? Value)> values)
    {
        var parameters = new DbParameter[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            parameters[i] = values[i].Column.CreateParameter(_maker, values[i].Name, values[i].Value, nullable: true);
        }

        _statements.Add((sql, parameters));
        return _statements.Count - 1;
    }

    /// <returns>How many rows each statement added or changed.</returns>
    public Task<int[]> ExecuteAsync() => _statements.Count == 0 ? Task.FromResult<int[]>([])
        : _connection.CanCreateBatch ? ExecuteTogetherAsync()
        : ExecuteInTurnAsync();

    public ValueTask DisposeAsync() => _maker.DisposeAsync();

    private async Task<int[]> ExecuteTogetherAsync()
    {
        await using var batch = _connection.CreateBatch();
        batch.Transaction = _transaction;
        foreach (var (sql, values) in _statements)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = sql;
            command.Parameters.AddRange(values);
            batch.BatchCommands.Add(command);
        }

        // The driver keeps compiled statements with the session, so that only the first of a kind asks the server for it.
        await batch.PrepareAsync();
        await batch.ExecuteNonQueryAsync();
        return [.. batch.BatchCommands.Select(command => command.RecordsAffected)];
    }

    private async Task<int[]> ExecuteInTurnAsync()
    {
        var commands = new Dictionary<string, DbCommand>(StringComparer.Ordinal);
        var affected = new int[_statements.Count];
        try
        {
            for (var i = 0; i < affected.Length; i++)
            {
                var (sql, values) = _statements[i];
                if (!commands.TryGetValue(sql, out var command))
                {
                    command = commands[sql] = _connection.CreateCommand();
                    command.Transaction = _transaction;
                    command.CommandText = sql;
                }

                command.Parameters.Clear();
                command.Parameters.AddRange(values);
                affected[i] = await command.ExecuteNonQueryAsync();
            }
        }
        finally
        {
            foreach (var command in commands.Values)
            {
                await command.DisposeAsync();
            }
        }

        return affected;
    }
}
