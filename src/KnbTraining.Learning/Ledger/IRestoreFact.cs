namespace KnbTraining.Learning.Ledger;

/// <summary>A fact that tells of a restore: what came after the backup is not in the ledger any more. The ledger reads it without knowing who restores.</summary>
public interface IRestoreFact
{
    /// <summary>When the backup was made.</summary>
    DateTimeOffset SavedAt { get; }

    /// <summary>The last entry that came with the backup; 0 where there was none.</summary>
    long LastNumber { get; }

    /// <summary>The last entry of the database in whose place the backup came; null where it is not known.</summary>
    long? LostUntil { get; }
}
