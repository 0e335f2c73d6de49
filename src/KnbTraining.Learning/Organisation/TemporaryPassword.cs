namespace KnbTraining.Learning.Organisation;

/// <summary>A password to read out once: no letters that look alike, 15 of them, about 74 random bits.</summary>
public static class TemporaryPassword
{
    /// <summary>How long a temporary password lets somebody in: long enough for a leave, short enough that a lost note is worth nothing.</summary>
    public static readonly TimeSpan Validity = TimeSpan.FromDays(30);

    private const int Length = 15;

    private const int Group = 5;

    public static string Create() => Write(TypedCode.Draw(Length));

    /// <summary>A temporary password as somebody typed or pasted it: in any case, with or without its hyphens, with blanks around it.</summary>
    /// <returns>Null where what was typed cannot be one.</returns>
    public static string? Read(string? typed) => TypedCode.Read(typed, Length) is { } code ? Write(code) : null;

#pragma warning disable CA1308 // Small letters are easier to read out and to type.
    private static string Write(string code) => TypedCode.Write(code, Group).ToLowerInvariant();
#pragma warning restore CA1308
}
