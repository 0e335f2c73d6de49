namespace KnbTraining.Learning.Evidence.Proof;

/// <summary>Which of the two is not as it was written, where line and stored leaf differ.</summary>
public enum DifferenceCause
{
    /// <summary>No head from outside decides it.</summary>
    Undecided,

    /// <summary>A head from outside proves the stored leaf: the line was changed.</summary>
    LineChanged,

    /// <summary>A head from outside proves the line: the stored leaf was changed, and the entry is genuine.</summary>
    LeafChanged,
}

/// <summary>Entries whose line and stored leaf differ.</summary>
/// <param name="Span">Their numbers.</param>
/// <param name="Cause">One for all of them: where heads decide differently, there are several spans.</param>
public sealed record DifferingEntries(EntrySpan Span, DifferenceCause Cause);
