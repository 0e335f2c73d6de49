namespace KnbTraining.Learning.Persistence;

/// <summary>
/// What is numbered by "one more than the last". Where a transaction takes two of them, it takes them in this order, so that no two
/// transactions ever wait for each other. The values are part of the locks that every running version must agree on.
/// </summary>
public enum NumberSeries
{
    /// <summary>Units below one parent.</summary>
    Units = 1,

    /// <summary>Attempts of one person at courses.</summary>
    Attempts = 2,

    Editions = 3,

    Checkpoints = 4,

    /// <summary>Entries of the ledger; last of all, because every write gives them.</summary>
    Ledger = 5,
}
