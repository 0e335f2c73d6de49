using System.Buffers.Binary;

namespace KnbTraining.Content.Lessons;

/// <summary>JPEG: segments with their lengths, then pixels up to the mark of the end. Which way up it was taken is all that is kept of what a camera wrote.</summary>
internal static class JpegFile
{
    private const int OrientationTag = 0x0112;

    public static bool Begins(byte[] bytes) => bytes is [0xFF, 0xD8, 0xFF, ..];

    public static TakenPicture Read(byte[] bytes)
    {
        using var clean = new MemoryStream();
        using var body = new MemoryStream();
        var (width, height, turn, metadata, hasPixels) = (0, 0, (byte)1, false, false);
        for (var at = 2; bytes.Length - at >= 2;)
        {
            if (bytes[at] != 0xFF)
            {
                break;
            }

            var marker = bytes[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            if (marker == 0xD9)
            {
                if (!hasPixels)
                {
                    break;
                }

                clean.Write([0xFF, 0xD8]);
                clean.Write(turn is > 1 and <= 8 ? Turned(turn) : []);
                clean.Write(body.ToArray());
                clean.Write([0xFF, 0xD9]);
                var (across, down) = turn >= 5 ? (height, width) : (width, height);
                return PictureIntake.Taken("image/jpeg", across, down, clean.ToArray(), metadata, at + 2 < bytes.Length);
            }

            if (bytes.Length - at < 4)
            {
                break;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 2));
            if (length < 2 || length > bytes.Length - at - 2)
            {
                break;
            }

            var segment = bytes.AsSpan(at, length + 2);
            at += segment.Length;
            switch (marker)
            {
                // Tables, the size, intervals.
                case 0xDB or 0xC4 or 0xDD:
                    body.Write(segment);
                    break;
                case 0xC0 or 0xC1 or 0xC2 when width == 0 && length >= 11:
                    (height, width) = (BinaryPrimitives.ReadUInt16BigEndian(segment[5..]), BinaryPrimitives.ReadUInt16BigEndian(segment[7..]));
                    if (!PictureFile.IsSize(width, height))
                    {
                        return TakenPicture.Refused(PictureFault.Size);
                    }

                    body.Write(segment);
                    break;
                case 0xDA when width > 0:
                    var end = EndOfPixels(bytes, at);
                    body.Write(segment);
                    body.Write(bytes.AsSpan(at, end - at));
                    hasPixels |= end > at;
                    at = end;
                    break;

                // Density of JFIF without its small copy, and how Adobe turned the colours.
                case 0xE0 when length == 16 && segment[4..9].SequenceEqual("JFIF\0"u8) && segment[16] == 0 && segment[17] == 0:
                case 0xEE when length == 14 && segment[4..9].SequenceEqual("Adobe"u8):
                    body.Write(segment);
                    break;
                case 0xE1 when segment.Length > 10 && segment[4..10].SequenceEqual("Exif\0\0"u8):
                    turn = TurnOf(segment[10..]);
                    metadata |= turn is < 2 or > 8 || !segment.SequenceEqual(Turned(turn));
                    break;
                case >= 0xE0 and <= 0xEF or 0xFE:
                    metadata = true;
                    break;
                default:
                    // Kinds of JPEG that browsers do not draw, and what has no place here.
                    return TakenPicture.Refused(PictureFault.Broken);
            }
        }

        return TakenPicture.Refused(PictureFault.Broken);
    }

    // Inside the pixels a mark is followed by nought, or it is one of those that let a decoder begin anew.
    private static int EndOfPixels(byte[] bytes, int at)
    {
        for (; at + 1 < bytes.Length; at++)
        {
            if (bytes[at] == 0xFF && bytes[at + 1] is not (0x00 or (>= 0xD0 and <= 0xD7)))
            {
                return at;
            }
        }

        return bytes.Length;
    }

    // One of eight ways; 1 is upright, and so is whatever cannot be read.
    private static byte TurnOf(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8 || !(tiff.StartsWith("II*\0"u8) || tiff.StartsWith("MM\0*"u8)))
        {
            return 1;
        }

        var isLittle = tiff[0] == (byte)'I';
        var first = isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (first > tiff.Length - 2)
        {
            return 1;
        }

        var entries = Number(tiff[(int)first..], isLittle);
        for (var i = 0; i < entries && first + 2 + (12 * (i + 1)) <= tiff.Length; i++)
        {
            var entry = tiff.Slice((int)first + 2 + (12 * i), 12);
            if (Number(entry, isLittle) == OrientationTag && Number(entry[8..], isLittle) is >= 1 and <= 8 and var turn)
            {
                return (byte)turn;
            }
        }

        return 1;
    }

    private static ushort Number(ReadOnlySpan<byte> bytes, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    // The shortest segment that says which way up.
    private static byte[] Turned(byte turn) =>
    [
        0xFF, 0xE1, 0x00, 0x22, .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, OrientationTag >> 8, OrientationTag & 0xFF, 0, 3, 0, 0, 0, 1, 0, turn, 0, 0, 0, 0, 0, 0,
    ];
}
