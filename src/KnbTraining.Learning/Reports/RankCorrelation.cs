namespace KnbTraining.Learning.Reports;

/// <summary>How far two orders of the same things agree: Kendall's tau-b, which counts ties.</summary>
public static class RankCorrelation
{
    /// <returns>From -1 (one order is the other reversed) to 1 (the same order); null where one of them is all ties, or of fewer than two things.</returns>
    public static double? TauB(IReadOnlyList<(double X, double Y)> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        int agree = 0, disagree = 0, tiesInX = 0, tiesInY = 0;
        for (var i = 0; i < pairs.Count; i++)
        {
            for (var j = i + 1; j < pairs.Count; j++)
            {
                var (x, y) = (pairs[i].X.CompareTo(pairs[j].X), pairs[i].Y.CompareTo(pairs[j].Y));
                agree += x * y > 0 ? 1 : 0;
                disagree += x * y < 0 ? 1 : 0;
                tiesInX += x == 0 && y != 0 ? 1 : 0;
                tiesInY += y == 0 && x != 0 ? 1 : 0;
            }
        }

        double untied = agree + disagree;
        var scale = Math.Sqrt((untied + tiesInX) * (untied + tiesInY));
        return scale == 0 ? null : (agree - disagree) / scale;
    }
}
