using DiffPlex;

namespace KnbTraining.Web.Features.Content.Editing;

/// <param name="Differs">True where the other text does not have this line here.</param>
public sealed record ComparedLine(string Text, bool Differs);

/// <summary>Two texts compared line by line.</summary>
public static class LineComparison
{
    /// <summary>
    /// The most lines, of both texts together and without their common beginning and end, that are put in order by DiffPlex. Its time
    /// grows with the square of the number of differences, so there has to be a limit; where it lies was chosen, not measured.
    /// </summary>
    public const int MostOrdered = 4_000;

    /// <summary>
    /// Marks the lines that differ. In texts with more than <see cref="MostOrdered"/> lines between their common beginning and end, a line
    /// there differs where the other text has no such line left, in whatever place; that takes time in proportion to the length.
    /// </summary>
    public static (IReadOnlyList<ComparedLine> Mine, IReadOnlyList<ComparedLine> Theirs) Of(string mine, string theirs)
    {
        ArgumentNullException.ThrowIfNull(mine);
        ArgumentNullException.ThrowIfNull(theirs);
        var (ours, others) = (LinesOf(mine), LinesOf(theirs));
        var start = ours.Zip(others).TakeWhile(pair => pair.First == pair.Second).Count();
        var longest = Math.Min(ours.Length, others.Length) - start;
        var end = Enumerable.Reverse(ours).Zip(Enumerable.Reverse(others)).Take(longest).TakeWhile(pair => pair.First == pair.Second).Count();
        var (left, right) = (ours[start..^end], others[start..^end]);
        var (removed, added) = left.Length + right.Length <= MostOrdered
            ? Ordered(left, right)
            : (Unmatched(left, right), Unmatched(right, left));
        return (Marked(ours, start, removed), Marked(others, start, added));
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

    private static string[] LinesOf(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');

    private static (HashSet<int> Removed, HashSet<int> Added) Ordered(string[] left, string[] right)
    {
        if (left.Length == 0 || right.Length == 0)
        {
            return ([.. Enumerable.Range(0, left.Length)], [.. Enumerable.Range(0, right.Length)]);
        }

        var blocks = Differ.Instance.CreateLineDiffs(string.Join('\n', left), string.Join('\n', right), ignoreWhitespace: false).DiffBlocks;
        return (
            [.. blocks.SelectMany(block => Enumerable.Range(block.DeleteStartA, block.DeleteCountA))],
            [.. blocks.SelectMany(block => Enumerable.Range(block.InsertStartB, block.InsertCountB))]);
    }

    private static HashSet<int> Unmatched(string[] lines, string[] others)
    {
        var left = others.CountBy(line => line, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var unmatched = new HashSet<int>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (left.GetValueOrDefault(lines[i]) == 0)
            {
                unmatched.Add(i);
            }
            else
            {
                left[lines[i]]--;
            }
        }

        return unmatched;
    }

    private static ComparedLine[] Marked(string[] lines, int start, HashSet<int> differing) =>
        [.. lines.Select((line, at) => new ComparedLine(line, differing.Contains(at - start)))];
}
