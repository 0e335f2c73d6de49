using System.Text;

namespace KnbTraining.Learning.Imports.Files;

/// <summary>Tells in which encoding a text is.</summary>
internal static class TextEncoding
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// By its byte order mark; without one UTF-16 where bytes of one parity are often 0, UTF-8 where all bytes are it, and else the encoding of one byte in which
    /// the letters look like words (<see cref="CyrillicEncodings"/>).
    /// </summary>
    /// <returns>The text, and the name of the encoding where it was found by the letters.</returns>
    public static (string Text, string? Name) Decode(byte[] bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (WithoutNulls(Encoding.UTF8.GetString(bytes, 3, bytes.Length - 3)), null),
        [0xFF, 0xFE, ..] => (WithoutNulls(Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2)), null),
        [0xFE, 0xFF, ..] => (WithoutNulls(Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2)), null),
        _ when IsWide(bytes, 1, Encoding.Unicode) => (WithoutNulls(Encoding.Unicode.GetString(bytes)), null),
        _ when IsWide(bytes, 0, Encoding.BigEndianUnicode) => (WithoutNulls(Encoding.BigEndianUnicode.GetString(bytes)), null),
        _ => Narrow(bytes),
    };

    private static (string Text, string? Name) Narrow(byte[] bytes)
    {
        try
        {
            return (WithoutNulls(StrictUtf8.GetString(bytes)), null);
        }
        catch (DecoderFallbackException)
        {
            return bytes.AsSpan().Contains((byte)0) ? throw new TableFaultException(TableFault.NoText) : CyrillicEncodings.Decode(bytes);
        }
    }

    private static string WithoutNulls(string text) => text.IndexOf('\0', StringComparison.Ordinal) is >= 0 and var at
        ? throw new TableFaultException(TableFault.NullCharacters, text.AsSpan(0, at).Count('\n') + 1)
        : text;

    // Separators, digits and line ends have a zero byte in UTF-16; Cyrillic letters have none. A stray zero in a text of one byte does not make it UTF-16.
    private static bool IsWide(byte[] bytes, int parity, Encoding encoding)
    {
        var looked = Math.Min(bytes.Length & ~1, 4096);
        var (at, other) = (0, 0);
        for (var i = 0; i < looked; i++)
        {
            if (bytes[i] == 0)
            {
                (at, other) = (i & 1) == parity ? (at + 1, other) : (at, other + 1);
            }
        }

        return at * 40 >= looked && at > 0 && other == 0
            && encoding.GetString(bytes, 0, looked).Count(sign => sign is < '\u0530' or (>= '\u2000' and <= '\u2122')) * 20 >= looked / 2 * 19;
    }
}
