namespace KnbTraining.Content.Items.Studies;

/// <summary>How likely each score is: of one item, or of several together.</summary>
public sealed class ScoreOdds
{
    // The parts of a point that items give (halves to tenths) are whole numbers of this.
    private const int PointParts = 5040;

    private readonly SortedDictionary<int, double> _chances;

    private ScoreOdds(SortedDictionary<int, double> chances) => _chances = chances;

    /// <summary>Nothing answered yet: no points, for certain.</summary>
    public static ScoreOdds None { get; } = Of([(0, 1)]);

    /// <summary>The mean score, in points.</summary>
    public double Mean => _chances.Sum(entry => entry.Value * entry.Key) / PointParts;

    /// <summary>The variance of the score, in points squared.</summary>
    public double Variance => _chances.Sum(entry => entry.Value * Math.Pow(((double)entry.Key / PointParts) - Mean, 2));

    /// <summary>How likely any score is that was kept: 1, less what <see cref="AtLeast"/> took away.</summary>
    public double Total => _chances.Values.Sum();

    /// <param name="scores">Scores in points, from 0 upwards, with their chances; the same score may come several times.</param>
    public static ScoreOdds Of(IEnumerable<(double Score, double Chance)> scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        var chances = new SortedDictionary<int, double>();
        foreach (var (score, chance) in scores.Where(entry => entry.Chance > 0))
        {
            var parts = PartsOf(score);
            chances[parts] = chances.GetValueOrDefault(parts) + chance;
        }

        return new ScoreOdds(chances);
    }

    /// <summary>The chance of less than so many points.</summary>
    public double Below(double points) => _chances.Where(entry => entry.Key < PartsOf(points)).Sum(entry => entry.Value);

    /// <summary>Of the scores, those of at least so many points.</summary>
    public ScoreOdds AtLeast(double points)
    {
        // As in grading: exactly the mark is enough, whatever the floating point made of it.
        var least = (int)Math.Ceiling((points * PointParts) - 1e-6);
        return new ScoreOdds(new SortedDictionary<int, double>(_chances.Where(entry => entry.Key >= least).ToDictionary()));
    }

    /// <summary>The sum of both scores, where neither depends on the other.</summary>
    public ScoreOdds Plus(ScoreOdds other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var chances = new SortedDictionary<int, double>();
        foreach (var (mine, chance) in _chances)
        {
            foreach (var (theirs, factor) in other._chances)
            {
                chances[mine + theirs] = chances.GetValueOrDefault(mine + theirs) + (chance * factor);
            }
        }

        return new ScoreOdds(chances);
    }

    private static int PartsOf(double points) => (int)Math.Round(points * PointParts);
}
