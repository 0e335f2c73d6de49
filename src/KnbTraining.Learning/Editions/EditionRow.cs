using System.Security.Cryptography;
using System.Text;

namespace KnbTraining.Learning.Editions;

public enum EditionOrigin
{
    /// <summary>Read from the content folder.</summary>
    Shipped = 0,

    /// <summary>Published in the browser.</summary>
    Editors = 1,
}

/// <summary>An edition as stored: never changed, never deleted.</summary>
public sealed class EditionRow
{
    private EditionRow()
    {
    }

    public int Number { get; private set; }

    /// <summary>The content address of the whole set.</summary>
    public string Hash { get; private set; } = "";

    public EditionOrigin Origin { get; private set; }

    public DateTimeOffset PublishedAt { get; private set; }

    public string PublishedBy { get; private set; } = "";

    public Guid? PublishedById { get; private set; }

    public static EditionRow Create(int number, string hash, EditionOrigin origin, DateTimeOffset publishedAt, string publishedBy, Guid? publishedById)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentException.ThrowIfNullOrEmpty(hash);
        ArgumentException.ThrowIfNullOrEmpty(publishedBy);
        return new EditionRow
        {
            Number = number,
            Hash = hash,
            Origin = origin,
            PublishedAt = publishedAt,
            PublishedBy = publishedBy,
            PublishedById = publishedById,
        };
    }
}

/// <summary>One document of an edition: a path and the address of its text.</summary>
public sealed class EditionDocument(int editionNumber, string path, string blobHash)
{
    public int EditionNumber { get; private set; } = editionNumber;

    public string Path { get; private set; } = path;

    public string BlobHash { get; private set; } = blobHash;

    public DocumentBlob Blob { get; private set; } = null!;
}

/// <summary>A text by its content address; shared by all editions in which it did not change.</summary>
public sealed class DocumentBlob
{
    private DocumentBlob()
    {
    }

    /// <summary>SHA-256 of the UTF-8 text, lower-case hexadecimal.</summary>
    public string Hash { get; private set; } = "";

    public string Text { get; private set; } = "";

    public static DocumentBlob Create(string text) => new() { Hash = HashOf(text), Text = text };

    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
