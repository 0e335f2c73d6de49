using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace KnbTraining.Learning.Persistence;

/// <summary>
/// Inserts whole rows in the transaction of a context, past its pipeline, which takes most of the time where there are many: for sets of new rows that
/// nothing else in the transaction looks at. The text of the statements holds names of the model and nothing else.
/// </summary>
internal sealed class RowInsertion(LearningDbContext db) : IAsyncDisposable
{
    private readonly StatementBatch _batch = new StatementBatch(db);
    private readonly Dictionary<Type, Statement> _statements = [];

    /// <summary>Rows are inserted in the order in which they are added.</summary>
    public void Add<TEntity>(TEntity row)
        where TEntity : class
    {
        if (!_statements.TryGetValue(typeof(TEntity), out var statement))
        {
            _statements[typeof(TEntity)] = statement = new Statement(db, db.Model.FindEntityType(typeof(TEntity))!);
        }

        _batch.Add(statement.Sql, statement.ValuesOf(row));
    }

    public Task ExecuteAsync() => _batch.ExecuteAsync();

    public ValueTask DisposeAsync() => _batch.DisposeAsync();

    private sealed class Statement
    {
        private readonly (string Name, RelationalTypeMapping Column, IProperty Property)[] _columns;

        public Statement(LearningDbContext db, IEntityType type)
        {
            if (type.GetComplexProperties().Any())
            {
                throw new NotSupportedException($"{type.DisplayName()} has values of several columns, which would be left out.");
            }

            var names = db.GetService<ISqlGenerationHelper>();
            _columns = [.. type.GetProperties().Select((property, index) => ($"@p{index}", property.GetRelationalTypeMapping(), property))];
            var columns = string.Join(", ", _columns.Select(column => names.DelimitIdentifier(column.Property.GetColumnName())));
            Sql = $"INSERT INTO {names.DelimitIdentifier(type.GetTableName()!)} ({columns}) VALUES ({string.Join(", ", _columns.Select(column => column.Name))})";
        }

        public string Sql { get; }

        public (string Name, RelationalTypeMapping Column, object? Value)[] ValuesOf(object row) =>
            [.. _columns.Select(column => (column.Name, column.Column, column.Property.GetGetter().GetClrValue(row)))];
    }
}
