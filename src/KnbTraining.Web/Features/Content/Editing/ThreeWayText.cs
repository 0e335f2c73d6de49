using DiffPlex;

namespace KnbTraining.Web.Features.Content.Editing;

/// <summary>A piece of two texts that were made from one.</summary>
/// <param name="Base">Its lines before.</param>
/// <param name="Mine">Its lines on one side.</param>
/// <param name="Theirs">Its lines on the other side.</param>
public sealed record TextPiece(IReadOnlyList<string> Base, IReadOnlyList<string> Mine, IReadOnlyList<string> Theirs)
{
    /// <summary>True where both sides changed it, and not alike: somebody has to choose.</summary>
    public bool IsConflict => !Same(Mine, Base) && !Same(Theirs, Base) && !Same(Mine, Theirs);

    /// <summary>What both sides together make of it where nobody has to choose.</summary>
    public IReadOnlyList<string> Merged => Same(Mine, Base) ? Theirs : Mine;

    private static bool Same(IReadOnlyList<string> one, IReadOnlyList<string> other) => one.SequenceEqual(other, StringComparer.Ordinal);
}

/// <summary>
/// Two texts that were made from one, line by line, as diff3 does it: lines that both sides kept part the text into pieces. DiffPlex's own
/// three-way comparison loses lines where one side changed more of a place than the other.
/// </summary>
public static class ThreeWayText
{
    /// <summary>All pieces in order; together they are the whole of each text.</summary>
    public static IReadOnlyList<TextPiece> Of(string before, string mine, string theirs)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(mine);
        ArgumentNullException.ThrowIfNull(theirs);
        var (lines, ours, others) = (before.Split('\n'), mine.Split('\n'), theirs.Split('\n'));
        var (keptByMe, keptByThem) = (Kept(lines, ours), Kept(lines, others));
        var pieces = new List<TextPiece>();
        var (from, mineFrom, theirsFrom) = (0, 0, 0);
        for (var line = 0; line <= lines.Length; line++)
        {
            // A line that both sides kept ends a piece that differs, and begins or goes on with one that does not.
            var (at, theirAt) = line == lines.Length ? (ours.Length, others.Length) : (keptByMe[line], keptByThem[line]);
            if (at < 0 || theirAt < 0)
            {
                continue;
            }

            if (line > from || at > mineFrom || theirAt > theirsFrom)
            {
                pieces.Add(new TextPiece(lines[from..line], ours[mineFrom..at], others[theirsFrom..theirAt]));
            }

            if (line < lines.Length)
            {
                pieces.Add(new TextPiece([lines[line]], [ours[at]], [others[theirAt]]));
            }

            (from, mineFrom, theirsFrom) = (line + 1, at + 1, theirAt + 1);
        }

        return pieces;
    }

    /// <summary>The text that comes of it.</summary>
    /// <param name="mineAt">Whether my side is taken of a piece that needs a choice, by its place.</param>
    public static string Merge(IReadOnlyList<TextPiece> pieces, Func<int, bool> mineAt)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        ArgumentNullException.ThrowIfNull(mineAt);
        return string.Join('\n', pieces.SelectMany((piece, at) => !piece.IsConflict ? piece.Merged : mineAt(at) ? piece.Mine : piece.Theirs));
    }

    /// <summary>For each line of a text where it stands in another one; -1 where it does not.</summary>
    private static int[] Kept(string[] lines, string[] others)
    {
        var kept = new int[lines.Length];
        var (line, other) = (0, 0);
        if (lines is [""] || others is [""])
        {
            // Nothing is no line.
            Array.Fill(kept, lines is [""] && others is [""] ? 0 : -1);
            return kept;
        }

        foreach (var block in Differ.Instance.CreateLineDiffs(string.Join('\n', lines), string.Join('\n', others), ignoreWhitespace: false).DiffBlocks)
        {
            for (; line < block.DeleteStartA; line++, other++)
            {
                kept[line] = other;
            }

            for (; line < block.DeleteStartA + block.DeleteCountA; line++)
            {
                kept[line] = -1;
            }

            other = block.InsertStartB + block.InsertCountB;
        }

        for (; line < lines.Length; line++, other++)
        {
            kept[line] = other;
        }

        return kept;
    }
}
