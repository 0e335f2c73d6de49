namespace KnbTraining.Learning.Persistence;

/// <summary>What lies in the data folder, by name.</summary>
public static class DataFolderNames
{
    public const string Database = "knbtraining.db";

    public const string Keys = "keys";

    /// <summary>Files made from the database; see <c>CheckpointFiles</c>.</summary>
    public const string Checkpoints = "checkpoints";

    /// <summary>Saved reports that are sent into a folder; see <c>SavedReportRound</c>.</summary>
    public const string Reports = "reports";

    /// <summary>Held by whoever works in the folder; see <see cref="FolderLock"/>.</summary>
    public const string Lock = "knbtraining.lock";

    /// <summary>Held by the one server over a database file; see <see cref="FolderLock"/>.</summary>
    public const string ServerLock = "knbtraining.server.lock";

    /// <summary>Says how the database file looked at an orderly end; see <see cref="FolderUse"/>.</summary>
    public const string OrderlyEnd = "knbtraining.ended";

    /// <summary>There while a restore moves files; see <c>RestoredFolder</c>.</summary>
    public const string RestoreUnderWay = "knbtraining.restoring";

    /// <summary>A pattern that fits every file of ours directly in the data folder.</summary>
    internal const string Files = "knbtraining.*";

    internal const string BeforeRestore = "before-restore-";

    internal const string Staging = ".knb-restore-";

    /// <summary>There while a backup is made; also beside the archive.</summary>
    internal const string BackupStaging = ".knb-backup-";

    /// <summary>What SQLite keeps beside a database file, by the end of its name.</summary>
    internal static IReadOnlyList<string> BesideDatabase { get; } = ["-wal", "-shm", "-journal"];

    internal static bool IsOurFolder(string name) =>
        name is Keys or Checkpoints or Reports || name.StartsWith(BeforeRestore, StringComparison.Ordinal) || name.StartsWith(Staging, StringComparison.Ordinal)
        || name.StartsWith(BackupStaging, StringComparison.Ordinal);
}
