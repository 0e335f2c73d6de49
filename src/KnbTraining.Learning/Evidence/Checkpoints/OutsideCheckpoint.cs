using System.Text;
using KnbTraining.Learning.Evidence.Proof;

namespace KnbTraining.Learning.Evidence.Checkpoints;

/// <summary>A checkpoint that came from outside and speaks of this ledger.</summary>
/// <param name="Note">With its signature, which was verified; null where only the lines were typed from paper.</param>
public sealed record OutsideCheckpoint(Checkpoint Checkpoint, SignedNote? Note)
{
    private const string SignatureStart = "— ";

    /// <summary>Reads a file.</summary>
    /// <param name="bytes">As they came. Without any signature they are the lines of a paper register.</param>
    /// <param name="origin">Of this ledger.</param>
    /// <param name="known">Every key that ever signed for it.</param>
    public static Parsed<OutsideCheckpoint> Read(ReadOnlySpan<byte> bytes, string origin, IReadOnlyCollection<NoteKey> known)
    {
        if (bytes.IndexOf("\n\n"u8) >= 0 || bytes.IndexOf(Encoding.UTF8.GetBytes(SignatureStart)) >= 0)
        {
            var signed = SignedCheckpoint.Open(bytes, origin, known);
            return signed.Value is { } opened ? new OutsideCheckpoint(opened.Checkpoint, opened.Note) : new Parsed<OutsideCheckpoint>(null, signed.Fault, signed.Line);
        }

        var typed = Checkpoint.Parse(bytes);
        return typed.Value is not { } checkpoint ? new Parsed<OutsideCheckpoint>(null, typed.Fault, typed.Line)
            : checkpoint.Origin != origin ? (ProofFault.OtherOrigin, 1)
            : new OutsideCheckpoint(checkpoint, null);
    }

    /// <summary>
    /// Reads what somebody pasted, typed or scanned. Line ends of Windows and blanks around the whole are not the fault of whoever
    /// pasted; a signature is verified over the text without them.
    /// </summary>
    public static Parsed<OutsideCheckpoint> Read(string? text, string origin, IReadOnlyCollection<NoteKey> known) =>
        string.IsNullOrWhiteSpace(text) ? ProofFault.Empty : Read(Encoding.UTF8.GetBytes(text.Replace("\r\n", "\n", StringComparison.Ordinal).Trim() + "\n"), origin, known);
}
