using DiffPlex;
using DiffPlex.Chunkers;

namespace KnbTraining.Web.Features.Content.Publish;

/// <param name="Differs">True where the other text does not have it here.</param>
public sealed record ComparedRun(string Text, bool Differs);

/// <summary>Two texts compared word by word.</summary>
public static class WordComparison
{
    /// <summary>Longer texts are shown whole: the time of DiffPlex grows with the square of what differs.</summary>
    public const int Longest = 20_000;

    private static readonly char[] Separators = [' ', '\n', '\t', '.', ',', ';', ':', '!', '?', '(', ')', '"', '«', '»', '“', '”'];

    /// <returns>The runs of both; put together they are the texts.</returns>
    public static (IReadOnlyList<ComparedRun> Before, IReadOnlyList<ComparedRun> After) Of(string before, string after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        if (before.Length == 0 || after.Length == 0 || before.Length + after.Length > Longest)
        {
            return (Runs([before], [0]), Runs([after], [0]));
        }

        var result = Differ.Instance.CreateDiffs(before, after, ignoreWhiteSpace: false, ignoreCase: false, new DelimiterChunker(Separators));
        return (
            Runs(result.PiecesOld, [.. result.DiffBlocks.SelectMany(block => Enumerable.Range(block.DeleteStartA, block.DeleteCountA))]),
            Runs(result.PiecesNew, [.. result.DiffBlocks.SelectMany(block => Enumerable.Range(block.InsertStartB, block.InsertCountB))]));
    }

    private static List<ComparedRun> Runs(IReadOnlyList<string> pieces, HashSet<int> differing)
    {
        var runs = new List<ComparedRun>();
        for (var i = 0; i < pieces.Count; i++)
        {
            // A space between two words that differ belongs to them: one mark instead of many.
            var differs = differing.Contains(i) || (string.IsNullOrWhiteSpace(pieces[i]) && differing.Contains(i - 1) && differing.Contains(i + 1));
            if (runs.Count > 0 && runs[^1].Differs == differs)
            {
                runs[^1] = new ComparedRun(runs[^1].Text + pieces[i], differs);
            }
            else if (pieces[i].Length > 0)
            {
                runs.Add(new ComparedRun(pieces[i], differs));
            }
        }

        return runs;
    }
}
