namespace KnbTraining.Learning.Evidence.Proof;

/// <summary>
/// What the ledger itself tells of a restore from a backup: these entries were there before and are lost; their numbers were
/// given again. It is a hint and no proof: whoever can rewrite the ledger can write this as well.
/// </summary>
/// <param name="Lost">The entries that the backup did not hold.</param>
/// <param name="Number">The number of the entry that tells of it.</param>
public sealed record KnownRestore(EntrySpan Lost, long Number);
