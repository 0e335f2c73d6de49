using KnbTraining.Content.Courses;

namespace KnbTraining.Learning.Attempts;

/// <summary>What becomes of questions that were found wrong when an exam is graded anew.</summary>
public enum WrongItems
{
    /// <summary>Everybody earns their whole point.</summary>
    Count,

    /// <summary>They are left out, as if they had not been asked.</summary>
    LeaveOut,
}

/// <summary>What an exam earns when it is graded anew.</summary>
/// <param name="Total">How many questions count.</param>
/// <param name="Percent">Rounded down, as in the first grading.</param>
public sealed record Regraded(double Points, int Total, int Percent, bool Passed);

/// <summary>Grades an exam anew from what its items earned, because some of them were found wrong. The first grading stays as it is.</summary>
public static class Regrading
{
    /// <param name="scores">Of every item: its part, what it earned, and whether it was found wrong.</param>
    /// <returns>Null where nothing would be left to grade: then only <see cref="WrongItems.Count"/> can be meant.</returns>
    public static Regraded? Of(Blueprint exam, IReadOnlyList<(int Part, double Score, bool IsWrong)> scores, WrongItems treatment)
    {
        ArgumentNullException.ThrowIfNull(scores);
        return Of(exam, [.. scores.Select(item => (item.Part, item.Score, item.IsWrong ? treatment : (WrongItems?)null))]);
    }

    /// <param name="scores">Of every item: its part, what it earned, and what becomes of it where it was found wrong; null where it was not.</param>
    /// <returns>Null where nothing would be left to grade.</returns>
    public static Regraded? Of(Blueprint exam, IReadOnlyList<(int Part, double Score, WrongItems? Wrong)> scores)
    {
        ArgumentNullException.ThrowIfNull(exam);
        ArgumentNullException.ThrowIfNull(scores);
        (int Part, double Score)[] counted =
            [.. scores.Where(item => item.Wrong != WrongItems.LeaveOut).Select(item => (item.Part, item.Wrong == WrongItems.Count ? 1 : item.Score))];
        return counted.Length == 0 ? null : Grader.Regrade(exam, counted);
    }
}
