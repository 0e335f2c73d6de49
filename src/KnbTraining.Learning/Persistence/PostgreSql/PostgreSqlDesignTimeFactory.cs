using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace KnbTraining.Learning.Persistence.PostgreSql;

/// <summary>For the migration tool only; the server named here is never asked.</summary>
public sealed class PostgreSqlDesignTimeFactory : IDesignTimeDbContextFactory<PostgreSqlLearningDbContext>
{
    public PostgreSqlLearningDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgreSqlLearningDbContext>().UseNpgsql("Host=design-time").Options);
}
