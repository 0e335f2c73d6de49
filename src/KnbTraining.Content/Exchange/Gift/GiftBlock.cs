using System.Text;

namespace KnbTraining.Content.Exchange.Gift;

/// <summary>The lines of one question, without comments, with escapes resolved: a character that was escaped never parts anything.</summary>
internal sealed class GiftBlock
{
    private const string Escapable = @"\:#={}~n";

    private readonly string _text;
    private readonly bool[] _literal;

    private GiftBlock(int line, string comments, string text, bool[] literal) => (Line, Comments, _text, _literal) = (line, comments, text, literal);

    /// <summary>Of its first line that is no comment, counted from 1.</summary>
    public int Line { get; }

    public string Comments { get; }

    public int Length => _text.Length;

    public bool IsEmpty => _text.AsSpan().IsWhiteSpace();

    /// <summary>The questions of a file: an empty line ends each.</summary>
    public static IEnumerable<GiftBlock> Split(string file)
    {
        var (comments, body, first) = (new StringBuilder(), new StringBuilder(), 0);
        var number = 0;
        foreach (var line in file.ReplaceLineEndings("\n").Split('\n').Append(""))
        {
            number++;
            var trimmed = line.Trim();
            if (trimmed.StartsWith("//", StringComparison.Ordinal))
            {
                comments.Append(trimmed).Append('\n');
            }
            else if (body.Length == 0 && trimmed.StartsWith("$CATEGORY", StringComparison.Ordinal))
            {
                // It concerns the folders of another program; a question may follow at once.
                comments.Clear();
            }
            else if (trimmed.Length > 0)
            {
                first = body.Length == 0 ? number : first;
                body.Append(trimmed).Append('\n');
            }
            else if (body.Length > 0)
            {
                yield return Unescape(first, comments.ToString(), body.ToString());
                comments.Clear();
                body.Clear();
            }
            else
            {
                // A comment that stands alone belongs to no question.
                comments.Clear();
            }
        }
    }

    /// <summary>Where a sign stands that parts something; −1 where none does.</summary>
    public int Find(string sign, int from, int to)
    {
        for (var at = from; at <= to - sign.Length; at++)
        {
            if (_text.AsSpan(at).StartsWith(sign, StringComparison.Ordinal) && !_literal.AsSpan(at, sign.Length).Contains(true))
            {
                return at;
            }
        }

        return -1;
    }

    public int FindLast(string sign, int from, int to)
    {
        for (var at = to - sign.Length; at >= from; at--)
        {
            if (_text.AsSpan(at).StartsWith(sign, StringComparison.Ordinal) && !_literal.AsSpan(at, sign.Length).Contains(true))
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>A part of the text. A line end of the file is a blank; a line break is written <c>\n</c>.</summary>
    public string Slice(int from, int to)
    {
        var part = new StringBuilder(_text, from, to - from, to - from + 1);
        for (var i = 0; i < part.Length; i++)
        {
            if (part[i] == '\n' && !_literal[from + i])
            {
                part[i] = ' ';
            }
        }

        return part.ToString();
    }

    /// <summary>The first place from which on no white space stands.</summary>
    public int SkipBlanks(int from, int to)
    {
        while (from < to && char.IsWhiteSpace(_text[from]))
        {
            from++;
        }

        return from;
    }

    public bool StartsWith(string sign, int at, int to) => Find(sign, at, Math.Min(to, at + sign.Length)) == at;

    private static GiftBlock Unescape(int line, string comments, string body)
    {
        var (text, literal) = (new StringBuilder(body.Length), new List<bool>(body.Length));
        for (var i = 0; i < body.Length; i++)
        {
            var escaped = body[i] == '\\' && i + 1 < body.Length && Escapable.Contains(body[i + 1], StringComparison.Ordinal);
            text.Append(!escaped ? body[i] : body[++i] == 'n' ? '\n' : body[i]);
            literal.Add(escaped);
        }

        return new GiftBlock(line, comments, text.ToString(), [.. literal]);
    }
}
