using DiffPlex;

namespace KnbTraining.Web.Features.Content.Editing;

/// <param name="Differs">True where the other text does not have this line here.</param>
public sealed record ComparedLine(string Text, bool Differs);

/// <summary>Two texts line by line, as DiffPlex sets them against each other.</summary>
public static class LineComparison
{
    public static (IReadOnlyList<ComparedLine> Mine, IReadOnlyList<ComparedLine> Theirs) Of(string mine, string theirs)
    {
        ArgumentNullException.ThrowIfNull(mine);
        ArgumentNullException.ThrowIfNull(theirs);
        var difference = Differ.Instance.CreateLineDiffs(mine, theirs, ignoreWhitespace: false);
        var removed = difference.DiffBlocks.SelectMany(block => Enumerable.Range(block.DeleteStartA, block.DeleteCountA)).ToHashSet();
        var added = difference.DiffBlocks.SelectMany(block => Enumerable.Range(block.InsertStartB, block.InsertCountB)).ToHashSet();
        return (
            [.. difference.PiecesOld.Select((line, at) => new ComparedLine(line, removed.Contains(at)))],
            [.. difference.PiecesNew.Select((line, at) => new ComparedLine(line, added.Contains(at)))]);
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
