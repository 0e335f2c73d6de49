namespace KnbTraining.Content.Items;

/// <summary>Writes a run of items as lines of JSON, in memory that does not grow with their number.</summary>
public static class ItemExport
{
    /// <summary>Items that one worker puts into words at a time: about a megabyte.</summary>
    private const int Batch = 200;

    /// <summary>The same bank, seed and count give the same bytes, however many workers share the work.</summary>
    /// <param name="count">How many lines to write; 1 or more. Fewer come only where the bank generates nothing.</param>
    /// <param name="workers">How many items are put into words at once; 1 or more.</param>
    public static void Write(Stream output, ItemBank items, ulong seed, int count, int workers)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        var lines = Enumerable.Range(0, workers).Select(_ => new MemoryStream()).ToArray();
        foreach (var round in ItemRun.Ids(items, seed).Take(count).Chunk(Batch * workers))
        {
            Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, worker =>
                WriteLines(lines[worker], items, round.AsSpan(Math.Min(worker * Batch, round.Length)..Math.Min((worker + 1) * Batch, round.Length))));
            foreach (var written in lines)
            {
                written.WriteTo(output);
            }
        }
    }

    private static void WriteLines(MemoryStream lines, ItemBank items, ReadOnlySpan<(string Family, uint Variant)> ids)
    {
        lines.SetLength(0);
        foreach (var (family, variant) in ids)
        {
            ItemJson.Write(lines, items, items.Create(family, variant));
            lines.WriteByte((byte)'\n');
        }
    }
}
