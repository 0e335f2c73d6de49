using System.Security.Cryptography;
using System.Text;

namespace KnbTraining.Learning.Ledger;

/// <summary>A SHA-256, in a fact.</summary>
public readonly record struct Digest
{
    public const int Length = SHA256.HashSizeInBytes;

    private readonly string? _hex;

    private Digest(string hex) => _hex = hex;

    public static Digest Of(ReadOnlySpan<byte> bytes) => new(Convert.ToHexStringLower(SHA256.HashData(bytes)));

    /// <summary>Of the text in UTF-8.</summary>
    public static Digest Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    /// <summary>Of several texts in UTF-8, one after the other.</summary>
    public static Digest OfAll(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in texts)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(text));
        }

        return new Digest(Convert.ToHexStringLower(hash.GetCurrentHash()));
    }

    /// <exception cref="FormatException">The text is not 64 lower-case hexadecimal digits.</exception>
    public static Digest Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == 2 * Length && text.All(char.IsAsciiHexDigitLower) ? new Digest(text) : throw new FormatException("A SHA-256 is 64 lower-case hexadecimal digits.");
    }

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString() => _hex ?? throw new InvalidOperationException("There is no hash.");
}
