namespace KnbTraining.Web.Features.Content.Editing;

/// <summary>Which field of a lesson file stands on which line.</summary>
public sealed class LessonLines
{
    public const string Body = "body";

    private readonly string[] _lines;
    private readonly int _end;

    public LessonLines(string document)
    {
        ArgumentNullException.ThrowIfNull(document);
        _lines = document.ReplaceLineEndings("\n").Split('\n');
        _end = _lines[0] == "---" ? Array.IndexOf(_lines, "---", 1) : -1;
    }

    /// <summary>The lines above the first line of the body: subtract them to count within the editor's box.</summary>
    public int Above
    {
        get
        {
            var first = _end + 1;
            while (first < _lines.Length - 1 && _lines[first].Length == 0)
            {
                first++;
            }

            return first;
        }
    }

    /// <summary><c>title</c>, <c>summary</c>, <c>minutes</c>, <c>translation</c> or <c>body</c>; null for line 1, where findings about the whole file stand.</summary>
    public string? PathAt(int line)
    {
        if (line <= 1 || line > _lines.Length)
        {
            return null;
        }

        if (line - 1 > _end)
        {
            return Body;
        }

        for (var i = line - 1; i > 0; i--)
        {
            var colon = _lines[i].IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && !char.IsWhiteSpace(_lines[i][0]))
            {
                return _lines[i][..colon];
            }
        }

        return null;
    }
}
