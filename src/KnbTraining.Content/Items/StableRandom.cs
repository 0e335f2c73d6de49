namespace KnbTraining.Content.Items;

/// <summary>
/// Our own seeded generator (SplitMix64), stable for ever: attempts are replayed from their seed, so neither a new
/// runtime nor a new platform may change a single draw.
/// </summary>
public sealed class StableRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A generator for a purpose, independent of draws made for other purposes from the same seed.</summary>
    public static StableRandom For(ulong seed, string purpose)
    {
        ArgumentNullException.ThrowIfNull(purpose);

        // FNV-1a over UTF-16 code units: string.GetHashCode differs between processes.
        var hash = 14695981039346656037UL;
        foreach (var c in purpose)
        {
            hash = unchecked((hash ^ c) * 1099511628211UL);
        }

        return new StableRandom(unchecked(seed * 0x9E3779B97F4A7C15UL) ^ hash);
    }

    public ulong NextUInt64()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15UL;
            var z = _state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }

    public uint NextUInt32() => (uint)(NextUInt64() >> 32);

    /// <summary>A whole number from 0 to <paramref name="count"/> − 1, without bias.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is not positive.</exception>
    public int Below(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var bound = (ulong)count;
        var limit = ulong.MaxValue - (ulong.MaxValue % bound);
        ulong draw;
        do
        {
            draw = NextUInt64();
        }
        while (draw >= limit);

        return (int)(draw % bound);
    }

    /// <exception cref="ArgumentOutOfRangeException">The list is empty.</exception>
    public T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    /// <summary>A shuffled copy (Fisher–Yates).</summary>
    public T[] Shuffle<T>(IEnumerable<T> from)
    {
        var items = from.ToArray();
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }

        return items;
    }
}
