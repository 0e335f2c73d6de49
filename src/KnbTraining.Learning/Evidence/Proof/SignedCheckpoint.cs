using System.Text;
using KnbTraining.Learning.Signing;

namespace KnbTraining.Learning.Evidence.Proof;

/// <summary>A checkpoint with its signatures: the form in which heads of the ledger leave the house.</summary>
/// <param name="Note">The same as it stands in its file, with all signatures.</param>
public sealed record SignedCheckpoint(Checkpoint Checkpoint, SignedNote Note)
{
    /// <summary>Reads a checkpoint that came from outside and verifies its signatures.</summary>
    /// <param name="bytes">As they came: from a file, or the UTF-8 of what was pasted.</param>
    /// <param name="origin">Of this ledger.</param>
    /// <param name="known">Every key that ever signed for this ledger, and those of officers who sign beside it.</param>
    public static Parsed<SignedCheckpoint> Open(ReadOnlySpan<byte> bytes, string origin, IReadOnlyCollection<NoteKey> known)
    {
        ArgumentNullException.ThrowIfNull(known);
        var note = SignedNote.Parse(bytes);
        return note.Value is { } read ? Open(read, origin, known) : new Parsed<SignedCheckpoint>(null, note.Fault, note.Line);
    }

    /// <summary>Verifies a checkpoint in a note that was read already.</summary>
    /// <inheritdoc cref="Open(ReadOnlySpan{byte}, string, IReadOnlyCollection{NoteKey})"/>
    public static Parsed<SignedCheckpoint> Open(SignedNote note, string origin, IReadOnlyCollection<NoteKey> known)
    {
        ArgumentNullException.ThrowIfNull(note);
        var text = Checkpoint.Parse(Encoding.UTF8.GetBytes(note.Text));
        if (text.Value is not { } checkpoint)
        {
            return new Parsed<SignedCheckpoint>(null, text.Fault, text.Line);
        }

        // A key of an officer may sign beside the ledger's own, but not instead of it.
        return note.FindFault(known) is { } fault ? fault
            : checkpoint.Origin != origin ? (ProofFault.OtherOrigin, 1)
            : note.FindFault([.. known.Where(key => key.Name == origin)]) is { } own ? own
            : new SignedCheckpoint(checkpoint, note);
    }

    /// <summary>Signs a checkpoint with the ledger's own key, under the name of its origin.</summary>
    /// <exception cref="ArgumentException">The origin cannot name a key.</exception>
    public static SignedCheckpoint Sign(Checkpoint checkpoint, SigningKey key)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        return new SignedCheckpoint(checkpoint, SignedNote.Sign(checkpoint.ToString(), checkpoint.Origin, key));
    }

    /// <summary>The content of its file.</summary>
    public override string ToString() => Note.ToString();
}
