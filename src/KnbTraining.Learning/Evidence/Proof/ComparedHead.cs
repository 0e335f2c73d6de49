namespace KnbTraining.Learning.Evidence.Proof;

/// <summary>How the ledger stands to a head from outside.</summary>
public enum HeadFit
{
    /// <summary>The lines as they are now lead to this head: every entry up to its size is proved.</summary>
    Fits,

    /// <summary>The stored leaves lead to it, the lines do not: exactly those lines were changed whose leaf differs.</summary>
    LinesChanged,

    /// <summary>Neither leads to it: entries were changed together with their leaves, removed, moved or put in.</summary>
    Rewritten,

    /// <summary>The ledger is shorter: its tail was cut, or a restore lost it.</summary>
    BeyondEnd,
}

/// <summary>One head from outside, held against the ledger.</summary>
/// <param name="Head">As it was given.</param>
/// <param name="Fit">What the entries that are there now lead to.</param>
/// <param name="Restore">A restore that would explain why it does not fit; null where none does, or where it fits.</param>
public sealed record ComparedHead(TreeHead Head, HeadFit Fit, KnownRestore? Restore)
{
    /// <summary>True where it does not fit and nothing in the ledger explains that.</summary>
    public bool Unexplained => Fit != HeadFit.Fits && Restore is null;
}
