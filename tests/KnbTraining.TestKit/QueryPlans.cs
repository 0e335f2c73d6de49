using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace KnbTraining.TestKit;

/// <summary>Keeps the statements that are sent to the database, from <see cref="Listen"/> on, and asks SQLite how it goes about each.</summary>
public sealed partial class QueryPlans : DbCommandInterceptor
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<string>> _statements = new(StringComparer.Ordinal);
    private volatile bool _listening;

    public int Statements => _statements.Count;

    /// <summary>
    /// Where a statement goes through a whole table, joins without an index of the table, or copies a join before it looks
    /// for the row: each costs more with every row that the house gathers.
    /// </summary>
    /// <param name="databaseFile">A file with the same tables.</param>
    /// <param name="small">Tables that do not grow with people and attempts.</param>
    /// <returns>A line for each finding: what SQLite says it does, and the statement.</returns>
    public async Task<IReadOnlyList<string>> GrowingAsync(string databaseFile, IReadOnlySet<string> small)
    {
        ArgumentNullException.ThrowIfNull(small);
        await using var connection = new SqliteConnection($"Data Source={databaseFile};Pooling=False");
        await connection.OpenAsync();
        List<string> found = [];
        foreach (var (sql, parameters) in _statements)
        {
            var tables = Named().Matches(sql).ToLookup(match => match.Groups["alias"].Value, match => match.Groups["table"].Value, StringComparer.Ordinal);
            foreach (var step in await ExplainAsync(connection, sql, parameters))
            {
                var scanned = Scan().Match(step) is { Success: true } scan ? scan.Groups["what"].Value : null;
                if (step.Contains("AUTOMATIC", StringComparison.Ordinal)
                    || (scanned is not null && tables[scanned].Concat(tables.Contains(scanned) ? [] : [scanned]).Any(table => IsTable(table, sql) && !small.Contains(table))))
                {
                    found.Add($"{step}: {sql}");
                }
            }
        }

        return found;
    }

    public void Listen() => _listening = true;

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        Hear(command);
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Hear(command);
        return ValueTask.FromResult(result);
    }

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        Hear(command);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Hear(command);
        return ValueTask.FromResult(result);
    }

    private void Hear(DbCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (_listening)
        {
            _statements[command.CommandText] = [.. command.Parameters.Cast<DbParameter>().Select(parameter => parameter.ParameterName)];
        }
    }

    // What stands in the plan under a name that the statement does not give to a table is a part of the statement itself.
    private static bool IsTable(string name, string sql) => sql.Contains($"\"{name}\"", StringComparison.Ordinal) && !sql.Contains($") AS \"{name}\"", StringComparison.Ordinal);

    private static async Task<IReadOnlyList<string>> ExplainAsync(SqliteConnection connection, string sql, IReadOnlyList<string> parameters)
    {
        await using var explain = connection.CreateCommand();
        List<string> steps = [];
        foreach (var statement in sql.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (statement.StartsWith("PRAGMA", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            explain.CommandText = $"EXPLAIN QUERY PLAN {statement}";
            explain.Parameters.Clear();
            foreach (var parameter in parameters.Where(name => statement.Contains(name, StringComparison.Ordinal)))
            {
                explain.Parameters.AddWithValue(parameter, DBNull.Value);
            }

            await using var reader = await explain.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                steps.Add(reader.GetString(3));
            }
        }

        return steps;
    }

    [GeneratedRegex("\"(?<table>\\w+)\" AS \"(?<alias>\\w+)\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Named();

    [GeneratedRegex("^SCAN (?<what>\\w+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Scan();
}
