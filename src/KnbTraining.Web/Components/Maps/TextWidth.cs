namespace KnbTraining.Web.Components.Maps;

/// <summary>
/// How wide a text is at most. Pictures have no line breaks of their own, and the server does not know the reader's fonts,
/// so widths are estimated on the wide side: the widest of the fonts that <c>--font</c> names decides.
/// </summary>
public static class TextWidth
{
    private const double Narrow = 0.36;
    private const double Usual = 0.64;
    private const double Wide = 0.92;
    private const double Capital = 0.76;
    private const double Space = 0.34;
    private const double Bold = 1.09;

    private const string NarrowLetters = "iljtfrІіїI.,:;'’()|!\"«»“”-";
    private const string WideLetters = "mwMWмшщжюыфМШЩЖЮЫФЪъѕ—@%";

    /// <param name="size">Font size in pixels.</param>
    /// <returns>Pixels, rounded up.</returns>
    public static int Of(string text, int size, bool bold)
    {
        ArgumentNullException.ThrowIfNull(text);
        return (int)Math.Ceiling(text.Sum(WidthOf) * size * (bold ? Bold : 1));
    }

    /// <summary>The text in lines of at most a width; words stay whole, unless one alone is too wide.</summary>
    public static IReadOnlyList<string> Wrap(string text, int size, bool bold, int width)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 2 * size);
        var lines = new List<string>();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(word => Pieces(word, size, bold, width)))
        {
            if (lines.Count > 0 && Of($"{lines[^1]} {word}", size, bold) <= width)
            {
                lines[^1] += $" {word}";
            }
            else
            {
                lines.Add(word);
            }
        }

        return lines;
    }

    private static IEnumerable<string> Pieces(string word, int size, bool bold, int width)
    {
        while (Of(word, size, bold) > width)
        {
            var length = word.Length - 1;
            while (length > 1 && Of(word[..length] + "-", size, bold) > width)
            {
                length--;
            }

            yield return word[..length] + "-";
            word = word[length..];
        }

        yield return word;
    }

    private static double WidthOf(char letter) => letter switch
    {
        ' ' => Space,
        _ when NarrowLetters.Contains(letter) => Narrow,
        _ when WideLetters.Contains(letter) => Wide,
        _ when char.IsUpper(letter) => Capital,
        _ => Usual,
    };
}
