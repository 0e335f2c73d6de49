namespace KnbTraining.Learning.Attempts;

/// <summary>What an attempt earned.</summary>
/// <param name="Scores">Share of the point by position.</param>
/// <param name="Misconceptions">What lies behind a wrong option that was chosen, by position; only where there is one.</param>
/// <param name="Percent">Rounded down: rounding up would show a pass mark that was not reached.</param>
public sealed record Grading(
    IReadOnlyDictionary<int, double> Scores,
    IReadOnlyDictionary<int, string> Misconceptions,
    double Points,
    int Total,
    int Percent,
    bool Passed,
    IReadOnlyList<PartGrade> Parts);

public sealed record PartGrade(int Part, double Points, int Total, bool Passed);
