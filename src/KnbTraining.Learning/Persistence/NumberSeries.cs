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

    /// <summary>Changes; with the id of one, everything that is written in it.</summary>
    Changes = 8,

    /// <summary>Courses about changed rules of one edition.</summary>
    Deltas = 9,

    Editions = 3,

    Checkpoints = 4,

    /// <summary>No numbers, but the rows of one person's standing: each change replaces some. Whoever changes several people goes by their ids.</summary>
    Standing = 6,

    /// <summary>No numbers, but the one key by which IINs are found.</summary>
    Iin = 7,

    /// <summary>Entries of the ledger; last of all, because every write gives them.</summary>
    Ledger = 5,
}
