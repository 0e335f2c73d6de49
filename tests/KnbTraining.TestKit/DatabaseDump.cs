using System.Data.Common;
using System.Globalization;
using KnbTraining.Learning.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace KnbTraining.TestKit;

/// <summary>Every row of every table of a database, as text, to be compared.</summary>
public static class DatabaseDump
{
    /// <summary>Everything in a file of SQLite, also what no model knows of.</summary>
    public static IReadOnlyList<string> Of(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        return Read(connection, Rows(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"));
    }

    /// <summary>Everything that the application knows of.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(LearningDbContext db)
    {
        ArgumentNullException.ThrowIfNull(db);
        await db.Database.OpenConnectionAsync();
        return Read(db.Database.GetDbConnection(), db.Model.GetRelationalModel().Tables.Select(table => table.Name).Order(StringComparer.Ordinal));
    }

    private static string[] Read(DbConnection connection, IEnumerable<string> tables) =>
        [.. tables.SelectMany(table => Rows(connection, $"SELECT * FROM \"{table}\"").Order(StringComparer.Ordinal).Select(row => $"{table}: {row}"))];

    private static List<string> Rows(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "∅"
                : reader.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes)
                : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))));
        }

        return rows;
    }
}
