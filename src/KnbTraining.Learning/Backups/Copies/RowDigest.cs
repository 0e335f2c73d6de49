using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using KnbTraining.Learning.Ledger;
using KnbTraining.Learning.Persistence;

namespace KnbTraining.Learning.Backups.Copies;

/// <summary>How many rows a table has, and one hash over all of them, the same on every database.</summary>
/// <param name="Rows">From 0.</param>
public sealed record TableContent(string Table, long Rows, Digest Hash);

/// <summary>
/// Hashes rows in a form that is the same whatever database they come from: each value is a mark of its kind and its bytes, those of texts
/// and blobs after their length. Values are first made what every database can keep, see <see cref="MakeStorable"/>.
/// </summary>
internal sealed class RowDigest(string table) : IDisposable
{
    private const byte None = 0;

    private const byte Text = 1;

    private const byte Number = 2;

    private const byte Bytes = 3;

    private const byte Id = 4;

    private const byte Instant = 5;

    private const byte Day = 6;

    private const byte Fraction = 7;

    private const byte YesNo = 8;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _rows;

    /// <summary>How many values were changed because not every database can keep them as they were.</summary>
    public long Changed { get; private set; }

    /// <summary>
    /// Changes what only SQLite keeps: texts with NUL or half a surrogate pair get the replacement sign (<see cref="StorableText"/>), instants
    /// lose what is finer than a microsecond.
    /// </summary>
    public void MakeStorable(object?[] row)
    {
        for (var i = 0; i < row.Length; i++)
        {
            object? storable = row[i] switch
            {
                string text => StorableText.Of(text),
                DateTimeOffset at => new DateTimeOffset(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero),
                var other => other,
            };
            if (!Equals(storable, row[i]))
            {
                Changed++;
            }

            row[i] = storable;
        }
    }

    public void Append(object?[] row)
    {
        foreach (var value in row)
        {
            Append(value);
        }

        _rows++;
    }

    public TableContent Finish() => new(table, _rows, Digest.Parse(Convert.ToHexStringLower(_hash.GetHashAndReset())));

    public void Dispose() => _hash.Dispose();

    private void Append(object? value)
    {
        switch (value)
        {
            case null:
                _hash.AppendData([None]);
                break;
            case string text:
                AppendSized(Text, Encoding.UTF8.GetBytes(text));
                break;
            case byte[] bytes:
                AppendSized(Bytes, bytes);
                break;
            case bool yes:
                Append(YesNo, yes ? 1 : 0);
                break;
            case long or int or uint or Enum:
                Append(Number, Convert.ToInt64(value, null));
                break;
            case double fraction:
                Append(Fraction, BitConverter.DoubleToInt64Bits(fraction));
                break;
            case DateOnly day:
                Append(Day, day.DayNumber);
                break;
            case DateTimeOffset at:
                Append(Instant, at.UtcTicks);
                break;
            case Guid id:
                Span<byte> marked = stackalloc byte[17];
                marked[0] = Id;
                id.TryWriteBytes(marked[1..], bigEndian: true, out _);
                _hash.AppendData(marked);
                break;
            default:
                throw new InvalidOperationException($"A copy hashes no {value.GetType().Name}, which stands in the table {table}.");
        }
    }

    private void Append(byte mark, long number)
    {
        Span<byte> marked = stackalloc byte[9];
        marked[0] = mark;
        BinaryPrimitives.WriteInt64BigEndian(marked[1..], number);
        _hash.AppendData(marked);
    }

    private void AppendSized(byte mark, byte[] bytes)
    {
        Append(mark, bytes.Length);
        _hash.AppendData(bytes);
    }
}
