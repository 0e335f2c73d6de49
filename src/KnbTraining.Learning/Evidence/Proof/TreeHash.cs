using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace KnbTraining.Learning.Evidence.Proof;

/// <summary>A SHA-256 hash: 32 bytes, compared by value. The default is 32 zeros, which no known input has.</summary>
public readonly struct TreeHash : IEquatable<TreeHash>
{
    /// <summary>In bytes.</summary>
    public const int Length = 32;

    private readonly Buffer _bytes;

    /// <param name="bytes">Exactly <see cref="Length"/> bytes, which are copied.</param>
    /// <exception cref="ArgumentException">There are more or fewer bytes.</exception>
    public TreeHash(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length)
        {
            throw new ArgumentException($"A hash has {Length} bytes, not {bytes.Length}.", nameof(bytes));
        }

        bytes.CopyTo(_bytes);
    }

    public static bool operator ==(TreeHash left, TreeHash right) => left.Equals(right);

    public static bool operator !=(TreeHash left, TreeHash right) => !left.Equals(right);

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <param name="base64">44 characters (RFC 4648, section 4).</param>
    /// <returns>False where it is anything else, also another spelling of the same bytes.</returns>
    public static bool TryParse(string base64, out TreeHash hash)
    {
        var read = StrictBase64.Decode(base64);
        hash = read is { Length: Length } ? new TreeHash(read) : default;
        return read is { Length: Length };
    }

    /// <summary>The 32 bytes, in place.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> AsSpan() => _bytes;

    /// <summary>A copy of the 32 bytes, as a database column keeps them.</summary>
    public byte[] ToArray() => AsSpan().ToArray();

    /// <summary>64 lower-case hexadecimal digits, as <c>sha256sum</c> prints them.</summary>
    public string ToHex() => Convert.ToHexStringLower(AsSpan());

    /// <summary>The base64 form (RFC 4648, section 4): 44 characters.</summary>
    public override string ToString() => Convert.ToBase64String(AsSpan());

    public bool Equals(TreeHash other) => AsSpan().SequenceEqual(other.AsSpan());

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is TreeHash other && Equals(other);

    public override int GetHashCode() => BitConverter.ToInt32(AsSpan());

    [InlineArray(Length)]
    private struct Buffer
    {
        private byte _first;
    }
}
