using System.Text;

namespace KnbTraining.Content.Exchange;

/// <summary>Texts on their way between programs.</summary>
internal static class ExchangeText
{
    /// <summary>What two formats may write differently is the same here: white space, and the arrow that GIFT cannot write.</summary>
    public static string Folded(string text) => string.Join(' ', Words(text.Replace("->", "→", StringComparison.Ordinal)));

    /// <summary>One line: white space of any kind is one blank.</summary>
    public static string Line(string text) => string.Join(' ', Words(text));

    /// <summary>Each paragraph as one line, empty ones left out; no-break spaces are blanks.</summary>
    public static string Paragraphs(string text) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(Line).Where(line => line.Length > 0));

    /// <summary>The text of a file in UTF-8, or in UTF-16 with its mark; null where it is neither.</summary>
    /// <param name="line">Where the first wrong character stands, counted from 1.</param>
    public static string? Decode(ReadOnlySpan<byte> bytes, out int line)
    {
        line = 1;
        Encoding encoding = bytes.StartsWith<byte>([0xFF, 0xFE]) ? new UnicodeEncoding(false, true, true)
            : bytes.StartsWith<byte>([0xFE, 0xFF]) ? new UnicodeEncoding(true, true, true)
            : new UTF8Encoding(true, true);
        try
        {
            return encoding.GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException wrong)
        {
            line += bytes[..Math.Clamp(wrong.Index, 0, bytes.Length)].Count((byte)'\n');
            return null;
        }
    }

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
