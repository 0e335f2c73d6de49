namespace KnbTraining.Learning.Attempts;

public enum AttemptMode
{
    Practice = 0,
    Exam = 1,

    /// <summary>A few questions about what is due; see <see cref="Refreshers.RefresherSchedule"/>.</summary>
    Refresher = 2,
}

public static class AttemptModes
{
    /// <summary>True where each answer is followed by its key at once, so that it can be given only once.</summary>
    public static bool TellsAtOnce(this AttemptMode mode) => mode != AttemptMode.Exam;
}
