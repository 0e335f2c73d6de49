namespace KnbTraining.Content.Lessons;

/// <summary>
/// Takes in pictures of strangers. The bytes decide what a file is, never its name. Nothing is decoded: the structure is read from the first byte to the
/// last, and written anew with what a picture needs and nothing else.
/// </summary>
public static class PictureIntake
{
    private static readonly (string Name, string MediaType, string[] Endings, Func<byte[], bool> Begins, Func<byte[], TakenPicture> Read)[] Formats =
    [
        ("PNG", "image/png", ["png"], PngFile.Begins, PngFile.Read),
        ("JPEG", "image/jpeg", ["jpg", "jpeg", "jpe", "jfif"], JpegFile.Begins, JpegFile.Read),
        ("WebP", "image/webp", ["webp"], WebpFile.Begins, WebpFile.Read),
        ("SVG", "image/svg+xml", ["svg"], SvgFile.Begins, SvgFile.Read),
    ];

    /// <summary>What the formats are called in every language.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Formats.Select(format => format.Name)];

    /// <summary>Endings of file names, as a page asks for them.</summary>
    public static IReadOnlyList<string> Endings { get; } = [.. Formats.SelectMany(format => format.Endings).Select(ending => $".{ending}")];

    /// <param name="name">The name of the file; empty where it has none, which is as good as a right one.</param>
    /// <returns>The picture without what was removed, or why it was refused. What comes out goes in again unchanged.</returns>
    public static TakenPicture Take(string name, byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(bytes);
        if (bytes.Length == 0)
        {
            return TakenPicture.Refused(PictureFault.Empty);
        }

        if (bytes.Length > PictureFile.MostTaken)
        {
            return TakenPicture.Refused(PictureFault.TooLarge);
        }

        var format = Array.Find(Formats, format => format.Begins(bytes));
        if (format.MediaType is null)
        {
            return TakenPicture.Refused(PictureFault.NotAPicture);
        }

        var ending = name.Contains('.', StringComparison.Ordinal) ? name[(name.LastIndexOf('.') + 1)..].ToLowerInvariant() : "";
        if (name.Length > 0 && !format.Endings.Contains(ending, StringComparer.Ordinal))
        {
            return TakenPicture.Refused(PictureFault.OtherEnding);
        }

        var taken = format.Read(bytes);
        return taken.File is { Bytes.Count: > PictureFile.MostBytes } ? TakenPicture.Refused(PictureFault.TooLarge) : taken;
    }

    internal static TakenPicture Taken(string mediaType, long width, long height, byte[] bytes, bool metadata, bool trailing) => new(
        new PictureFile(mediaType, (int)width, (int)height, bytes), null)
    {
        Removed = [.. new[] { (metadata, PictureRemoval.Metadata), (trailing, PictureRemoval.Trailing) }.Where(removal => removal.Item1).Select(removal => removal.Item2)],
    };
}
