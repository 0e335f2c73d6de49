using System.Data.Common;
using KnbTraining.Learning;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Persistence.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.TestKit.Databases;

internal sealed class SqliteRoomDatabase(string folder) : RoomDatabase(folder)
{
    private static readonly SemaphoreSlim OneTemplate = new(1, 1);

    private static byte[]? _template;

    private readonly string _file = Path.Combine(folder, DataFolderNames.Database);

    public override DatabaseKind Kind => DatabaseKind.Sqlite;

    public override void Configure(LearningOptions options) => options.Database = DatabaseKind.Sqlite;

    public override void AddInterceptors(IServiceCollection services, params IInterceptor[] interceptors) =>
        services.ConfigureDbContext<SqliteLearningDbContext>(options => options.AddInterceptors(interceptors).ConfigureWarnings(Strict));

    public override LearningDbContext OpenReadOnly() => Open($"Data Source={_file};Mode=ReadOnly");

    public override LearningDbContext OpenFull() => Open($"Data Source={_file};Pooling=False", new NoMorePages());

    public override LearningDbContext OpenGone() => Open($"Data Source={_file}.gone;Mode=ReadOnly");

    public override async Task<IAsyncDisposable> LockAsync()
    {
        var connection = new SqliteConnection($"Data Source={_file};Pooling=False");
        await connection.OpenAsync();
        await using var begin = connection.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE";
        await begin.ExecuteNonQueryAsync();
        return connection;
    }

    public override async Task CopyTemplateAsync(Func<Func<LearningRoom, Task>, Task> fill)
    {
        await OneTemplate.WaitAsync();
        try
        {
            if (_template is null)
            {
                await fill(async room =>
                {
                    await using (var db = room.Open())
                    {
                        await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
                    }

                    _template = await File.ReadAllBytesAsync(room.DatabaseFile);
                });
            }
        }
        finally
        {
            OneTemplate.Release();
        }

        await File.WriteAllBytesAsync(_file, _template!);
    }

    // This room's pool alone: the others are in use.
    public override void Remove(string connection) => SqliteConnection.ClearPool(new SqliteConnection(connection));

    private static SqliteLearningDbContext Open(string connection, params IInterceptor[] interceptors) =>
        new(Options<SqliteLearningDbContext>(interceptors).UseSqlite(connection).Options);

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
