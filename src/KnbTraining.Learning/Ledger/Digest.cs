using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace KnbTraining.Learning.Ledger;

/// <summary>A SHA-256: 32 bytes, compared by value. The default is 32 zeros, which no known input has.</summary>
public readonly struct Digest : IEquatable<Digest>
{
    /// <summary>In bytes.</summary>
    public const int Length = SHA256.HashSizeInBytes;

    private readonly Buffer _bytes;

    /// <param name="bytes">Exactly <see cref="Length"/> bytes, which are copied.</param>
    /// <exception cref="ArgumentException">There are more or fewer bytes.</exception>
    public Digest(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length)
        {
            throw new ArgumentException($"A hash has {Length} bytes, not {bytes.Length}.", nameof(bytes));
        }

        bytes.CopyTo(_bytes);
    }

    public static bool operator ==(Digest left, Digest right) => left.Equals(right);

    public static bool operator !=(Digest left, Digest right) => !left.Equals(right);

    public static Digest Of(ReadOnlySpan<byte> bytes) => new(SHA256.HashData(bytes));

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

        return new Digest(hash.GetCurrentHash());
    }

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">The text is not 64 lower-case hexadecimal digits.</exception>
    public static Digest Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == 2 * Length && text.All(char.IsAsciiHexDigitLower)
            ? new Digest(Convert.FromHexString(text))
            : throw new FormatException("A SHA-256 is 64 lower-case hexadecimal digits.");
    }

    /// <summary>Reads what <see cref="ToBase64"/> writes.</summary>
    /// <param name="base64">44 characters (RFC 4648, section 4).</param>
    /// <returns>False where it is anything else, also another spelling of the same bytes.</returns>
    public static bool TryParseBase64(string base64, out Digest digest)
    {
        var read = StrictBase64.Decode(base64);
        digest = read is { Length: Length } ? new Digest(read) : default;
        return read is { Length: Length };
    }

    /// <summary>The 32 bytes, in place.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> AsSpan() => _bytes;

    /// <summary>A copy of the 32 bytes, as a database column keeps them.</summary>
    public byte[] ToArray() => AsSpan().ToArray();

    /// <summary>64 lower-case hexadecimal digits, as <c>sha256sum</c> prints them and as facts hold them.</summary>
    public override string ToString() => Convert.ToHexStringLower(AsSpan());

    /// <summary>The base64 form (RFC 4648, section 4), as checkpoints and proofs hold it: 44 characters.</summary>
    public string ToBase64() => Convert.ToBase64String(AsSpan());

    public bool Equals(Digest other) => AsSpan().SequenceEqual(other.AsSpan());

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Digest other && Equals(other);

    public override int GetHashCode() => BitConverter.ToInt32(AsSpan());

    [InlineArray(Length)]
    private struct Buffer
    {
        private byte _first;
    }
}
