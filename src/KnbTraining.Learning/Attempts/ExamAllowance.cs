using KnbTraining.Content.Courses;

namespace KnbTraining.Learning.Attempts;

/// <summary>How often a person may still take an exam.</summary>
/// <param name="Left">Attempts that may fail before a pause; none while one lasts.</param>
/// <param name="PauseEnds">Null where nothing is to be waited for.</param>
public sealed record ExamAllowance(int Left, DateTimeOffset? PauseEnds)
{
    /// <param name="exams">Graded exams, newest first. A pass starts the count again.</param>
    public static ExamAllowance Of(Blueprint exam, IReadOnlyList<(bool Passed, DateTimeOffset At)> exams, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(exam);
        ArgumentNullException.ThrowIfNull(exams);
        var failed = exams.TakeWhile(attempt => !attempt.Passed).Count();
        if (failed > 0 && failed % exam.Attempts == 0 && exams[0].At.AddHours(exam.CoolDownHours) is var end && now < end)
        {
            return new ExamAllowance(0, end);
        }

        return new ExamAllowance(exam.Attempts - (failed % exam.Attempts), null);
    }
}
