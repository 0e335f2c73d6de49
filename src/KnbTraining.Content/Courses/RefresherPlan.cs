namespace KnbTraining.Content.Courses;

/// <summary>How a course keeps what was passed from being forgotten, until the validity ends.</summary>
/// <param name="FirstGapPercent">The first gap of a rule of which nothing is known, in percent of the validity; from 5 to 10.</param>
/// <param name="Factor">By how much the gap of a rule grows with each right answer; from 1.2 to 3.</param>
/// <param name="Items">Questions in one refresher; from 1 to 10.</param>
public sealed record RefresherPlan(double FirstGapPercent, double Factor, int Items)
{
    /// <summary>No gap is shorter at first: at a horizon of a year the best gap lies between 5 and 10 percent of it.</summary>
    public const double LeastPercent = 5;

    /// <summary>No first gap is longer.</summary>
    public const double MostPercent = 10;

    public const double LeastFactor = 1.2;

    public const double MostFactor = 3;

    public const int MostItems = 10;

    /// <summary>The plan of a course that states none.</summary>
    public static RefresherPlan Default { get; } = new(7.5, 1.6, 5);
}
