using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace KnbTraining.Content.Lessons;

/// <summary>PNG: chunks with checksums. Only those that a still picture is drawn from are kept.</summary>
internal static class PngFile
{
    private static readonly byte[] Start = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];
    private static readonly string[] Kept = ["IHDR", "PLTE", "tRNS", "gAMA", "cHRM", "sRGB", "sBIT", "IDAT", "IEND"];
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(value => Enumerable.Range(0, 8).Aggregate((uint)value, (crc, _) => (crc & 1) != 0 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1))];

    // Across, down, first column, first row of each pass of an interlaced picture.
    private static readonly (int Across, int Down, int Column, int Row)[] Passes = [(8, 8, 0, 0), (8, 8, 4, 0), (4, 8, 0, 4), (4, 4, 2, 0), (2, 4, 0, 2), (2, 2, 1, 0), (1, 2, 0, 1)];

    public static bool Begins(byte[] bytes) => bytes.AsSpan().StartsWith(Start);

    public static TakenPicture Read(byte[] bytes)
    {
        using var clean = new MemoryStream();
        using var pixels = new MemoryStream();
        clean.Write(Start);
        byte[]? header = null;
        var (metadata, hasPalette, pixelsOver) = (false, false, false);
        for (var at = Start.Length; bytes.Length - at >= 12;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at));
            if (length > bytes.Length - at - 12)
            {
                break;
            }

            var chunk = bytes.AsSpan(at, (int)length + 12);
            var name = Encoding.Latin1.GetString(chunk.Slice(4, 4));
            var content = chunk.Slice(8, (int)length);
            if (Crc(chunk.Slice(4, (int)length + 4)) != BinaryPrimitives.ReadUInt32BigEndian(chunk[^4..]) || (header is null) != (name == "IHDR"))
            {
                break;
            }

            if (name == "IHDR")
            {
                header = length == 13 ? content.ToArray() : [];
                if (!IsHeader(header))
                {
                    break;
                }

                if (!PictureFile.IsSize(BinaryPrimitives.ReadUInt32BigEndian(header), BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4))))
                {
                    return TakenPicture.Refused(PictureFault.Size);
                }
            }

            if (name == "acTL")
            {
                return TakenPicture.Refused(PictureFault.Animated);
            }

            hasPalette |= name == "PLTE" && length is > 0 and <= 768 && length % 3 == 0;
            if (name == "IDAT")
            {
                if (pixelsOver)
                {
                    break;
                }

                pixels.Write(content);
            }
            else
            {
                pixelsOver = pixels.Length > 0;
            }

            // A chunk that is not known and must be understood makes it another kind of file.
            if (!Kept.Contains(name, StringComparer.Ordinal) && char.IsAsciiLetterUpper(name[0]))
            {
                break;
            }

            if (Kept.Contains(name, StringComparer.Ordinal))
            {
                clean.Write(chunk);
            }
            else
            {
                metadata = true;
            }

            at += chunk.Length;
            if (name == "IEND")
            {
                return length == 0 && pixels.Length > 0 && (header![9] != 3 || hasPalette) && HasItsPixels(header, pixels)
                    ? PictureIntake.Taken(
                        "image/png", BinaryPrimitives.ReadUInt32BigEndian(header), BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4)), clean.ToArray(), metadata, at < bytes.Length)
                    : TakenPicture.Refused(PictureFault.Broken);
            }
        }

        return TakenPicture.Refused(PictureFault.Broken);
    }

    // Depth and kind of colour as the standard pairs them; compression and filter have one value.
    private static bool IsHeader(byte[] header) => header.Length == 13 && header[10] == 0 && header[11] == 0 && header[12] <= 1 && (header[9] switch
    {
        0 => header[8] is 1 or 2 or 4 or 8 or 16,
        3 => header[8] is 1 or 2 or 4 or 8,
        2 or 4 or 6 => header[8] is 8 or 16,
        _ => false,
    });

    // Unpacked and counted, never kept: a few bytes can claim to be gigabytes, and anything can hide behind the last pixel.
    private static bool HasItsPixels(byte[] header, MemoryStream packed)
    {
        var (width, height) = ((long)BinaryPrimitives.ReadUInt32BigEndian(header), (long)BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4)));
        var bits = header[8] * (header[9] switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 });
        long Size(long across, long down) => across == 0 || down == 0 ? 0 : down * (1 + (((across * bits) + 7) / 8));
        var expected = header[12] == 0
            ? Size(width, height)
            : Passes.Sum(pass => Size((width - pass.Column + pass.Across - 1) / pass.Across, (height - pass.Row + pass.Down - 1) / pass.Down));
        packed.Position = 0;
        try
        {
            using var stream = new ZLibStream(packed, CompressionMode.Decompress, leaveOpen: true);
            var buffer = new byte[64 * 1024];
            var found = 0L;
            for (int read; found <= expected && (read = stream.Read(buffer)) > 0;)
            {
                found += read;
            }

            return found == expected;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc = Table[(crc ^ value) & 0xFF] ^ (crc >> 8);
        }

        return ~crc;
    }
}
