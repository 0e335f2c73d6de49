using System.Security.Cryptography;

namespace KnbTraining.Content.Lessons;

/// <summary>A picture that somebody uploaded, as it is kept and served: nothing in it but what is shown.</summary>
/// <param name="MediaType"><c>image/png</c>, <c>image/jpeg</c>, <c>image/webp</c> or <c>image/svg+xml</c>.</param>
/// <param name="Width">In pixels of the page, at least 1; of a drawing its own measure.</param>
/// <param name="Height">In pixels of the page, at least 1.</param>
public sealed record PictureFile(string MediaType, int Width, int Height, IReadOnlyList<byte> Bytes)
{
    /// <summary>Most bytes that are kept of one picture: a document holds them as text, and people load them over slow lines.</summary>
    public const int MostBytes = 160 * 1024;

    /// <summary>Most bytes that are looked at: what a camera writes beside the picture is taken out first.</summary>
    public const int MostTaken = 2 * 1024 * 1024;

    /// <summary>Widest and highest picture, in pixels.</summary>
    public const int Longest = 4_096;

    /// <summary>Most pixels: a small file can claim millions, which a browser lays out in memory.</summary>
    public const int MostPixels = 8_000_000;

    /// <summary>SHA-256 of the bytes in lower-case hexadecimal: what the picture is, whatever it is called.</summary>
    public string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData([.. Bytes]));

    /// <summary>True for numbers that a picture may have as width and height.</summary>
    internal static bool IsSize(long width, long height) => width is > 0 and <= Longest && height is > 0 and <= Longest && width * height <= MostPixels;
}

/// <summary>Why a file is not taken as a picture.</summary>
public enum PictureFault
{
    /// <summary>It holds nothing.</summary>
    Empty,

    /// <summary>More than <see cref="PictureFile.MostTaken"/> bytes, or more than <see cref="PictureFile.MostBytes"/> are left once it is cleaned.</summary>
    TooLarge,

    /// <summary>Neither PNG, JPEG, WebP nor SVG, whatever its name says.</summary>
    NotAPicture,

    /// <summary>It is one of these and another one than its name says.</summary>
    OtherEnding,

    /// <summary>It begins like a picture and does not go on like one: cut off, wrong checksums, or pixels that are not what it claims.</summary>
    Broken,

    /// <summary>Wider, higher or larger than allowed; of a drawing also no size at all.</summary>
    Size,

    /// <summary>It moves.</summary>
    Animated,

    /// <summary>A drawing that repeats itself too often, or has too many parts.</summary>
    TooComplex,

    /// <summary>A drawing of which nothing is left to be seen once it is cleaned: it held no shapes, or only such as are not allowed.</summary>
    NothingDrawn,
}

/// <summary>What was taken out of a picture.</summary>
public enum PictureRemoval
{
    /// <summary>What a camera or program wrote beside the picture: place, time, device, remarks, colour profiles, small copies.</summary>
    Metadata,

    /// <summary>Bytes after the end of the picture.</summary>
    Trailing,

    /// <summary>Parts of a drawing that are not allowed: scripts, what reaches for other files, and whatever is not known.</summary>
    Parts,
}

/// <summary>A file as it was taken in.</summary>
/// <param name="File">Null where it was not taken.</param>
/// <param name="Fault">Why not; null where it was.</param>
public sealed record TakenPicture(PictureFile? File, PictureFault? Fault)
{
    public IReadOnlyList<PictureRemoval> Removed { get; init; } = [];

    /// <summary>Names of the parts that a drawing lost, in order, without repetitions.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    internal static TakenPicture Refused(PictureFault fault) => new(null, fault);
}
