namespace KnbTraining.LoadTests.Simulations;

/// <summary>How synthetic learners forget. Assumptions, not findings: what stands here decides the figures.</summary>
/// <param name="Name">As the table calls it.</param>
/// <param name="HalfLife">Days after which a rule that was known at the exam is recalled with a chance of one half; the median over learners and rules.</param>
/// <param name="Growth">A recall at chance p makes the half-life 1 + Growth × (1 − p) times as long: the harder it was, the longer.</param>
/// <param name="PowerLaw">True where recall falls as 1 / (1 + t / h), which forgets fast at first and slowly later; false for 2^(−t / h).</param>
/// <param name="Heed">The chance that somebody takes up an offered refresher on a day.</param>
internal sealed record ForgettingModel(string Name, double HalfLife = 60, double Growth = 3, bool PowerLaw = false, double Heed = 0.35)
{
    /// <summary>Spread of learners and of rules about the median, as standard deviations of the logarithm.</summary>
    public const double LearnerSpread = 0.4;

    public const double RuleSpread = 0.3;

    /// <summary>Share of the rules that are missed at the exam; their half-life begins at one half of what it would be.</summary>
    public const double MissedAtExam = 0.15;

    /// <summary>What a miss with its explanation leaves of the half-life.</summary>
    public const double Relearned = 0.8;

    /// <summary>No half-life is shorter, in days.</summary>
    public const double Shortest = 7;

    public const double GuessedRight = 0.3;

    public const double Slip = 0.02;

    /// <summary>Seconds for a question with its explanation: five make two minutes.</summary>
    public const double SecondsAQuestion = 24;

    public double RecallAfter(double days, double halfLife) => PowerLaw ? 1 / (1 + (days / halfLife)) : Math.Pow(2, -days / halfLife);
}
