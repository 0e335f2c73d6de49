using System.Buffers.Binary;
using System.Text;

namespace KnbTraining.Learning.Settings;

/// <summary>
/// Recognises PNG and JPEG files by their structure, from the first byte to the last, and not only by their first bytes. The pixels are
/// not decoded. Browsers are told the type, and told not to guess it.
/// </summary>
internal static class PictureFormat
{
    /// <summary>Widest and highest picture, in pixels: a small file can claim billions.</summary>
    public const int Longest = 8_192;

    private static readonly byte[] PngStart = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary><c>image/png</c>, <c>image/jpeg</c>, or null for anything else.</summary>
    public static string? MediaTypeOf(ReadOnlySpan<byte> bytes) => IsPng(bytes) ? "image/png" : IsJpeg(bytes) ? "image/jpeg" : null;

    // Length, name, content and checksum, again and again: IHDR first, IEND last and nothing after it.
    private static bool IsPng(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith(PngStart))
        {
            return false;
        }

        var hasPixels = false;
        for (var at = PngStart.Length; bytes.Length - at >= 12;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
            if (length > bytes.Length - at - 12)
            {
                return false;
            }

            var name = Encoding.Latin1.GetString(bytes.Slice(at + 4, 4));
            var content = bytes.Slice(at + 8, (int)length);
            if ((at == PngStart.Length) != (name == "IHDR") || (name == "IHDR" && !IsSize(content, 13)))
            {
                return false;
            }

            hasPixels |= name == "IDAT";
            at += 12 + (int)length;
            if (name == "IEND")
            {
                return hasPixels && at == bytes.Length;
            }
        }

        return false;
    }

    private static bool IsSize(ReadOnlySpan<byte> header, int length) => header.Length == length
        && BinaryPrimitives.ReadUInt32BigEndian(header) is > 0 and <= Longest
        && BinaryPrimitives.ReadUInt32BigEndian(header[4..]) is > 0 and <= Longest;

    // Segments with their lengths up to the pixels; those end with the mark of the end.
    private static bool IsJpeg(ReadOnlySpan<byte> bytes)
    {
        if (bytes is not [0xFF, 0xD8, .., 0xFF, 0xD9])
        {
            return false;
        }

        var hasSize = false;
        for (var at = 2; bytes.Length - at >= 4 && bytes[at] == 0xFF;)
        {
            var (marker, length) = (bytes[at + 1], BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]));
            if (length < 2 || length > bytes.Length - at - 2)
            {
                return false;
            }

            if (marker == 0xDA)
            {
                return hasSize;
            }

            // C0 to CF tell the size, except three that hold tables.
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                hasSize = length >= 8
                    && BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 5)..]) is > 0 and <= Longest
                    && BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 7)..]) is > 0 and <= Longest;
            }

            at += 2 + length;
        }

        return false;
    }
}
