using System.Buffers.Binary;

namespace KnbTraining.Learning.Attempts;

/// <summary>What one item of an attempt earned.</summary>
/// <param name="Score">Share of the point, from 0 to 1.</param>
/// <param name="Certainty">Null where none was stated.</param>
/// <param name="IsBlank">True where nothing was chosen.</param>
/// <param name="IsFirst">See <see cref="AttemptItem.IsFirst"/>.</param>
public readonly record struct AttemptMark(int FamilyKey, double Score, Certainty? Certainty, bool IsBlank, bool IsFirst);

/// <summary>
/// What all items of an attempt earned, in some 4 bytes for each: so 30,000 attempts are read in a fraction of a second, where their items would
/// be 600,000 rows. In the order of the items: the key of the family (7 bits a byte, the lowest first, the highest bit set while more follow), a byte of marks, and
/// 8 bytes of the score where it is neither 0 nor 1.
/// </summary>
public static class AttemptMarks
{
    private const int First = 1;
    private const int Blank = 2;
    private const int Full = 4;
    private const int Part = 8;

    // 0 for no certainty, else one more than its value.
    private const int CertaintyShift = 4;

    /// <summary>True for attempts that an analysis may count: the first at a course, and every exam.</summary>
    public static bool Count(AttemptMode mode, int ordinal) => ordinal == 1 || mode == AttemptMode.Exam;

    /// <param name="items">Graded.</param>
    public static byte[] Pack(IReadOnlyList<AttemptItem> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var packed = new List<byte>(items.Count * 4);
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        foreach (var item in items.OrderBy(item => item.Position))
        {
            var key = (uint)item.FamilyKey;
            for (; key >= 0x80; key >>= 7)
            {
                packed.Add((byte)(key | 0x80));
            }

            packed.Add((byte)key);
            var score = item.Score ?? 0;
            var isPart = score is > 0 and < 1;
            packed.Add((byte)((item.IsFirst == true ? First : 0)
                | (item.Chosen is null ? Blank : 0)
                | (score >= 1 ? Full : 0)
                | (isPart ? Part : 0)
                | (item.Certainty is { } stated ? ((int)stated + 1) << CertaintyShift : 0)));
            if (isPart)
            {
                BinaryPrimitives.WriteDoubleLittleEndian(bytes, score);
                packed.AddRange(bytes);
            }
        }

        return [.. packed];
    }

    /// <summary>Reads what <see cref="Pack"/> has written.</summary>
    /// <param name="marks">Filled; what was in it before goes.</param>
    /// <exception cref="InvalidDataException">The bytes are something else.</exception>
    public static void Unpack(ReadOnlySpan<byte> packed, List<AttemptMark> marks)
    {
        ArgumentNullException.ThrowIfNull(marks);
        marks.Clear();
        try
        {
            while (packed.Length > 0)
            {
                var (key, shift, used) = (0u, 0, 0);
                do
                {
                    key |= (uint)(packed[used] & 0x7F) << shift;
                    shift += 7;
                }
                while (packed[used++] >= 0x80);
                int said = packed[used++];
                var score = (said & Full) != 0 ? 1.0 : 0.0;
                if ((said & Part) != 0)
                {
                    score = BinaryPrimitives.ReadDoubleLittleEndian(packed[used..]);
                    used += sizeof(double);
                }

                var stated = said >> CertaintyShift;
                marks.Add(new AttemptMark((int)key, score, stated == 0 ? null : (Certainty)(stated - 1), (said & Blank) != 0, (said & First) != 0));
                packed = packed[used..];
            }
        }
        catch (Exception failure) when (failure is IndexOutOfRangeException or ArgumentOutOfRangeException)
        {
            throw new InvalidDataException("The marks of an attempt are cut off or were changed.", failure);
        }
    }
}
