using System.Buffers.Binary;
using System.Security.Cryptography;

namespace KnbTraining.Learning.Backups.Sealing;

/// <summary>
/// A stream in chunks of AES-256-GCM, in the way called STREAM (Hoang, Reyhanitabar, Rogaway and Vizár, 2015): the nonce is the number of the
/// chunk and a mark on the last one, so that none can be taken out, exchanged, repeated or cut off unnoticed. The key is good for one stream.
/// </summary>
internal sealed class SealChunks(byte[] key, byte[] header) : IDisposable
{
    /// <summary>Of clear bytes in each chunk; the last holds as many or fewer, and none only where there is nothing at all.</summary>
    public const int Size = 64 * 1024;

    public const int TagLength = 16;

    // 7 zero bytes, the number of the chunk in 4, and 1 for the last chunk.
    private const int NumberAt = 7;

    private readonly AesGcm _aes = new(key, TagLength);
    private readonly byte[] _bound = SHA256.HashData(header);
    private readonly byte[] _nonce = new byte[AesGcm.NonceByteSizes.MaxSize];
    private uint _next;

    /// <param name="sealed">Room for the chunk and its tag.</param>
    /// <returns>How many bytes of it are used.</returns>
    public int Encrypt(ReadOnlySpan<byte> clear, Span<byte> sealedChunk, bool last)
    {
        TakeNonce(last);
        _aes.Encrypt(_nonce, clear, sealedChunk[..clear.Length], sealedChunk.Slice(clear.Length, TagLength), _bound);
        return clear.Length + TagLength;
    }

    /// <returns>How many bytes of <paramref name="clear"/> are used.</returns>
    /// <exception cref="AuthenticationTagMismatchException">It is not the chunk that was written at this place.</exception>
    public int Decrypt(ReadOnlySpan<byte> sealedChunk, Span<byte> clear, bool last)
    {
        TakeNonce(last);
        var length = sealedChunk.Length - TagLength;
        if (length < 0)
        {
            throw new AuthenticationTagMismatchException("The chunk is shorter than its tag.");
        }

        _aes.Decrypt(_nonce, sealedChunk[..length], sealedChunk[length..], clear[..length], _bound);
        return length;
    }

    public void Dispose() => _aes.Dispose();

    private void TakeNonce(bool last)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_nonce.AsSpan(NumberAt), _next);
        _nonce[^1] = last ? (byte)1 : (byte)0;
        _next = checked(_next + 1);
    }
}
