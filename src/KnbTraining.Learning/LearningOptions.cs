using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning;

/// <summary>Settings of the Learning room.</summary>
public sealed class LearningOptions
{
    /// <summary>Folder of the database file; made at start where it is missing.</summary>
    public string DataFolder { get; set; } = "data";

    /// <summary>Folder of the shipped documents, read for edition 1.</summary>
    public string ContentFolder { get; set; } = "content";

    /// <summary>IANA id of the time zone in which calendar days count.</summary>
    public string TimeZone { get; set; } = "Asia/Almaty";

    /// <summary>The address at which people reach the application, where the machine says it; null where administrators choose it.</summary>
    public string? PublicAddress { get; set; }

    /// <summary>Most steps written in one transaction; at least 1.</summary>
    public int GroupCommitLimit { get; set; } = 100;

    /// <summary>How long a write waits for another process that holds the database, or a row or a number in it.</summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Pause between two sweeps for attempts whose deadline has passed.</summary>
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Largest database file, in bytes, that every start reads through for damage; a larger one only where the end before was
    /// not in order or the file has changed since. 64 MiB take about 0.1 s.
    /// </summary>
    public long AlwaysCheckedBytes { get; set; } = 64 << 20;

    public DatabaseKind Database { get; set; } = DatabaseKind.Sqlite;

    /// <summary>How to reach the server of <see cref="DatabaseKind.PostgreSql"/>; not used for the others. It may hold a password: never show it.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The file with which keys in the database are encrypted; null for <c>keys/database.key</c> in the data folder.</summary>
    public string? KeyFile { get; set; }

    /// <summary>True where keys lie in the database, so that several nodes share them.</summary>
    public bool SharesKeys => Database == DatabaseKind.PostgreSql;

    /// <summary>Where the key file is.</summary>
    internal string KeyFileInUse => string.IsNullOrWhiteSpace(KeyFile) ? Path.Combine(KeysFolder, "database.key") : KeyFile;

    internal string KeysFolder => Path.Combine(DataFolder, DataFolderNames.Keys);

    /// <summary>The file of <see cref="DatabaseKind.Sqlite"/>.</summary>
    public string DatabaseFile => Path.Combine(DataFolder, DataFolderNames.Database);
}

public enum DatabaseKind
{
    /// <summary>One file in the data folder.</summary>
    Sqlite,

    /// <summary>A server, which the organisation runs.</summary>
    PostgreSql,
}
