using KnbTraining.Learning.Attempts;

namespace KnbTraining.Web.Features.Quiz;

public enum ItemStanding
{
    Open,

    /// <summary>Some rows of a matching question have no partner yet.</summary>
    Partly,
    Answered,
}

public sealed record ReviewRow(int Position, string Question, ItemStanding Standing, bool Flagged);

/// <summary>What the learner looks over before submitting.</summary>
public sealed record ReviewSheet(
    Guid AttemptId, string CourseId, string CourseTitle, AttemptMode Mode, AttemptState State, DateTimeOffset Deadline, IReadOnlyList<ReviewRow> Rows)
{
    public bool IsOver(DateTimeOffset now) => State == AttemptState.Graded || now >= Deadline;

    public int Answered => Rows.Count(row => row.Standing == ItemStanding.Answered);

    /// <summary>Items that are not, or not wholly, answered.</summary>
    public int Unanswered => Rows.Count - Answered;

    public int Flagged => Rows.Count(row => row.Flagged);

    public ReviewRow? FirstUnanswered => Rows.FirstOrDefault(row => row.Standing != ItemStanding.Answered);

    public static ReviewSheet Of(AttemptView attempt)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        return new ReviewSheet(
            attempt.Id,
            attempt.CourseId,
            attempt.CourseTitle,
            attempt.Mode,
            attempt.State,
            attempt.Deadline,
            [.. attempt.Items.Select(item => new ReviewRow(item.Position, item.Case ?? item.Question, StandingOf(item), item.Flagged))]);
    }

    private static ItemStanding StandingOf(AttemptItemView item) => item switch
    {
        { Complete: true } => ItemStanding.Answered,
        { Response.Count: > 0 } => ItemStanding.Partly,
        _ => ItemStanding.Open,
    };
}
