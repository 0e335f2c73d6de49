using KnbTraining.Learning;
using KnbTraining.Learning.Persistence;
using KnbTraining.Learning.Persistence.PostgreSql;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace KnbTraining.TestKit.Databases;

/// <summary>A database of the server of the run; made when it is first needed.</summary>
internal sealed class PostgreSqlRoomDatabase(string folder, string? made) : RoomDatabase(folder)
{
    private static readonly SemaphoreSlim OneTemplate = new(1, 1);

    private static string? _template;

    // What tests write in SQL to do harm: instants count ticks there, ten in a microsecond.
    private const string LikeSqlite = """
        CREATE FUNCTION zeroblob(length int) RETURNS bytea LANGUAGE sql RETURN decode(repeat('00', length), 'hex');
        CREATE FUNCTION later(instant timestamptz, ticks int) RETURNS timestamptz LANGUAGE sql RETURN instant + ticks / 10 * interval '1 microsecond';
        CREATE FUNCTION earlier(instant timestamptz, ticks int) RETURNS timestamptz LANGUAGE sql RETURN instant - ticks / 10 * interval '1 microsecond';
        CREATE OPERATOR + (LEFTARG = timestamptz, RIGHTARG = int, FUNCTION = later);
        CREATE OPERATOR - (LEFTARG = timestamptz, RIGHTARG = int, FUNCTION = earlier);
        """;

    // In a session that says so, every statement that adds or changes rows meets the answer of a server whose disk is full.
    private const string FullDisk = """
        CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$;
        DO $$ DECLARE named regclass; BEGIN
            FOR named IN SELECT oid::regclass FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace LOOP
                EXECUTE format(
                    'CREATE TRIGGER no_room BEFORE INSERT OR UPDATE ON %s WHEN (current_setting(''knb.full'', true) = ''on'') EXECUTE FUNCTION no_room()', named);
            END LOOP;
        END $$;
        """;

    private readonly PostgreSqlServer _server = PostgreSqlServer.Instance;
    private string? _name;
    private bool _isShared;

    internal PostgreSqlRoomDatabase(string folder, string name, bool isShared)
        : this(folder, made: null) => (_name, _isShared) = (name, isShared);

    public override DatabaseKind Kind => DatabaseKind.PostgreSql;

    public override TimeSpan Patience => new LearningOptions().BusyTimeout;

    private string Name => _name ??= made is null ? _server.Create() : _server.Create("template0", made);

    private string Connection => _server.ConnectionTo(Name);

    public override RoomDatabase Beside() =>
        new PostgreSqlRoomDatabase(Directory.CreateTempSubdirectory("knb-").FullName, made) { _name = Name, _isShared = true };

    // Rooms are copies of one template, and what it holds is encrypted.
    public override void Configure(LearningOptions options) =>
        (options.Database, options.ConnectionString, options.KeyFile) = (DatabaseKind.PostgreSql, Connection, _server.KeyFile);

    public override void AddInterceptors(IServiceCollection services, params IInterceptor[] interceptors) =>
        services.ConfigureDbContext<PostgreSqlLearningDbContext>(options => options.AddInterceptors(interceptors).ConfigureWarnings(Strict));

    public override LearningDbContext OpenReadOnly() =>
        Open(new NpgsqlConnectionStringBuilder(Connection) { Options = "-c default_transaction_read_only=on", Pooling = false }.ToString());

    public override LearningDbContext OpenFull() =>
        Open(new NpgsqlConnectionStringBuilder(Connection) { Options = "-c knb.full=on", Pooling = false }.ToString());

    public override LearningDbContext OpenGone() =>
        Open(new NpgsqlConnectionStringBuilder(Connection) { Host = _server.Host + ".gone", Pooling = false }.ToString());

    public override async Task<IAsyncDisposable> LockAsync()
    {
        await using var db = Open(Connection);
        var tables = string.Join(", ", db.Model.GetRelationalModel().Tables.Select(table => $"\"{table.Name}\""));
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Connection) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var begin = connection.CreateCommand();
        begin.CommandText = $"BEGIN; LOCK TABLE {tables} IN EXCLUSIVE MODE";
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
                    await room.ExecuteAsync(LikeSqlite);
                    await using (var db = room.Open())
                    {
                        await db.Database.ExecuteSqlRawAsync(FullDisk);
                    }

                    // Its room is closed next, which leaves a template where it is.
                    _template = ((PostgreSqlRoomDatabase)room.Database)._name;
                });
            }
        }
        finally
        {
            OneTemplate.Release();
        }

        _name = _server.Create(_template!);
    }

    public override void Remove(string connection)
    {
        NpgsqlConnection.ClearPool(new NpgsqlConnection(connection));
        if (_name is { } name && name != _template && !_isShared)
        {
            _server.Drop(name);
        }
    }

    private static PostgreSqlLearningDbContext Open(string connection) => new(Options<PostgreSqlLearningDbContext>().UseNpgsql(connection).Options);
}
