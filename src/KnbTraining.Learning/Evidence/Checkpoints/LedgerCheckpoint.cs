using System.Text;
using KnbTraining.Learning.Evidence.Proof;

namespace KnbTraining.Learning.Evidence.Checkpoints;

/// <summary>A checkpoint that was made here, as stored.</summary>
public sealed class LedgerCheckpoint
{
    private LedgerCheckpoint()
    {
    }

    /// <summary>From 1, in the order in which they were made.</summary>
    public long Number { get; private set; }

    /// <summary>How many entries it fixes; the number of the last of them.</summary>
    public long Size { get; private set; }

    public byte[] Root { get; private set; } = [];

    /// <summary>The hashes of <see cref="MerkleTree.Edge"/> one after the other, from which the next checkpoint goes on.</summary>
    public byte[] Edge { get; private set; } = [];

    /// <summary>The local day whose lines it fixes; null where it was made for an export.</summary>
    public DateOnly? Day { get; private set; }

    /// <summary>The signed note, as it leaves the house.</summary>
    public string Note { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    internal static LedgerCheckpoint Of(long number, SignedCheckpoint signed, MerkleTree tree, DateTimeOffset at) => new()
    {
        Number = number,
        Size = signed.Checkpoint.Head.Size,
        Root = signed.Checkpoint.Head.Root.ToArray(),
        Edge = [.. tree.Edge.SelectMany(hash => hash.ToArray())],
        Day = signed.Checkpoint.Day?.Day,
        Note = signed.ToString(),
        At = at,
    };

    /// <summary>The tree as it was when this checkpoint was made.</summary>
    internal MerkleTree Resume() => MerkleTree.Resume(Size, Edge.Chunk(TreeHash.Length).Select(bytes => new TreeHash(bytes)));

    /// <summary>What the note says. Its signature is not verified.</summary>
    /// <exception cref="InvalidDataException">Somebody changed the row: it holds no checkpoint.</exception>
    public SignedCheckpoint Read() =>
        SignedNote.Parse(Encoding.UTF8.GetBytes(Note)).Value is { } note && Checkpoint.Parse(Encoding.UTF8.GetBytes(note.Text)).Value is { } checkpoint
            ? new SignedCheckpoint(checkpoint, note)
            : throw new InvalidDataException($"Checkpoint {Number} in the database cannot be read.");
}
