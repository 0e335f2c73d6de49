namespace KnbTraining.Learning.Attempts;

/// <summary>
/// Another grading of an exam, because questions of it were found wrong. Rows are only ever added, and the newest counts; the first grading stays in the
/// attempt as it was.
/// </summary>
public sealed class AttemptRegrade
{
    private AttemptRegrade()
    {
    }

    public long AttemptNumber { get; private set; }

    /// <summary>Counts the gradings anew of an attempt, from 1.</summary>
    public int Number { get; private set; }

    public Guid AnnulmentId { get; private set; }

    public double Points { get; private set; }

    /// <summary>How many questions count.</summary>
    public int Total { get; private set; }

    public int Percent { get; private set; }

    public bool Passed { get; private set; }

    /// <summary>Last local day on which the pass counts; null where it is none.</summary>
    public DateOnly? ValidUntil { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>The number of the fact that tells of it.</summary>
    public long Seq { get; private set; }

    internal static AttemptRegrade Create(Attempt attempt, Guid annulmentId, Regraded grading, DateOnly? validUntil, DateTimeOffset now) => new()
    {
        AttemptNumber = attempt.Number,
        Number = attempt.Regrades.Count + 1,
        AnnulmentId = annulmentId,
        Points = grading.Points,
        Total = grading.Total,
        Percent = grading.Percent,
        Passed = grading.Passed,
        ValidUntil = validUntil,
        At = now,
    };

    internal void Known(long number) => Seq = number;
}

/// <summary>What an attempt earned by the grading that counts.</summary>
/// <param name="Total">How many questions count.</param>
public sealed record CountedGrade(double Points, int Total, int Percent, bool Passed, DateOnly? ValidUntil);
