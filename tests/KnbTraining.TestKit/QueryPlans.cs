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
        return await FindAsync(databaseFile, (sql, steps) => steps.Where(step => BuildsIndex(step) || Tables(sql, step.Scanned).Any(table => IsTable(table, sql) && !small.Contains(table))));
    }

    /// <summary>
    /// Where a statement goes through a table, or through the rows of a part of itself, once for each row of something else, or
    /// makes an index of a table for itself: twice as many people cost four times as much. Going through a table once is what a
    /// report about everybody does, and an index of a part of the statement is how two groupings are joined.
    /// </summary>
    /// <param name="databaseFile">A file with the same tables.</param>
    /// <param name="small">Tables that do not grow with people and attempts.</param>
    /// <param name="never">Tables that are not gone through even once: a report about few people must not read them whole.</param>
    /// <returns>A line for each finding: what SQLite says it does, and the statement.</returns>
    public async Task<IReadOnlyList<string>> RepeatedAsync(string databaseFile, IReadOnlySet<string> small, params IReadOnlyList<string> never)
    {
        ArgumentNullException.ThrowIfNull(small);
        ArgumentNullException.ThrowIfNull(never);
        return await FindAsync(databaseFile, (sql, steps) => steps.Where(step =>
            (BuildsIndex(step) && Tables(sql, step.Searched).Any(table => IsTable(table, sql)))
            || Tables(sql, step.Scanned).Any(never.Contains)
            || (Tables(sql, step.Scanned).Any(table => !small.Contains(table) && sql.Contains($"\"{table}\"", StringComparison.Ordinal)) && (IsInner(step, steps) || IsCorrelated(step, steps)))));
    }

    private async Task<IReadOnlyList<string>> FindAsync(string databaseFile, Func<string, IReadOnlyList<Step>, IEnumerable<Step>> find)
    {
        await using var connection = new SqliteConnection($"Data Source={databaseFile};Pooling=False");
        await connection.OpenAsync();
        List<string> found = [];
        foreach (var (sql, parameters) in _statements)
        {
            foreach (var steps in await ExplainAsync(connection, sql, parameters))
            {
                found.AddRange(find(sql, steps).Select(step => $"{step.Says}: {sql}"));
            }
        }

        return found;
    }

    private static bool BuildsIndex(Step step) => step.Says.Contains("AUTOMATIC", StringComparison.Ordinal);

    // Loops of one level stand one after the other, the outer one first.
    private static bool IsInner(Step step, IReadOnlyList<Step> steps) => steps.First(other => other.Parent == step.Parent && other.IsLoop) != step;

    private static bool IsCorrelated(Step step, IReadOnlyList<Step> steps)
    {
        var above = steps.FirstOrDefault(other => other.Id == step.Parent);
        return above is not null && (above.Says.StartsWith("CORRELATED", StringComparison.Ordinal) || IsCorrelated(above, steps));
    }

    /// <summary>The tables that a statement calls by a name; the name itself where it is none of a table.</summary>
    private static string[] Tables(string sql, string? name)
    {
        if (name is null)
        {
            return [];
        }

        string[] tables = [.. Named().Matches(sql).Where(match => match.Groups["alias"].Value == name).Select(match => match.Groups["table"].Value)];
        return tables.Length > 0 ? tables : [name];
    }

    public void Listen() => _listening = true;

    /// <summary>For a statement that is sent to the database without the interceptors seeing it.</summary>
    public void Add(string sql, IReadOnlyList<string> parameters) => _statements[sql] = parameters;

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

    private static async Task<IReadOnlyList<IReadOnlyList<Step>>> ExplainAsync(SqliteConnection connection, string sql, IReadOnlyList<string> parameters)
    {
        await using var explain = connection.CreateCommand();
        List<IReadOnlyList<Step>> plans = [];
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
            List<Step> steps = [];
            while (await reader.ReadAsync())
            {
                steps.Add(new Step(reader.GetInt32(0), reader.GetInt32(1), reader.GetString(3)));
            }

            plans.Add(steps);
        }

        return plans;
    }

    private sealed record Step(int Id, int Parent, string Says)
    {
        public bool IsLoop => Says.StartsWith("SCAN ", StringComparison.Ordinal) || Says.StartsWith("SEARCH ", StringComparison.Ordinal);

        public string? Searched => Search().Match(Says) is { Success: true } search ? search.Groups["what"].Value : null;

        public string? Scanned => Scan().Match(Says) is { Success: true } scan ? scan.Groups["what"].Value : null;
    }

    [GeneratedRegex("\"(?<table>\\w+)\" AS \"(?<alias>\\w+)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Named();

    [GeneratedRegex("^SEARCH (?<what>\\w+)", RegexOptions.NonBacktracking)]
    private static partial Regex Search();

    [GeneratedRegex("^SCAN (?<what>\\w+)", RegexOptions.NonBacktracking)]
    private static partial Regex Scan();
}
