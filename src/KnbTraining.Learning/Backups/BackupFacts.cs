using KnbTraining.Learning.Ledger;

namespace KnbTraining.Learning.Backups;

/// <summary>A copy of everything, keys among it, has left the data folder.</summary>
/// <param name="Archive">Of the archive's bytes.</param>
[RecordedAs("backup.made")]
public sealed record BackupMade(DateTimeOffset SavedAt, Digest Archive) : Fact, IBackupFact;

/// <summary>What was done after that backup is not in this database any more.</summary>
/// <param name="SavedAt">When the backup was made.</param>
/// <param name="LastNumber">The last entry that came with it; 0 where there was none.</param>
/// <param name="LostUntil">The last entry of the database in whose place it came: those after <paramref name="LastNumber"/> are lost. Null where it is not known.</param>
[RecordedAs("backup.restored")]
public sealed record BackupRestored(DateTimeOffset SavedAt, Digest Archive, long LastNumber, long? LostUntil) : Fact, IRestoreFact;
