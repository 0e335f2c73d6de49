using System.Buffers.Binary;
using System.Text;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Signing;

namespace KnbTraining.Learning.Evidence.Proof;

/// <summary>
/// A text with signatures below (C2SP signed-note): the text, an empty line, and for each signature a line
/// <c>— name base64(key id || signature)</c>. Nothing in it may be believed before <see cref="FindFault"/> found none.
/// </summary>
public sealed class SignedNote
{
    private const string Dash = "— ";

    private const int IdLength = sizeof(uint);

    private const int MaxSignatures = 64;

    private SignedNote(string text, IReadOnlyList<NoteSignature> signatures)
    {
        Text = text;
        Signatures = signatures;
    }

    /// <summary>What is signed, with the line end of its last line.</summary>
    public string Text { get; }

    /// <summary>All signatures, also those of unknown keys, in the order of the lines. There is at least one.</summary>
    public IReadOnlyList<NoteSignature> Signatures { get; }

    private byte[] Bytes => Encoding.UTF8.GetBytes(Text);

    /// <summary>Reads a note; the signatures are not verified.</summary>
    /// <param name="bytes">As they came: from a file, or the UTF-8 of what was pasted.</param>
    public static Parsed<SignedNote> Parse(ReadOnlySpan<byte> bytes)
    {
        var read = PlainLines.Read(bytes);
        if (read.Value is not { } lines)
        {
            return new Parsed<SignedNote>(null, read.Fault, read.Line);
        }

        var split = Array.LastIndexOf(lines, "");
        if (split == lines.Length - 1 && lines.Any(line => line.StartsWith(Dash, StringComparison.Ordinal)))
        {
            return (ProofFault.EmptyLine, lines.Length);
        }

        if (split <= 0 || split == lines.Length - 1)
        {
            return (ProofFault.Cut, lines.Length);
        }

        var signatures = lines[(split + 1)..].Select(ReadSignature).ToList();
        return (signatures.IndexOf(null), signatures.Count) switch
        {
            (_, > MaxSignatures) => ProofFault.TooLong,
            ( >= 0 and var wrong, _) => (ProofFault.BadSignatureLine, split + 2 + wrong),
            _ => new SignedNote(Join(lines[..split]), [.. signatures.OfType<NoteSignature>()]),
        };
    }

    /// <summary>A note with one signature.</summary>
    /// <param name="text">Lines that each end with LF.</param>
    /// <param name="name">Of the key; see <see cref="NoteKey.IsName"/>.</param>
    /// <exception cref="ArgumentException">The text or the name cannot stand in a note.</exception>
    public static SignedNote Sign(string text, string name, SigningKey key)
    {
        ArgumentNullException.ThrowIfNull(text);
        return PlainLines.Read(Encoding.UTF8.GetBytes(text)).Fault is { } fault
            ? throw new ArgumentException($"This text cannot be signed: {fault}.", nameof(text))
            : new SignedNote(text, []).With(name, key);
    }

    /// <summary>The same note with one more signature below, for example of a second officer.</summary>
    /// <exception cref="ArgumentException">The name cannot name a key.</exception>
    public SignedNote With(string name, SigningKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return NoteKey.FromPem(name, key.PublicPem).Value is { } known
            ? new SignedNote(Text, [.. Signatures, new NoteSignature(name, known.Id, key.Sign(Bytes))])
            : throw new ArgumentException($"'{name}' cannot name a key.", nameof(name));
    }

    /// <summary>Verifies the signatures of all known keys; those of unknown keys are ignored, as the specification demands.</summary>
    /// <returns>
    /// Null where at least one known key signed and each of its signatures holds; otherwise
    /// <see cref="ProofFault.UnknownKey"/> or <see cref="ProofFault.WrongSignature"/>.
    /// </returns>
    public ProofFault? FindFault(IReadOnlyCollection<NoteKey> known)
    {
        var text = Bytes;
        var checks = Signatures
            .SelectMany(signature => known
                .Where(key => key.Name == signature.Name && key.Id == signature.KeyId)
                .Select(key => key.Verify(text, signature.Signature.Span)))
            .ToList();
        return checks.Count == 0 ? ProofFault.UnknownKey : checks.Contains(false) ? ProofFault.WrongSignature : null;
    }

    /// <summary>The note as it stands in its file.</summary>
    public override string ToString() => $"{Text}\n{Join(Signatures.Select(Write))}";

    private static string Join(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));

    private static string Write(NoteSignature signature)
    {
        var bytes = new byte[IdLength + signature.Signature.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, signature.KeyId);
        signature.Signature.Span.CopyTo(bytes.AsSpan(IdLength));
        return $"{Dash}{signature.Name} {Convert.ToBase64String(bytes)}";
    }

    private static NoteSignature? ReadSignature(string line) =>
        line.StartsWith(Dash, StringComparison.Ordinal)
        && line[Dash.Length..].Split(' ') is [var name, var text]
        && NoteKey.IsName(name)
        && StrictBase64.Decode(text) is { Length: > IdLength } bytes
            ? new NoteSignature(name, BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes.AsMemory(IdLength))
            : null;
}
