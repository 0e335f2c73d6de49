using KnbTraining.Learning.Persistence.PostgreSql;
using KnbTraining.Learning.Persistence.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace KnbTraining.Learning.Persistence;

/// <summary>The provider switch: the one place that knows which databases there are.</summary>
internal static class DatabaseProvider
{
    public static IServiceCollection AddDatabase(this IServiceCollection services, DatabaseKind kind)
    {
        services.AddSingleton<RightsWatch>().AddSingleton<NodeNews>();
        _ = kind switch
        {
            DatabaseKind.Sqlite => services
                .AddPooledDbContextFactory<SqliteLearningDbContext>(UseSqlite)
                .AddSingleton<IDbContextFactory<LearningDbContext>, ContextFactory<SqliteLearningDbContext>>()
                .AddSingleton<IDatabaseOpening, SqliteOpening>()
                .AddSingleton<INewsWire, NoNewsWire>(),
            DatabaseKind.PostgreSql => services
                .AddPooledDbContextFactory<PostgreSqlLearningDbContext>(UsePostgreSql)
                .AddSingleton<IDbContextFactory<LearningDbContext>, ContextFactory<PostgreSqlLearningDbContext>>()
                .AddSingleton<IDatabaseOpening, PostgreSqlOpening>()
                .AddSingleton<INewsWire, PostgreSqlNewsWire>(),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such database."),
        };

        // Identity's stores want a context of their own scope.
        return services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<LearningDbContext>>().CreateDbContext());
    }

    private static void UseSqlite(IServiceProvider provider, DbContextOptionsBuilder builder)
    {
        var options = provider.GetRequiredService<IOptions<LearningOptions>>().Value;
        var connection = new SqliteConnectionStringBuilder
        {
            DataSource = options.DatabaseFile,

            // The driver retries a busy database until this many seconds have passed, whatever busy_timeout says.
            DefaultTimeout = Math.Max(1, (int)Math.Ceiling(options.BusyTimeout.TotalSeconds)),
        };
        builder.UseSqlite(connection.ToString())
            .AddInterceptors(new SqlitePragmas(options.BusyTimeout), new StoragePool(), provider.GetRequiredService<RightsWatch>())
            .AddInterceptors(provider.GetServices<IQueryExpressionInterceptor>());
    }

    private static void UsePostgreSql(IServiceProvider provider, DbContextOptionsBuilder builder) => builder
        .UseNpgsql(PostgreSqlConnection.Of(provider.GetRequiredService<IOptions<LearningOptions>>().Value))
        .AddInterceptors(new StoragePool(), new StorableTexts(), provider.GetRequiredService<RightsWatch>())
        .AddInterceptors(provider.GetServices<IQueryExpressionInterceptor>());

    private sealed class ContextFactory<TContext>(IDbContextFactory<TContext> inner) : IDbContextFactory<LearningDbContext>
        where TContext : LearningDbContext
    {
        public LearningDbContext CreateDbContext() => inner.CreateDbContext();
    }
}
