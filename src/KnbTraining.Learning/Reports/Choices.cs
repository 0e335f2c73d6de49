namespace KnbTraining.Learning.Reports;

/// <summary>Values of an enumeration as <see cref="ReportQuestion.Choice"/> names them: in small letters.</summary>
public static class Choices
{
    /// <param name="value">Null where nothing was chosen.</param>
    /// <returns>False where the text names no value.</returns>
    public static bool TryRead<T>(string? choice, out T? value)
        where T : struct, Enum
    {
        value = null;
        foreach (var one in Enum.GetValues<T>())
        {
            if (choice is not null && NameOf(one) == choice)
            {
                value = one;
            }
        }

        return choice is null || value is not null;
    }

    /// <summary>Null where the text names none.</summary>
    public static T? Read<T>(string? choice)
        where T : struct, Enum => TryRead<T>(choice, out var value) ? value : null;

#pragma warning disable CA1308 // Part of addresses and of facts, which are written in small letters.
    public static string NameOf<T>(T value)
        where T : struct, Enum => $"{value}".ToLowerInvariant();
#pragma warning restore CA1308
}
