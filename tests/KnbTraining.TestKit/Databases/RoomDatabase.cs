using KnbTraining.Learning;
using KnbTraining.Learning.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.TestKit.Databases;

/// <summary>The database of one room, and what can happen to it.</summary>
public abstract class RoomDatabase(string folder)
{
    /// <summary>On which database rooms lie where a test does not choose: that of the environment's <c>KNB_TEST_DATABASE</c>, else SQLite.</summary>
    public static DatabaseKind Usual { get; } =
        Environment.GetEnvironmentVariable("KNB_TEST_DATABASE") is { Length: > 0 } named
            ? Enum.Parse<DatabaseKind>(named, ignoreCase: true) : DatabaseKind.Sqlite;

    public abstract DatabaseKind Kind { get; }

    /// <summary>The data folder.</summary>
    public string Folder { get; } = folder;

    /// <summary>A database with a folder of its own. The test is skipped where there is no server for it.</summary>
    /// <param name="made">How the database of a server is to be made, where not as usual.</param>
    public static RoomDatabase New(DatabaseKind kind, string? made = null)
    {
        if (kind == DatabaseKind.PostgreSql)
        {
            _ = PostgreSqlServer.Instance;
        }

        return Of(kind, Directory.CreateTempSubdirectory("knb-").FullName, made);
    }

    /// <summary>The same database for another process, which has a data folder of its own.</summary>
    public virtual RoomDatabase Beside() => throw new NotSupportedException("Only a server is shared.");

    /// <summary>A database of the server of the run that somebody else has made, and removes.</summary>
    public static RoomDatabase OnServer(string folder, string database) => new PostgreSqlRoomDatabase(folder, database, isShared: true);

    public static RoomDatabase Of(DatabaseKind kind, string folder, string? made = null) => kind switch
    {
        DatabaseKind.Sqlite => new SqliteRoomDatabase(folder),
        DatabaseKind.PostgreSql => new PostgreSqlRoomDatabase(folder, made),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such database."),
    };

    /// <summary>
    /// How long a write waits for a lock. A file is locked only where a test locks it, and then nobody waits for long; on a server rooms beside each
    /// other really wait for each other, as nodes do.
    /// </summary>
    public virtual TimeSpan Patience => TimeSpan.FromMilliseconds(50);

    public abstract void Configure(LearningOptions options);

    /// <summary>Watches the usual contexts.</summary>
    public abstract void AddInterceptors(IServiceCollection services, params IInterceptor[] interceptors);

    /// <summary>A query that the library warns of, because it reads too much or anything it likes, is a fault.</summary>
    protected static void Strict(WarningsConfigurationBuilder warnings) =>
        warnings.Throw(RelationalEventId.MultipleCollectionIncludeWarning, CoreEventId.FirstWithoutOrderByAndFilterWarning, CoreEventId.RowLimitingOperationWithoutOrderByWarning);

    /// <summary>A context of which nothing can be written.</summary>
    public abstract LearningDbContext OpenReadOnly();

    /// <summary>A context as on a full disk.</summary>
    public abstract LearningDbContext OpenFull();

    /// <summary>A context whose database is out of reach.</summary>
    public abstract LearningDbContext OpenGone();

    /// <summary>Lets nobody write, as another process would, until disposed.</summary>
    public abstract Task<IAsyncDisposable> LockAsync();

    /// <summary>Makes this database a copy of what <paramref name="fill"/> has made of an empty one; that is done once for all rooms.</summary>
    /// <param name="fill">Fills the database of a room, and closes that room.</param>
    public abstract Task CopyTemplateAsync(Func<Func<LearningRoom, Task>, Task> fill);

    /// <summary>Removes the database, once nothing uses it.</summary>
    /// <param name="connection">With what the application has connected to it.</param>
    public abstract void Remove(string connection);

    protected static DbContextOptionsBuilder<T> Options<T>(params IInterceptor[] interceptors)
        where T : LearningDbContext
    {
        var builder = new DbContextOptionsBuilder<T>();
        builder.AddInterceptors(interceptors);
        return builder;
    }
}
