namespace KnbTraining.UnitTests.Architecture;

/// <summary>Queries are LINQ, whose values are parameters. SQL as text is for what LINQ cannot say, and holds nothing that anybody typed.</summary>
public sealed class SqlTests
{
    private static readonly string[] AsText = ["FromSql", "ExecuteSql", "SqlQuery", "CommandText", "CreateCommand"];

    private static readonly Dictionary<string, string> MayWrite = new(StringComparer.Ordinal)
    {
        ["src/KnbTraining.Learning/Backups/BackupWriter.cs"] = "a pragma",
        ["src/KnbTraining.Learning/Persistence/DatabaseState.cs"] = "pragmas, and the names of the migrations that were applied",
        ["src/KnbTraining.Learning/Persistence/Sqlite/SqlitePragmas.cs"] = "pragmas",
    };

    [Fact]
    public void Sql_is_written_as_text_only_in_the_files_that_are_named_here()
    {
        var files = Sources.Under("src", ".cs", ".razor")
            .Where(file => !file.Path.Contains("/CompiledModels/", StringComparison.Ordinal) && !file.Path.Contains("/Migrations/", StringComparison.Ordinal))
            .Where(file => AsText.Any(way => file.Text.Contains(way, StringComparison.Ordinal)))
            .ToList();
        Assert.Equal(MayWrite.Keys.Order(StringComparer.Ordinal), files.Select(file => file.Path));
        Assert.All(files, file => Assert.Contains("PRAGMA", file.Text, StringComparison.Ordinal));
    }
}
