using KnbTraining.Learning;

namespace KnbTraining.LoadTests.Serving;

/// <summary>Where a measured server keeps everything: a data folder and a database of its own. Both are gone afterwards.</summary>
/// <param name="Data">The data folder.</param>
/// <param name="Cluster">The server of PostgreSQL; null where the database is a file of SQLite in the data folder.</param>
internal sealed record Installation(string Data, PostgreSqlCluster? Cluster) : IAsyncDisposable
{
    public const string Database = "knbtraining";

    public DatabaseKind Kind => Cluster is null ? DatabaseKind.Sqlite : DatabaseKind.PostgreSql;

    /// <summary>How the application reaches the database, where that is not the cluster itself; for example a line that can be cut.</summary>
    public string? OtherConnection { get; init; }

    /// <summary>The database as the application reaches it.</summary>
    public ServedDatabase Served => new(OtherConnection ?? Cluster?.ConnectionTo(Database));

    /// <param name="name">A short word for the names of the folders.</param>
    public static async Task<Installation> CreateAsync(DatabaseKind kind, string name)
    {
        var data = Directory.CreateTempSubdirectory($"knb-{name}-").FullName;
        if (kind == DatabaseKind.Sqlite)
        {
            return new Installation(data, null);
        }

        var cluster = await PostgreSqlCluster.StartAsync(Directory.CreateTempSubdirectory($"knb-{name}-pg-").FullName);
        await cluster.CreateDatabaseAsync(Database);
        return new Installation(data, cluster);
    }

    /// <summary>An installation in a folder of one's own choice, with its server in another, where one is named. Both are removed afterwards.</summary>
    public static async Task<Installation> InAsync(string data, string? clusterFolder)
    {
        Directory.CreateDirectory(data);
        if (clusterFolder is null)
        {
            return new Installation(data, null);
        }

        Directory.CreateDirectory(clusterFolder);
        var cluster = await PostgreSqlCluster.StartAsync(clusterFolder);
        await cluster.CreateDatabaseAsync(Database);
        return new Installation(data, cluster);
    }

    /// <summary>The database as this program reaches it.</summary>
    public ServedDatabase Own => new(Cluster?.ConnectionTo(Database));

    public async ValueTask DisposeAsync()
    {
        if (Cluster is not null)
        {
            await Cluster.DisposeAsync();
        }

        if (Directory.Exists(Data))
        {
            Directory.Delete(Data, recursive: true);
        }
    }
}
