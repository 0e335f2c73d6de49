using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace KnbTraining.Learning.Persistence.Sqlite;

/// <summary>For the migration tool only; the file named here is never opened.</summary>
public sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteLearningDbContext>
{
    public SqliteLearningDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteLearningDbContext>().UseSqlite("Data Source=design-time.db").Options);
}
