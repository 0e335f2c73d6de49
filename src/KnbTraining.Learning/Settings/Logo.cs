using System.Security.Cryptography;

namespace KnbTraining.Learning.Settings;

/// <summary>A picture for certificates and printed pages, by its content address.</summary>
public sealed class Logo
{
    /// <summary>Most bytes of a logo.</summary>
    public const int MostBytes = 256 * 1024;

    private Logo()
    {
    }

    /// <summary>SHA-256 of the bytes, lower-case hexadecimal.</summary>
    public string Hash { get; private set; } = "";

    /// <summary><c>image/png</c> or <c>image/jpeg</c>.</summary>
    public string MediaType { get; private set; } = "";

    public byte[] Bytes { get; private set; } = [];

    /// <summary>The bytes decide what it is, never a name. SVG is refused: it can carry scripts.</summary>
    /// <returns>Null where the bytes are neither PNG nor JPEG, or too many.</returns>
    public static Logo? Create(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return bytes.Length > MostBytes || PictureFormat.MediaTypeOf(bytes) is not { } mediaType
            ? null
            : new Logo { Hash = Convert.ToHexStringLower(SHA256.HashData(bytes)), MediaType = mediaType, Bytes = bytes };
    }
}
