namespace KnbTraining.Web.Features.Content.Editing;

/// <param name="Differs">True where the other text does not have this line here.</param>
public sealed record ComparedLine(string Text, bool Differs);

/// <summary>Two texts line by line, by their longest common run of lines.</summary>
public static class LineComparison
{
    public static (IReadOnlyList<ComparedLine> Mine, IReadOnlyList<ComparedLine> Theirs) Of(string mine, string theirs)
    {
        ArgumentNullException.ThrowIfNull(mine);
        ArgumentNullException.ThrowIfNull(theirs);
        var (a, b) = (mine.ReplaceLineEndings("\n").Split('\n'), theirs.ReplaceLineEndings("\n").Split('\n'));
        var common = new int[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
        {
            for (var j = b.Length - 1; j >= 0; j--)
            {
                common[i, j] = a[i] == b[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        var (left, right) = (new List<ComparedLine>(a.Length), new List<ComparedLine>(b.Length));
        for (int i = 0, j = 0; i < a.Length || j < b.Length;)
        {
            if (i < a.Length && j < b.Length && a[i] == b[j])
            {
                left.Add(new ComparedLine(a[i++], false));
                right.Add(new ComparedLine(b[j++], false));
            }
            else if (j >= b.Length || (i < a.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                left.Add(new ComparedLine(a[i++], true));
            }
            else
            {
                right.Add(new ComparedLine(b[j++], true));
            }
        }

        return (left, right);
    }

    /// <summary>The lines that differ with a few around them; null stands for a run of equal lines left out.</summary>
    public static IReadOnlyList<ComparedLine?> Near(IReadOnlyList<ComparedLine> lines, int around)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var shown = new List<ComparedLine?>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines.Skip(Math.Max(0, i - around)).Take(around + Math.Min(i, around) + 1).Any(line => line.Differs))
            {
                shown.Add(lines[i]);
            }
            else if (shown.Count == 0 || shown[^1] is not null)
            {
                shown.Add(null);
            }
        }

        return shown;
    }
}
