using System.Text;
using System.Text.Unicode;

namespace KnbTraining.Learning.Evidence.Proof;

/// <summary>Reads lines that came from outside: UTF-8, each ended by LF, without other control characters.</summary>
internal static class PlainLines
{
    // A note with 64 of the largest signatures, those of ML-DSA.
    private const int MaxLength = 512 * 1024;

    /// <param name="bytes">As they came: from a file, or the UTF-8 of what was pasted.</param>
    /// <returns>The lines without their ends.</returns>
    public static Parsed<string[]> Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return ProofFault.Empty;
        }

        if (bytes.Length > MaxLength)
        {
            return ProofFault.TooLong;
        }

        if (!Utf8.IsValid(bytes) || bytes.StartsWith(Encoding.UTF8.Preamble))
        {
            return ProofFault.NotPlainText;
        }

        var lines = Encoding.UTF8.GetString(bytes).Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (FindFault(lines[i]) is { } fault)
            {
                return (fault, i + 1);
            }
        }

        return lines[^1].Length > 0 ? (ProofFault.Cut, lines.Length) : lines[..^1];
    }

    private static ProofFault? FindFault(string line) => line switch
    {
        _ when line.EndsWith('\r') => ProofFault.WindowsLineEnds,
        _ when line.Any(sign => sign < ' ') => ProofFault.ControlCharacter,
        _ when line.StartsWith(' ') || line.EndsWith(' ') => ProofFault.SpaceAtLineEnd,
        _ => null,
    };
}
