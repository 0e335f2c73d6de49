using System.Data.Common;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Persistence.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace KnbTraining.TestKit;

/// <summary>The contexts of the application, until a test makes the database file read-only or the disk full.</summary>
public sealed class SwitchableContexts(IDbContextFactory<SqliteLearningDbContext> usual, string file) : IDbContextFactory<LearningDbContext>
{
    public bool ReadOnly { get; set; }

    /// <summary>As on a full disk: the file cannot grow by a single page.</summary>
    public bool Full { get; set; }

    /// <summary>As on a disk that is gone.</summary>
    public bool Gone { get; set; }

    public LearningDbContext CreateDbContext() => Gone ? Open($"Data Source={file}.gone;Mode=ReadOnly")
        : ReadOnly ? Open($"Data Source={file};Mode=ReadOnly")
        : Full ? Open($"Data Source={file};Pooling=False", new NoMorePages())
        : usual.CreateDbContext();

    private static SqliteLearningDbContext Open(string connection, params IInterceptor[] interceptors) =>
        new(new DbContextOptionsBuilder<SqliteLearningDbContext>().UseSqlite(connection).AddInterceptors(interceptors).Options);

    private sealed class NoMorePages : DbConnectionInterceptor
    {
        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Limit(connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Limit(connection);
            return Task.CompletedTask;
        }

        // A limit below the present size means the present size.
        private static void Limit(DbConnection connection)
        {
            using var limit = connection.CreateCommand();
            limit.CommandText = "PRAGMA max_page_count = 1";
            limit.ExecuteNonQuery();
        }
    }
}
