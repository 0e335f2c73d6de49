namespace KnbTraining.Learning.Attempts;

/// <summary>What an attempt earned.</summary>
/// <param name="Scores">Share of the point by position.</param>
/// <param name="Percent">Rounded down: rounding up would show a pass mark that was not reached.</param>
public sealed record Grading(IReadOnlyDictionary<int, double> Scores, double Points, int Total, int Percent, bool Passed, IReadOnlyList<PartGrade> Parts);

public sealed record PartGrade(int Part, double Points, int Total, bool Passed);
