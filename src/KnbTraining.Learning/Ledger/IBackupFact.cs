namespace KnbTraining.Learning.Ledger;

/// <summary>A fact that tells that a backup was made. Its entry is as old as the backup.</summary>
public interface IBackupFact;
