namespace KnbTraining.Content.Documents;

/// <summary>A paragraph, a heading or a live part of a lesson in one language.</summary>
/// <param name="Sort"><c>#</c> for a heading, <c>prose</c>, or the first word of a live part, for example <c>:::rule</c>.</param>
/// <param name="Text">Its lines as they stand in the document, joined by LF.</param>
/// <param name="Heading">The heading under which it stands, its own where it is one; null before the first.</param>
/// <param name="LivePart">What follows the colons of a live part, parted by single spaces; null for anything else.</param>
/// <param name="Line">Its first line, counted from 1.</param>
public sealed record LessonPart(string Sort, string Text, string? Heading, string? LivePart, int Line)
{
    public bool IsHeading => Sort == "#";

    /// <summary>Of a heading, how deep it is, from 1; 0 for anything else.</summary>
    public int Level => IsHeading ? Text.TakeWhile(letter => letter == '#').Count() : 0;

    public int LastLine => Line + Text.Count(letter => letter == '\n');
}

/// <summary>Takes the text of a lesson apart, and puts parts into it. No directive is read: what is not closed is prose.</summary>
public static class LessonParts
{
    /// <summary>The parts below the front matter, in order; lines are counted in the document.</summary>
    public static IReadOnlyList<LessonPart> Of(string document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var lines = Lines(document);
        var end = lines[0] == "---" ? Array.IndexOf(lines, "---", 1) : -1;
        return Of(lines, end + 1);
    }

    /// <summary>The parts of a text that has no front matter.</summary>
    public static IReadOnlyList<LessonPart> OfBody(string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Of(Lines(body), 0);
    }

    /// <summary>The text with one part replaced; an empty replacement takes the part out.</summary>
    /// <param name="part">As <see cref="OfBody"/> found it in this very text.</param>
    public static string Replace(string body, LessonPart part, string text)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(part);
        ArgumentNullException.ThrowIfNull(text);
        var lines = Lines(body);
        return Join(lines[..(part.Line - 1)], text, lines[part.LastLine..]);
    }

    /// <summary>The text with a part added after another one, an empty line on each side.</summary>
    /// <param name="after">As <see cref="OfBody"/> found it in this very text; null for the beginning.</param>
    public static string Insert(string body, LessonPart? after, string text)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(text);
        var lines = Lines(body);
        var at = after?.LastLine ?? 0;
        return Join(lines[..at], text, lines[at..]);
    }

    /// <summary>The last part that begins at a place of the text or before it; null where the place is before all.</summary>
    /// <param name="offset">In UTF-16 characters, from 0 to the length; beyond is the end.</param>
    public static LessonPart? At(string body, int offset)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        var clean = body.ReplaceLineEndings("\n");
        var line = clean.AsSpan(0, Math.Min(offset, clean.Length)).Count('\n') + 1;
        return OfBody(clean).LastOrDefault(part => part.Line <= line);
    }

    internal static List<LessonPart> Of(string[] lines, int from)
    {
        var parts = new List<LessonPart>();
        var open = from;
        string? heading = null;
        for (var i = from; i < lines.Length; i++)
        {
            var close = lines[i].StartsWith(":::", StringComparison.Ordinal)
                ? Array.FindIndex(lines, i + 1, line => line.StartsWith(":::", StringComparison.Ordinal))
                : -1;
            if (close >= 0)
            {
                AddProse(parts, lines, open, i, ref heading);
                var head = string.Join(' ', lines[i][3..].Split(' ', StringSplitOptions.RemoveEmptyEntries));
                parts.Add(new LessonPart($":::{head.Split(' ')[0]}", string.Join('\n', lines[i..(close + 1)]), heading, head, i + 1));
                i = close;
                open = i + 1;
            }
            else if (string.IsNullOrWhiteSpace(lines[i]))
            {
                AddProse(parts, lines, open, i, ref heading);
                open = i + 1;
            }
        }

        AddProse(parts, lines, open, lines.Length, ref heading);
        return parts;
    }

    private static void AddProse(List<LessonPart> parts, string[] lines, int from, int to, ref string? heading)
    {
        if (from >= to)
        {
            return;
        }

        var isHeading = lines[from].StartsWith('#');
        heading = isHeading ? lines[from].Trim('#', ' ') : heading;
        parts.Add(new LessonPart(isHeading ? "#" : "prose", string.Join('\n', lines[from..to]), heading, null, from + 1));
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n');

    private static string Join(string[] before, string text, string[] after)
    {
        string[] pieces = [string.Join('\n', before).TrimEnd('\n', ' '), text.ReplaceLineEndings("\n").Trim('\n'), string.Join('\n', after).Trim('\n')];
        return string.Join("\n\n", pieces.Where(piece => piece.Length > 0));
    }
}
