using System.Data.Common;
using KnbTraining.Learning;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace KnbTraining.LoadTests.Reports;

/// <summary>
/// Adds rows by the million past the application, on either database, each value as the model stores it. A column that is not named gets nothing.
/// On a server, rows of different tables arrive in the order in which each table was first named.
/// </summary>
internal sealed class HouseRows : IAsyncDisposable
{
    // As many as fit a message of a few megabytes.
    private const int AtOnce = 50_000;

    private readonly LearningDbContext _db;
    private readonly DbConnection _connection;
    private readonly DbTransaction _transaction;
    private readonly Dictionary<Type, Sheet> _sheets = [];
    private int _waiting;

    private HouseRows(LearningDbContext db, DbTransaction transaction) =>
        (_db, _connection, _transaction) = (db, db.Database.GetDbConnection(), transaction);

    public static async Task<HouseRows> OpenAsync(LearningDbContext db)
    {
        await db.Database.OpenConnectionAsync();
        return new HouseRows(db, await db.Database.GetDbConnection().BeginTransactionAsync());
    }

    public async Task AddAsync<TEntity>(params (string Property, object? Value)[] row)
        where TEntity : class
    {
        if (!_sheets.TryGetValue(typeof(TEntity), out var sheet))
        {
            _sheets[typeof(TEntity)] = sheet = new Sheet(_db.Model.FindEntityType(typeof(TEntity))!, [.. row.Select(cell => cell.Property)]);
        }

        var values = sheet.Stored(row);
        if (_connection is not NpgsqlConnection)
        {
            await sheet.InsertAsync(_connection, _transaction, values);
            return;
        }

        sheet.Waiting.Add(values);
        if (++_waiting == AtOnce)
        {
            await CopyAsync();
        }
    }

    public async Task CommitAsync()
    {
        await CopyAsync();
        await _transaction.CommitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var sheet in _sheets.Values)
        {
            sheet.Insert?.Dispose();
        }

        await _transaction.DisposeAsync();
        await _db.DisposeAsync();
    }

    private async Task CopyAsync()
    {
        foreach (var sheet in _sheets.Values.Where(sheet => sheet.Waiting.Count > 0))
        {
            await using var copy = await ((NpgsqlConnection)_connection).BeginBinaryImportAsync($"COPY {sheet.Table} ({sheet.Columns}) FROM STDIN (FORMAT BINARY)");
            foreach (var row in sheet.Waiting)
            {
                await copy.WriteRowAsync(CancellationToken.None, row);
            }

            await copy.CompleteAsync();
            sheet.Waiting.Clear();
        }

        _waiting = 0;
    }

    private sealed class Sheet
    {
        private readonly RelationalTypeMapping[] _columns;
        private readonly string[] _names;

        public Sheet(IEntityType type, string[] properties)
        {
            var named = properties.Select(property => type.FindProperty(property) ?? throw new ArgumentException($"{type.DisplayName()} has no {property}.", nameof(properties))).ToArray();
            _names = [.. named.Select(property => property.GetColumnName())];
            _columns = [.. named.Select(property => property.GetRelationalTypeMapping())];
            (Table, Columns) = ($"\"{type.GetTableName()}\"", string.Join(", ", _names.Select(name => $"\"{name}\"")));
        }

        public string Table { get; }

        public string Columns { get; }

        public List<object?[]> Waiting { get; } = [];

        public DbCommand? Insert { get; private set; }

        public object?[] Stored((string Property, object? Value)[] row)
        {
            var stored = new object?[row.Length];
            for (var i = 0; i < row.Length; i++)
            {
                stored[i] = row[i].Value is { } value && _columns[i].Converter is { } converter ? converter.ConvertToProvider(value) : row[i].Value;
            }

            return stored;
        }

        public async Task InsertAsync(DbConnection connection, DbTransaction transaction, object?[] values)
        {
            if (Insert is null)
            {
                Insert = connection.CreateCommand();
                Insert.Transaction = transaction;
                Insert.CommandText = $"INSERT INTO {Table} ({Columns}) VALUES ({string.Join(", ", _names.Select((_, i) => $"@p{i}"))})";
                for (var i = 0; i < values.Length; i++)
                {
                    var parameter = Insert.CreateParameter();
                    parameter.ParameterName = $"@p{i}";
                    Insert.Parameters.Add(parameter);
                }
            }

            for (var i = 0; i < values.Length; i++)
            {
                Insert.Parameters[i].Value = values[i] ?? DBNull.Value;
            }

            await Insert.ExecuteNonQueryAsync();
        }
    }
}
