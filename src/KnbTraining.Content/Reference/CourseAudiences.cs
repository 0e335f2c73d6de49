namespace KnbTraining.Content.Reference;

/// <summary>The audiences that rules, courses and texts to confirm may name.</summary>
public static class CourseAudiences
{
    /// <summary>People who have asked for clearance.</summary>
    public const string Candidates = "candidate";

    /// <summary>People who hold clearance.</summary>
    public const string Current = "current";

    /// <summary>People whose clearance has ended.</summary>
    public const string Former = "former";

    /// <summary>Heads and authorised persons, whatever clearance they hold.</summary>
    public const string Heads = "head";

    public const string Everyone = "everyone";

    public static IReadOnlyList<string> All { get; } = [Current, Former, Candidates, Heads, Everyone];
}
