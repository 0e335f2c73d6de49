using System.Text;
using KnbTraining.Learning.Ledger;

namespace KnbTraining.Learning.Evidence.Proof;

/// <summary>
/// The file that proves one line (C2SP tlog-proof, version 1; <c>*.tlog-proof</c>): where the line stands, its inclusion proof,
/// and the signed checkpoint into which that leads. The line itself lies in a file beside it.
/// </summary>
/// <param name="Index">Where the line stands, from 0: its number - 1.</param>
/// <param name="Hashes">From the sibling of the leaf up to the child of the root; at most 63.</param>
/// <param name="Note">The checkpoint, verbatim.</param>
public sealed record LineProof(long Index, IReadOnlyList<Digest> Hashes, SignedNote Note)
{
    private const string Header = "c2sp.org/tlog-proof@v1";

    private const string IndexName = "index ";

    private const string ExtraName = "extra ";

    private const int MaxHashes = 63;

    /// <summary>Reads such a file; neither the signatures nor the proof are verified. A line of extra data is passed over.</summary>
    public static Parsed<LineProof> Parse(ReadOnlySpan<byte> bytes)
    {
        var read = PlainLines.Read(bytes);
        if (read.Value is not { } lines)
        {
            return new Parsed<LineProof>(null, read.Fault, read.Line);
        }

        if (lines[0] != Header)
        {
            return (ProofFault.NotAProof, 1);
        }

        var at = lines.Length > 1 && lines[1].StartsWith(ExtraName, StringComparison.Ordinal) ? 2 : 1;
        if (at == lines.Length)
        {
            return (ProofFault.Cut, lines.Length);
        }

        if (!lines[at].StartsWith(IndexName, StringComparison.Ordinal) || !EntryNumber.TryParse(lines[at][IndexName.Length..], out var index))
        {
            return (ProofFault.BadIndex, at + 1);
        }

        var hashes = new List<Digest>();
        for (at++; at < lines.Length && lines[at].Length > 0; at++)
        {
            if (hashes.Count == MaxHashes || !Digest.TryParseBase64(lines[at], out var hash))
            {
                return (ProofFault.BadHash, at + 1);
            }

            hashes.Add(hash);
        }

        if (at >= lines.Length - 1)
        {
            return (ProofFault.Cut, lines.Length);
        }

        var note = SignedNote.Parse(Encoding.UTF8.GetBytes(string.Concat(lines[(at + 1)..].Select(line => line + "\n"))));
        return note.Value is { } checkpoint
            ? new LineProof(index, hashes, checkpoint)
            : new Parsed<LineProof>(null, note.Fault, note.Line == 0 ? 0 : note.Line + at + 1);
    }

    /// <summary>Verifies everything: the signatures, and that the line stands where the proof says.</summary>
    /// <param name="line">The canonical line without its line end.</param>
    /// <param name="origin">Of this ledger.</param>
    /// <param name="known">As for <see cref="SignedCheckpoint.Open(SignedNote, string, IReadOnlyCollection{NoteKey})"/>.</param>
    /// <returns>Null where it holds.</returns>
    public ProofFault? FindFault(ReadOnlySpan<byte> line, string origin, IReadOnlyCollection<NoteKey> known)
    {
        var opened = SignedCheckpoint.Open(Note, origin, known);
        return opened.Value is not { } signed ? opened.Fault
            : Index >= signed.Checkpoint.Head.Size ? ProofFault.BadIndex
            : MerkleProof.VerifyInclusion(MerkleTree.Leaf(line), Index, signed.Checkpoint.Head, Hashes) ? null
            : ProofFault.OtherLine;
    }

    /// <summary>The content of the file.</summary>
    public override string ToString() =>
        $"{Header}\n{IndexName}{EntryNumber.Format(Index)}\n{string.Concat(Hashes.Select(hash => $"{hash.ToBase64()}\n"))}\n{Note}";
}
