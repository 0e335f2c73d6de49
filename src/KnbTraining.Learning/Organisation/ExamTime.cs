namespace KnbTraining.Learning.Organisation;

/// <summary>How much longer than others a person may take for an exam. It counts for exams that begin afterwards; an open one keeps its deadline.</summary>
/// <param name="ExtraPercent">From 0 to <see cref="MostPercent"/>.</param>
/// <param name="Untimed">No clock runs: only <see cref="UntimedLimit"/> ends the exam, whatever the percentage.</param>
public readonly record struct ExamTime(int ExtraPercent, bool Untimed)
{
    public const int MostPercent = 200;

    /// <summary>The limit of an untimed exam, which closes it when it is abandoned.</summary>
    public static readonly TimeSpan UntimedLimit = TimeSpan.FromDays(7);

    public bool IsUsual => ExtraPercent == 0 && !Untimed;

    /// <param name="minutes">What everybody else has; begun minutes of extra time count as whole ones.</param>
    public int MinutesOf(int minutes) => minutes + (((minutes * ExtraPercent) + 99) / 100);

    public TimeSpan LimitOf(int minutes) => Untimed ? UntimedLimit : TimeSpan.FromMinutes(MinutesOf(minutes));
}
