namespace KnbTraining.Learning.Editing;

/// <summary>Finds words that a comment quotes. A document breaks its lines where it likes, so any gap between two words is like any other.</summary>
public static class QuotedWords
{
    /// <summary>True where the words stand in the text.</summary>
    public static bool StandIn(string? text, string quote)
    {
        ArgumentNullException.ThrowIfNull(quote);
        return text is not null && Folded(text).Contains(Folded(quote), StringComparison.Ordinal);
    }

    /// <summary>The line, counted from 1, on which the words begin; null where they do not stand in the text or are none.</summary>
    public static int? LineOf(string text, string quote)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(quote);
        var words = Folded(quote);
        var at = words.Length == 0 ? -1 : Folded(text).IndexOf(words, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        // Walks the text as it was folded, counting the line ends that went into gaps.
        var (line, folded, gap, begun) = (1, 0, false, false);
        foreach (var letter in text)
        {
            if (char.IsWhiteSpace(letter))
            {
                gap = begun;
                line += letter == '\n' ? 1 : 0;
                continue;
            }

            folded += gap ? 1 : 0;
            if (folded >= at)
            {
                return line;
            }

            (gap, begun) = (false, true);
            folded++;
        }

        return line;
    }

    private static string Folded(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
