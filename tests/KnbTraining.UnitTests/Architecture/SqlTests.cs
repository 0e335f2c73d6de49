namespace KnbTraining.UnitTests.Architecture;

/// <summary>Queries are LINQ, whose values are parameters. SQL as text is for what LINQ cannot say, and holds nothing that anybody typed.</summary>
public sealed class SqlTests
{
    private static readonly string[] AsText = ["FromSql", "ExecuteSql", "SqlQuery", "CommandText", "CreateCommand", "new StatementBatch("];

    private static readonly Dictionary<string, string> MayWrite = new(StringComparer.Ordinal)
    {
        ["src/KnbTraining.Learning/Attempts/AnswerMonths.cs"] = "ON CONFLICT",
        ["src/KnbTraining.Learning/Attempts/AnswerSums.cs"] = "ON CONFLICT",
        ["src/KnbTraining.Learning/Attempts/StepStatements.cs"] = "ON CONFLICT",
        ["src/KnbTraining.Learning/Backups/BackupWriter.cs"] = "PRAGMA",
        ["src/KnbTraining.Learning/Backups/Copies/CopySide.cs"] = "names of the model",
        ["src/KnbTraining.Learning/Persistence/RowInsertion.cs"] = "names of the model",
        ["src/KnbTraining.Learning/Persistence/StatementBatch.cs"] = "Holds nothing that anybody typed",
        ["src/KnbTraining.Learning/Persistence/PostgreSql/PostgreSqlLearningDbContext.cs"] = "pg_advisory_xact_lock",
        ["src/KnbTraining.Learning/Persistence/PostgreSql/PostgreSqlOpening.cs"] = "to_regclass",
        ["src/KnbTraining.Learning/Persistence/PostgreSql/PostgreSqlServerCheck.cs"] = "current_setting",
        ["src/KnbTraining.Learning/Persistence/PostgreSql/PostgreSqlUse.cs"] = "pg_try_advisory_lock",
        ["src/KnbTraining.Learning/Persistence/PostgreSql/PostgreSqlNewsWire.cs"] = "LISTEN",
        ["src/KnbTraining.Learning/Persistence/Sqlite/SqliteDamage.cs"] = "PRAGMA",
        ["src/KnbTraining.Learning/Persistence/Sqlite/SqlitePragmas.cs"] = "PRAGMA",
    };

    [Fact]
    public void Sql_is_written_as_text_only_in_the_files_that_are_named_here()
    {
        var files = Sources.Under("src", ".cs", ".razor")
            .Where(file => !file.Path.Contains("/CompiledModels/", StringComparison.Ordinal) && !file.Path.Contains("/Migrations/", StringComparison.Ordinal))
            .Where(file => AsText.Any(way => file.Text.Contains(way, StringComparison.Ordinal)))
            .ToList();
        Assert.Equal(MayWrite.Keys.Order(StringComparer.Ordinal), files.Select(file => file.Path));
        Assert.All(files, file => Assert.Contains(MayWrite[file.Path], file.Text, StringComparison.Ordinal));
    }
}
