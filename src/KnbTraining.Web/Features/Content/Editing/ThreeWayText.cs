using DiffPlex;
using DiffPlex.Chunkers;
using DiffPlex.Model;

namespace KnbTraining.Web.Features.Content.Editing;

/// <summary>A piece of two texts that were made from one.</summary>
/// <param name="Base">Its lines before.</param>
/// <param name="Mine">Its lines on one side.</param>
/// <param name="Theirs">Its lines on the other side.</param>
/// <param name="IsConflict">True where both sides changed it, and not alike: somebody has to choose.</param>
public sealed record TextPiece(IReadOnlyList<string> Base, IReadOnlyList<string> Mine, IReadOnlyList<string> Theirs, bool IsConflict)
{
    /// <summary>What both sides together make of it where nobody has to choose.</summary>
    public IReadOnlyList<string> Merged => Mine.SequenceEqual(Base, StringComparer.Ordinal) ? Theirs : Mine;
}

/// <summary>Two texts that were made from one, line by line.</summary>
public static class ThreeWayText
{
    /// <summary>All pieces in order; together they are the whole of each text.</summary>
    public static IReadOnlyList<TextPiece> Of(string before, string mine, string theirs)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(mine);
        ArgumentNullException.ThrowIfNull(theirs);
        var result = ThreeWayDiffer.Instance.CreateDiffs(before, mine, theirs, ignoreWhiteSpace: false, ignoreCase: false, LineChunker.Instance);
        return
        [
            .. result.DiffBlocks.Select(block => new TextPiece(
                Lines(result.PiecesBase, block.BaseStart, block.BaseCount),
                Lines(result.PiecesOld, block.OldStart, block.OldCount),
                Lines(result.PiecesNew, block.NewStart, block.NewCount),
                block.ChangeType == ThreeWayChangeType.Conflict)),
        ];
    }

    /// <summary>The text that comes of it.</summary>
    /// <param name="mineAt">Whether my side is taken of a piece that needs a choice, by its place.</param>
    public static string Merge(IReadOnlyList<TextPiece> pieces, Func<int, bool> mineAt)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        ArgumentNullException.ThrowIfNull(mineAt);
        return string.Join('\n', pieces.SelectMany((piece, at) => !piece.IsConflict ? piece.Merged : mineAt(at) ? piece.Mine : piece.Theirs));
    }

    private static IReadOnlyList<string> Lines(IReadOnlyList<string> pieces, int start, int count) => [.. pieces.Skip(start).Take(count)];
}
