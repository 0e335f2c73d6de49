
namespace KnbTraining.Content.Text;

/// <summary>Looks at Markdown before its parser does: deep nesting and crowded blocks cost more than their length shows.</summary>
internal static class MarkdownGuard
{
    private const string Marks = "*_[]()<>!`|~\\&";

    /// <summary>Null for a text that may be parsed; otherwise the line (counted from 1) and what is wrong with it.</summary>
    public static (int Line, FindingSentence Message)? Fault(string markdown)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        if (markdown.Length > ContentLimits.LongestMarkdown)
        {
            return (1, FindingSentence.Of($"The text has {markdown.Length} characters; {ContentLimits.LongestMarkdown} are allowed."));
        }

        var block = Block.Empty;
        var (number, headings) = (0, 0);
        foreach (var line in markdown.AsSpan().EnumerateLines())
        {
            number++;
            block = line.IsWhiteSpace() ? Block.Empty : block.With(line);
            headings += IsHeading(line) ? 1 : 0;
            if ((FaultOf(line) ?? block.Fault() ?? (headings > ContentLimits.MostHeadings ? FindingSentence.Of($"There are more than {ContentLimits.MostHeadings} headings.") : null)) is { } fault)
            {
                return (number, fault);
            }
        }

        return null;
    }

    private static FindingSentence? FaultOf(ReadOnlySpan<char> line)
    {
        var (containers, indent, widest) = (0, 0, 0);
        for (var i = 0; i < line.Length;)
        {
            var c = line[i];
            var marker = c is '>' ? 1 : MarkerLength(line[i..]);
            if (c is not (' ' or '\t') && marker == 0)
            {
                break;
            }

            (containers, indent) = marker > 0 ? (containers + 1, 0) : (containers, indent + (c == '\t' ? 4 : 1));
            widest = Math.Max(widest, indent);
            i += Math.Max(marker, 1);
        }

        return containers > ContentLimits.DeepestMarkdown ? FindingSentence.Of($"Quotes and lists stand in each other more than {ContentLimits.DeepestMarkdown} levels deep.")
            : widest > ContentLimits.WidestIndent ? FindingSentence.Of($"The line is indented by more than {ContentLimits.WidestIndent} columns.")
            : Count(line, '|') > ContentLimits.MostColumns + 1 ? FindingSentence.Of($"The table has more than {ContentLimits.MostColumns} columns.")
            : null;
    }

    /// <summary>How long the mark of a list item is that the text begins with; 0 where it begins with none.</summary>
    private static int MarkerLength(ReadOnlySpan<char> text)
    {
        if (text[0] is '-' or '+' or '*')
        {
            return text.Length == 1 || text[1] is ' ' or '\t' ? 1 : 0;
        }

        var digits = 0;
        while (digits < text.Length && digits < 9 && char.IsAsciiDigit(text[digits]))
        {
            digits++;
        }

        var ends = digits > 0 && digits < text.Length && text[digits] is '.' or ')' && (digits + 1 == text.Length || text[digits + 1] is ' ' or '\t');
        return ends ? digits + 1 : 0;
    }

    private static bool IsHeading(ReadOnlySpan<char> line)
    {
        var text = line.TrimStart(" \t>-+*0123456789.)");
        var under = line.Trim(" \t>");
        return (text.Length > 0 && text[0] == '#') || (under.Length > 0 && under[0] is '=' or '-' && under.TrimStart(under[0]).IsEmpty);
    }

    private static int Count(ReadOnlySpan<char> line, char wanted) => MemoryExtensions.Count(line, wanted);

    private sealed record Block(int Length, int Lines, int MarkCount)
    {
        public static readonly Block Empty = new(0, 0, 0);

        public Block With(ReadOnlySpan<char> line)
        {
            var marks = 0;
            foreach (var c in line)
            {
                marks += Marks.Contains(c, StringComparison.Ordinal) ? 1 : 0;
            }

            return new Block(Length + line.Length + 1, Lines + 1, MarkCount + marks);
        }

        public FindingSentence? Fault() => Length > ContentLimits.LongestBlock ? FindingSentence.Of($"There are more than {ContentLimits.LongestBlock} characters without an empty line.")
            : Lines > ContentLimits.MostBlockLines ? FindingSentence.Of($"There are more than {ContentLimits.MostBlockLines} lines without an empty one.")
            : MarkCount > ContentLimits.MostMarks ? FindingSentence.Of($"There are more than {ContentLimits.MostMarks} marks of emphasis, links, code or tables without an empty line.")
            : null;
    }
}
