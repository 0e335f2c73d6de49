using KnbTraining.Learning.Attempts;

namespace KnbTraining.Web.Features.Quiz;

/// <summary>One item of an open attempt and where it stands: all that a circuit keeps of the attempt.</summary>
/// <param name="Total">Items in the attempt.</param>
public sealed record QuizPlace(
    Guid AttemptId, string CourseId, string CourseTitle, AttemptMode Mode, AttemptState State, DateTimeOffset Deadline, int Total, AttemptItemView Item)
{
    /// <summary>The page that worked on the attempt when this was read; null where none did.</summary>
    public AttemptClaim? Claim { get; init; }

    public bool IsFirst => Item.Position == 1;

    public bool IsLast => Item.Position == Total;

    public string PreviousHref => $"quiz/{AttemptId}/{Item.Position - 1}";

    public string NextHref => IsLast ? ReviewHref : $"quiz/{AttemptId}/{Item.Position + 1}";

    public string ReviewHref => $"quiz/{AttemptId}/review";

    public string ResultHref => $"quiz/{AttemptId}/result";

    public bool IsOver(DateTimeOffset now) => State == AttemptState.Graded || now >= Deadline;

    /// <returns>Null where the attempt has no item at that position.</returns>
    public static QuizPlace? Of(AttemptView attempt, int position)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        return attempt.Items.FirstOrDefault(item => item.Position == position) is { } found
            ? new QuizPlace(attempt.Id, attempt.CourseId, attempt.CourseTitle, attempt.Mode, attempt.State, attempt.Deadline, attempt.Total, found) { Claim = attempt.Claim }
            : null;
    }

    /// <summary>Where to go on: the first item without a complete answer, or the last one.</summary>
    public static int Resume(AttemptView attempt)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        return (attempt.Items.FirstOrDefault(item => !item.Complete) ?? attempt.Items[^1]).Position;
    }
}
