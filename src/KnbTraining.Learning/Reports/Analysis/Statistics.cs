namespace KnbTraining.Learning.Reports.Analysis;

/// <summary>Sums over numbers, as the statistics report of Moodle's quiz defines them: variances and covariances with n - 1.</summary>
internal static class Statistics
{
    /// <summary>The 97.5 % quantile of the normal distribution.</summary>
    public const double Z = 1.959964;

    /// <summary>What differs by less is equal: sums of thirds differ in their last digit.</summary>
    public const double Same = 1e-9;

    /// <summary>ETS delta for one unit of the logarithm of an odds ratio.</summary>
    private const double DeltaPerLog = -2.35;

    public static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }

    /// <summary>With n - 1; needs two values.</summary>
    public static double Covariance(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        var (mean, other, sum) = (Mean(first), Mean(second), 0.0);
        for (var i = 0; i < first.Length; i++)
        {
            sum += (first[i] - mean) * (second[i] - other);
        }

        return sum / (first.Length - 1);
    }

    /// <summary>The mean of powers of the distance from the mean.</summary>
    public static (double Second, double Third, double Fourth) Moments(ReadOnlySpan<double> values)
    {
        var mean = Mean(values);
        var (second, third, fourth) = (0.0, 0.0, 0.0);
        foreach (var value in values)
        {
            var square = (value - mean) * (value - mean);
            second += square;
            third += square * (value - mean);
            fourth += square * square;
        }

        return (second / values.Length, third / values.Length, fourth / values.Length);
    }

    /// <summary>The group of each value: equal parts by rank, where equal values share the lower group. So groups may be of unequal size.</summary>
    /// <param name="values">In any order.</param>
    /// <returns>From 0, in the order of the values.</returns>
    public static int[] Groups(ReadOnlySpan<double> values, int groups)
    {
        var (sorted, order) = (values.ToArray(), Enumerable.Range(0, values.Length).ToArray());
        Array.Sort(sorted, order);
        var found = new int[values.Length];
        for (int rank = 0, first = 0; rank < sorted.Length; rank++)
        {
            first = rank > 0 && sorted[rank] - sorted[first] < Same ? first : rank;
            found[order[rank]] = (int)((long)first * groups / sorted.Length);
        }

        return found;
    }

    /// <summary>Odds ratio over strata with the interval of its logarithm, and ETS delta.</summary>
    /// <param name="strata">For each: right and wrong of the first group, right and wrong of the second.</param>
    /// <returns>Null where the ratio is not defined.</returns>
    public static (double Ratio, double Low, double High, double Delta)? MantelHaenszel(IEnumerable<(int A, int B, int C, int D)> strata)
    {
        var (r, s, pr, mixed, qs) = (0.0, 0.0, 0.0, 0.0, 0.0);
        foreach (var (a, b, c, d) in strata)
        {
            double n = a + b + c + d;
            if (n == 0)
            {
                continue;
            }

            var (right, wrong, p, q) = (a * d / n, b * c / n, (a + d) / n, (b + c) / n);
            r += right;
            s += wrong;
            pr += p * right;
            mixed += (p * wrong) + (q * right);
            qs += q * wrong;
        }

        if (r <= 0 || s <= 0)
        {
            return null;
        }

        var log = Math.Log(r / s);
        var half = Z * Math.Sqrt((pr / (2 * r * r)) + (mixed / (2 * r * s)) + (qs / (2 * s * s)));
        return (r / s, Math.Exp(log - half), Math.Exp(log + half), DeltaPerLog * log);
    }
}
