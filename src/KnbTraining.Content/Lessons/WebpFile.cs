using System.Buffers.Binary;

namespace KnbTraining.Content.Lessons;

/// <summary>WebP: chunks in a RIFF. Only the still picture and its transparency are kept.</summary>
internal static class WebpFile
{
    private const byte AlphaFlag = 0x10;
    private const byte MovingFlag = 0x02;

    public static bool Begins(byte[] bytes) => bytes.Length > 12 && bytes.AsSpan().StartsWith("RIFF"u8) && bytes.AsSpan(8).StartsWith("WEBP"u8);

    public static TakenPicture Read(byte[] bytes)
    {
        var said = 8 + (long)BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4));
        if (said > bytes.Length || said < 20)
        {
            return TakenPicture.Refused(PictureFault.Broken);
        }

        using var body = new MemoryStream();
        (long Width, long Height)? canvas = null;
        (long Width, long Height)? picture = null;
        var metadata = false;
        var at = 12;
        while (said - at >= 8)
        {
            var name = bytes.AsSpan(at, 4);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 4));
            var padded = length + (length & 1);
            if (padded > said - at - 8)
            {
                return TakenPicture.Refused(PictureFault.Broken);
            }

            var content = bytes.AsSpan(at + 8, (int)length);
            var chunk = bytes.AsSpan(at, (int)padded + 8);
            if (name.SequenceEqual("VP8X"u8) && at == 12 && length == 10)
            {
                if ((content[0] & MovingFlag) != 0)
                {
                    return TakenPicture.Refused(PictureFault.Animated);
                }

                canvas = (1 + Three(content[4..]), 1 + Three(content[7..]));
                var kept = chunk.ToArray();
                kept[8] &= AlphaFlag;
                body.Write(kept);
            }
            else if (name.SequenceEqual("ALPH"u8) && canvas is not null && picture is null)
            {
                body.Write(chunk);
            }
            else if (picture is null && SizeOf(name, content) is { } size)
            {
                picture = size;
                body.Write(chunk);
            }
            else if (name.SequenceEqual("ANIM"u8) || name.SequenceEqual("ANMF"u8))
            {
                return TakenPicture.Refused(PictureFault.Animated);
            }
            else if (name.SequenceEqual("VP8 "u8) || name.SequenceEqual("VP8L"u8) || name.SequenceEqual("VP8X"u8))
            {
                return TakenPicture.Refused(PictureFault.Broken);
            }
            else
            {
                metadata = true;
            }

            at += chunk.Length;
        }

        if (picture is not { } drawn || (canvas is { } wide && wide != drawn))
        {
            return TakenPicture.Refused(PictureFault.Broken);
        }

        if (!PictureFile.IsSize(drawn.Width, drawn.Height))
        {
            return TakenPicture.Refused(PictureFault.Size);
        }

        var clean = new byte[12 + body.Length];
        "RIFF"u8.CopyTo(clean);
        BinaryPrimitives.WriteUInt32LittleEndian(clean.AsSpan(4), (uint)(4 + body.Length));
        "WEBP"u8.CopyTo(clean.AsSpan(8));
        body.ToArray().CopyTo(clean.AsSpan(12));
        return PictureIntake.Taken("image/webp", drawn.Width, drawn.Height, clean, metadata, said < bytes.Length);
    }

    private static (long Width, long Height)? SizeOf(ReadOnlySpan<byte> name, ReadOnlySpan<byte> content)
    {
        // A key frame with its start code; or the signature of the form without loss.
        if (name.SequenceEqual("VP8 "u8) && content.Length > 10 && (content[0] & 1) == 0 && content[3..6].SequenceEqual((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A]))
        {
            return (BinaryPrimitives.ReadUInt16LittleEndian(content[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(content[8..]) & 0x3FFF);
        }

        if (name.SequenceEqual("VP8L"u8) && content.Length > 5 && content[0] == 0x2F)
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(content[1..]);
            return ((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1);
        }

        return null;
    }

    private static long Three(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
