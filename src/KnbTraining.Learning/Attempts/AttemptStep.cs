namespace KnbTraining.Learning.Attempts;

public enum StepKind
{
    Presented = 0,
    Answered = 1,
    Flagged = 2,
    Submitted = 3,
    Graded = 4,
    Certainty = 5,

    /// <summary>A page began to work on the attempt; its id is the claim.</summary>
    Claimed = 6,

    /// <summary>An item was found wrong and taken out of the grading.</summary>
    Annulled = 7,

    /// <summary>The attempt was graded anew.</summary>
    GradedAnew = 8,
}

/// <summary>Something that happened to an attempt. Only ever appended; the latest answer to a position counts.</summary>
public sealed class AttemptStep
{
    private AttemptStep()
    {
    }

    /// <summary>The order in which steps were stored, over all attempts.</summary>
    public long Sequence { get; private set; }

    /// <summary>Made by whoever asks for the step, so that asking twice stores once.</summary>
    public Guid Id { get; private set; }

    public long AttemptNumber { get; private set; }

    public StepKind Kind { get; private set; }

    /// <summary>The item concerned, from 1; null where the step concerns the whole attempt.</summary>
    public int? Position { get; private set; }

    /// <summary>Answered: the chosen option ids, separated by spaces. Flagged: "1" or "0". Certainty: "low", "middle" or "high". Annulled and graded anew: the id of the annulment.</summary>
    public string? Response { get; private set; }

    public DateTimeOffset At { get; private set; }

    public static AttemptStep Create(Guid id, long attemptNumber, StepKind kind, int? position, string? response, DateTimeOffset at) =>
        new() { Id = id, AttemptNumber = attemptNumber, Kind = kind, Position = position, Response = response, At = at };

    /// <summary>Option ids as stored. Ids never hold a space: the content check allows letters, digits, hyphens and the sign of equality.</summary>
    public static string Join(IEnumerable<string> optionIds) => string.Join(' ', optionIds);

    public static string[] Split(string? response) => (response ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
