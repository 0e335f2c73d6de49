namespace KnbTraining.Learning.Evidence.Proof;

/// <summary>One signature line of a note, not verified.</summary>
/// <param name="Name">Of the key.</param>
/// <param name="KeyId">Of the key; see <see cref="NoteKey.Id"/> for those that are known here.</param>
/// <param name="Signature">For keys that are known here in DER; at least one byte.</param>
public sealed record NoteSignature(string Name, uint KeyId, ReadOnlyMemory<byte> Signature);
