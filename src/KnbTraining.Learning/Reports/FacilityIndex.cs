namespace KnbTraining.Learning.Reports;

/// <summary>
/// The mean share of the point over answers, from 0 (nobody) to 1 (everybody), with the 95 % interval of Wilson. For items with
/// partial credit the interval is on the wide side: shares of a point vary less than right and wrong.
/// </summary>
/// <param name="Answers">n; 1 or more.</param>
/// <param name="Low">The lower end of the interval, 0 or more.</param>
/// <param name="High">The upper end of the interval, 1 or less.</param>
public sealed record FacilityIndex(int Answers, double Value, double Low, double High)
{
    // The 97.5 % quantile of the normal distribution.
    private const double Z = 1.959964;

    /// <param name="points">The sum of the shares, from 0 to <paramref name="answers"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">No answers, or points that they cannot have.</exception>
    public static FacilityIndex Of(double points, int answers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(answers, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(points);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(points, answers);
        double n = answers;
        var value = points / n;
        var centre = (value + (Z * Z / (2 * n))) / (1 + (Z * Z / n));
        var half = Z / (1 + (Z * Z / n)) * Math.Sqrt((value * (1 - value) / n) + (Z * Z / (4 * n * n)));
        return new FacilityIndex(answers, value, Math.Max(0, centre - half), Math.Min(1, centre + half));
    }
}
