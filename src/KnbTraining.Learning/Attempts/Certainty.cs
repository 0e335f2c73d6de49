namespace KnbTraining.Learning.Attempts;

/// <summary>How sure a learner is of an answer. Stated freely: it never changes a score.</summary>
public enum Certainty
{
    Low = 0,
    Middle = 1,
    High = 2,
}

/// <summary>Certainty as a step stores it.</summary>
public static class CertaintyWord
{
    private static readonly string[] Words = ["low", "middle", "high"];

    /// <exception cref="ArgumentOutOfRangeException">No such certainty.</exception>
    public static string Of(Certainty certainty) =>
        Enum.IsDefined(certainty) ? Words[(int)certainty] : throw new ArgumentOutOfRangeException(nameof(certainty), certainty, null);

    /// <returns>Null where the word says nothing.</returns>
    public static Certainty? Read(string? word) => Array.IndexOf(Words, word) is >= 0 and var index ? (Certainty)index : null;
}
