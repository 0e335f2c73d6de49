namespace KnbTraining.Learning.Refreshers;

/// <summary>The refreshers of a course that somebody has passed and that still counts.</summary>
/// <param name="Items">Questions in a refresher that begins now; 0 where none can.</param>
/// <param name="Due">Rules that are due now.</param>
/// <param name="NextOn">The first day, from today on, on which something is due; null where the exam comes first.</param>
/// <param name="OpenAttemptId">A refresher that was begun and can be continued.</param>
public sealed record CourseRefreshers(
    string CourseId, string Title, int Items, int Due, DateOnly? NextOn, Guid? OpenAttemptId, DateOnly ValidUntil)
{
    private const int SecondsAQuestion = 24;

    /// <summary>Minutes that a refresher takes, begun ones included: five questions with their explanations take two.</summary>
    public int Minutes => ((Items * SecondsAQuestion) + 59) / 60;
}

/// <summary>What a refresher did to a rule.</summary>
/// <param name="DueOn">When it comes up again; null where the exam comes first.</param>
public sealed record RefreshedRule(string RuleId, string Title, string Statement, Firmness Firmness, DateOnly? DueOn);
