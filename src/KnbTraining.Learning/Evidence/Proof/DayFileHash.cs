using System.Security.Cryptography;
using KnbTraining.Learning.Ledger;

namespace KnbTraining.Learning.Evidence.Proof;

/// <summary>Hashes the file of a day while its lines are written, or read again to verify them.</summary>
/// <param name="day">The local calendar day.</param>
/// <param name="first">The number of its first line, from 1.</param>
public sealed class DayFileHash(DateOnly day, long first) : IDisposable
{
    private const byte LineEnd = (byte)'\n';

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    private long _count;

    /// <summary>Adds the next line.</summary>
    /// <param name="line">Without its line end.</param>
    /// <exception cref="ArgumentException">It holds a line end, so that one line would be two in the file.</exception>
    public void Append(ReadOnlySpan<byte> line)
    {
        if (line.Contains(LineEnd))
        {
            throw new ArgumentException("A line of the ledger holds no line end.", nameof(line));
        }

        _hash.AppendData(line);
        _hash.AppendData([LineEnd]);
        _count++;
    }

    /// <summary>The line for the checkpoint, over all lines so far.</summary>
    public DayLine ToLine() => new(day, first, first + _count - 1, new Digest(_hash.GetCurrentHash()));

    public void Dispose() => _hash.Dispose();
}
