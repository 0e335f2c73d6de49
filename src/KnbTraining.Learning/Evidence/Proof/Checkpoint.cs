using System.Text;
using KnbTraining.Learning.Ledger;

namespace KnbTraining.Learning.Evidence.Proof;

/// <summary>
/// The text of a checkpoint (C2SP tlog-checkpoint): the origin, the size and the root in a line each, then extension lines.
/// The first three lines are what goes into a paper register.
/// </summary>
/// <param name="Origin">Names the ledger; it is also the name of its key. See <see cref="NoteKey.IsName"/>.</param>
/// <param name="Head">Size and root of the tree. A size of 0 has the root of an empty tree.</param>
/// <param name="Day">The file of lines of one day; null where the checkpoint speaks of none.</param>
public sealed record Checkpoint(string Origin, TreeHead Head, DayLine? Day = null)
{
    private const int OwnLines = 3;

    /// <summary>Extension lines that are not ours, in their order and without their ends. They say nothing here, but are kept.</summary>
    public IReadOnlyList<string> OtherLines { get; private init; } = [];

    /// <summary>Reads a checkpoint without its signatures, for example typed from paper.</summary>
    /// <param name="text">The UTF-8 of lines that each end with LF.</param>
    public static Parsed<Checkpoint> Parse(ReadOnlySpan<byte> text)
    {
        var read = PlainLines.Read(text);
        return read.Value is { } lines ? Read(lines) : new Parsed<Checkpoint>(null, read.Fault, read.Line);
    }

    /// <summary>The lines, each with its end: what is signed.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"{Origin}\n{EntryNumber.Format(Head.Size)}\n{Head.Root.ToBase64()}\n");
        foreach (var line in Day is null ? OtherLines : [Day.ToString(), .. OtherLines])
        {
            text.Append(line).Append('\n');
        }

        return text.ToString();
    }

    private static Parsed<Checkpoint> Read(string[] lines)
    {
        if (Array.IndexOf(lines, "") is >= 0 and var empty)
        {
            return (ProofFault.EmptyLine, empty + 1);
        }

        if (lines is not [var origin, var sizeText, var rootText, ..])
        {
            return (ProofFault.Cut, lines.Length);
        }

        if (!EntryNumber.TryParse(sizeText, out var size))
        {
            return (ProofFault.BadSize, 2);
        }

        if (!Digest.TryParseBase64(rootText, out var root) || (size == 0 && root != MerkleTree.EmptyRoot))
        {
            return (ProofFault.BadHash, OwnLines);
        }

        var isDay = lines.Skip(OwnLines).ToLookup(line => line.StartsWith(DayLine.Prefix, StringComparison.Ordinal));
        var days = isDay[true].Select(DayLine.Parse).ToList();
        if (days.Count > 1 || days.Any(day => day is null || day.Last > size))
        {
            return (ProofFault.BadDay, Array.FindLastIndex(lines, line => line.StartsWith(DayLine.Prefix, StringComparison.Ordinal)) + 1);
        }

        // The line of the day stands first, as it is written: another order would be another text under the signature.
        var checkpoint = new Checkpoint(origin, new TreeHead(size, root), days.FirstOrDefault()) { OtherLines = [.. isDay[false]] };
        return days.Count == 0 || lines[OwnLines].StartsWith(DayLine.Prefix, StringComparison.Ordinal) ? checkpoint : (ProofFault.BadDay, OwnLines + 1);
    }
}
