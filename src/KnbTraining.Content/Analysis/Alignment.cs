namespace KnbTraining.Content.Analysis;

/// <summary>Which parts of two sequences belong together: equal ones first, then, between them, those of one sort in their order.</summary>
internal static class Alignment
{
    /// <summary>
    /// More pairs than this are not tried one by one: a document at its limits would take seconds. All parts between the common beginning and end
    /// are then told as gone and new, which says more than it needs to, and misses nothing.
    /// </summary>
    private const int MostPairs = 1_000_000;

    /// <param name="text">Equal for parts that say the same.</param>
    /// <param name="sort">Only parts of one sort become each other.</param>
    /// <returns>Pairs of places in order; one of them is null where a part is new or gone. Equal parts are left out.</returns>
    public static IReadOnlyList<(int? Before, int? After)> Of<T>(IReadOnlyList<T> before, IReadOnlyList<T> after, Func<T, string> text, Func<T, string> sort)
    {
        string[] old = [.. before.Select(text)];
        string[] now = [.. after.Select(text)];
        var start = old.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
        var longest = Math.Min(old.Length, now.Length) - start;
        var end = Enumerable.Reverse(old).Zip(Enumerable.Reverse(now)).Take(longest).TakeWhile(pair => pair.First == pair.Second).Count();
        var pairs = new List<(int?, int?)>();
        var (left, right) = (start, start);
        foreach (var (i, j) in Common(old, now, start, old.Length - end, now.Length - end).Append((old.Length - end, now.Length - end)))
        {
            Gap(before, after, (left, i), (right, j), sort, pairs);
            (left, right) = (i + 1, j + 1);
        }

        return pairs;
    }

    private static void Gap<T>(
        IReadOnlyList<T> before, IReadOnlyList<T> after, (int From, int To) old, (int From, int To) now, Func<T, string> sort, List<(int?, int?)> pairs)
    {
        string[] mine = [.. Enumerable.Range(old.From, old.To - old.From).Select(i => sort(before[i]))];
        string[] theirs = [.. Enumerable.Range(now.From, now.To - now.From).Select(j => sort(after[j]))];
        var (left, right) = (0, 0);
        foreach (var (i, j) in Common(mine, theirs, 0, mine.Length, theirs.Length).Append((mine.Length, theirs.Length)))
        {
            for (; left < i; left++)
            {
                pairs.Add((old.From + left, null));
            }

            for (; right < j; right++)
            {
                pairs.Add((null, now.From + right));
            }

            if (i < mine.Length && j < theirs.Length)
            {
                pairs.Add((old.From + i, now.From + j));
            }

            (left, right) = (i + 1, j + 1);
        }
    }

    /// <summary>The longest common subsequence as pairs of places, ascending.</summary>
    private static List<(int Before, int After)> Common(string[] before, string[] after, int start, int endBefore, int endAfter)
    {
        var (rows, columns) = (endBefore - start, endAfter - start);
        var pairs = new List<(int, int)>();
        if (rows <= 0 || columns <= 0 || (long)rows * columns > MostPairs)
        {
            return pairs;
        }

        var lengths = new int[rows + 1, columns + 1];
        for (var i = rows - 1; i >= 0; i--)
        {
            for (var j = columns - 1; j >= 0; j--)
            {
                lengths[i, j] = before[start + i] == after[start + j] ? lengths[i + 1, j + 1] + 1 : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
            }
        }

        for (int i = 0, j = 0; i < rows && j < columns;)
        {
            if (before[start + i] == after[start + j])
            {
                pairs.Add((start + i++, start + j++));
            }
            else if (lengths[i + 1, j] >= lengths[i, j + 1])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return pairs;
    }
}
