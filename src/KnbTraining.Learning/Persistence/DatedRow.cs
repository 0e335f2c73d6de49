namespace KnbTraining.Learning.Persistence;

/// <summary>
/// Something that held on the days from <see cref="From"/> to <see cref="Until"/>, as it was known between two facts of the ledger. Such a row is never
/// overwritten: what turns out otherwise is closed by the number of the fact that says so, and another row takes its place.
/// </summary>
public abstract class DatedRow
{
    /// <summary>Stands for the number of a fact until the commit, when facts get their numbers: later than all others.</summary>
    internal const long NotNumbered = long.MaxValue;

    /// <summary>The first day, a local day of the organisation.</summary>
    public DateOnly From { get; protected set; }

    /// <summary>The last day, included; null where none is known.</summary>
    public DateOnly? Until { get; protected set; }

    /// <summary>The number of the fact by which this became known; 0 where it was known before there were numbers.</summary>
    public long SeqIn { get; protected set; }

    /// <summary>The number of the fact since which this is no longer taken for true; null while it is.</summary>
    public long? SeqOut { get; protected set; }

    /// <summary>Says by which fact this became known.</summary>
    public void Known(long number) => SeqIn = number;

    /// <summary>From now on this is not taken for true, and no query of the same transaction finds it; <see cref="Closed"/> says by which fact.</summary>
    public void Close() => SeqOut = NotNumbered;

    public void Closed(long number) => SeqOut = number;
}
