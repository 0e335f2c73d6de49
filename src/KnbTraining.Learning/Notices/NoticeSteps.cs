namespace KnbTraining.Learning.Notices;

/// <summary>On which days a course that is due is spoken of. Only the latest step that has been reached counts: what was missed is never made up for.</summary>
public static class NoticeSteps
{
    /// <summary>Days after the due day, from the first day on which it has passed.</summary>
    public static readonly IReadOnlyList<int> Overdue = [1, 7, 30];

    /// <summary>The smallest number of days before the due day that has been reached; null where none has, or the due day has passed.</summary>
    public static int? Before(IEnumerable<int> steps, DateOnly due, DateOnly today)
    {
        var left = due.DayNumber - today.DayNumber;
        return left < 0 ? null : steps.Where(step => step >= left).Select(step => (int?)step).Min();
    }

    /// <summary>The largest number of days after the due day that has been reached; null where none has.</summary>
    public static int? After(DateOnly due, DateOnly today) =>
        Overdue.Where(step => due.AddDays(step) <= today).Select(step => (int?)step).Max();
}
