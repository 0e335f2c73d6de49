namespace KnbTraining.Content.Text;

/// <summary>Where the sentences of a statement end.</summary>
internal static class Sentences
{
    /// <summary>The first sentence with its full stop; the stop of "No." ends none.</summary>
    public static string First(string text)
    {
        var end = text.IndexOf(". ", StringComparison.Ordinal);
        while (end > 0 && text.AsSpan(0, end).EndsWith("No", StringComparison.Ordinal))
        {
            end = text.IndexOf(". ", end + 1, StringComparison.Ordinal);
        }

        return end < 0 ? text : text[..(end + 1)];
    }
}
