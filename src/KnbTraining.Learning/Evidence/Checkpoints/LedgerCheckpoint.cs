using System.Text;
using KnbTraining.Learning.Evidence.Proof;
using KnbTraining.Learning.Ledger;

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

    /// <summary>
    /// True where the row is as it was written: the signature holds, and what stands beside the note says the same. Anything may have been
    /// written into a row by whoever owns the database.
    /// </summary>
    /// <param name="origin">Of this ledger.</param>
    /// <param name="known">Every key that ever signed for it.</param>
    internal bool IsSound(string origin, IReadOnlyCollection<NoteKey> known) =>
        SignedCheckpoint.Open(Encoding.UTF8.GetBytes(Note), origin, known).Value?.Checkpoint is { } said
        && said.Head.Size == Size
        && said.Day?.Day == Day
        && Root.AsSpan().SequenceEqual(said.Head.Root.AsSpan())
        && Edge.Length == long.PopCount(Size) * Digest.Length
        && Resume().Root == said.Head.Root;

    /// <summary>The tree as it was when this checkpoint was made.</summary>
    internal MerkleTree Resume() => MerkleTree.Resume(Size, Edge.Chunk(Digest.Length).Select(bytes => new Digest(bytes)));

    /// <summary>What the note says. Its signature is not verified.</summary>
    /// <returns>Null where somebody changed the row, and it holds no checkpoint.</returns>
    public SignedCheckpoint? TryRead() =>
        SignedNote.Parse(Encoding.UTF8.GetBytes(Note)).Value is { } note && Checkpoint.Parse(Encoding.UTF8.GetBytes(note.Text)).Value is { } checkpoint
            ? new SignedCheckpoint(checkpoint, note)
            : null;
}
