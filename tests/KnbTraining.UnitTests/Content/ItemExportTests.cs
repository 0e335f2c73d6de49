using System.Text;
using KnbTraining.Content.Items;
using KnbTraining.TestKit.Content;

namespace KnbTraining.UnitTests.Content;

public sealed class ItemExportTests
{
    /// <summary>Not a whole number of batches, and more than one round of three workers.</summary>
    private const int Count = 1_351;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_same_seed_writes_the_same_bytes_whatever_the_number_of_workers(int workers)
    {
        using var expected = new MemoryStream();
        foreach (var item in ItemRun.From(ShippedContent.Items, 7).Take(Count))
        {
            ItemJson.Write(expected, ShippedContent.Items, item);
            expected.WriteByte((byte)'\n');
        }

        // Two runs: what the first has left in caches may not show in the second.
        Assert.Equal(expected.ToArray(), Written(7, Count, workers));
        Assert.Equal(expected.ToArray(), Written(7, Count, workers));
    }

    [Fact]
    public void Another_seed_writes_other_items() =>
        Assert.NotEqual(Written(7, Count, 2), Written(8, Count, 2));

    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    [InlineData(401)]
    public void As_many_lines_are_written_as_were_asked_for(int count) =>
        Assert.Equal(count, Encoding.UTF8.GetString(Written(7, count, 2)).Count(c => c == '\n'));

    [Fact]
    public void The_output_is_written_piece_by_piece()
    {
        using var output = new LongestWrite();
        ItemExport.Write(output, ShippedContent.Items, 7, 4_000, 2);
        Assert.True(output.Longest * 8 < output.Length, $"{output.Longest} of {output.Length} bytes were held back at once.");
    }

    private static byte[] Written(ulong seed, int count, int workers)
    {
        using var output = new MemoryStream();
        ItemExport.Write(output, ShippedContent.Items, seed, count, workers);
        return output.ToArray();
    }

    private sealed class LongestWrite : MemoryStream
    {
        public int Longest { get; private set; }

        public override void Write(byte[] buffer, int offset, int count)
        {
            Longest = Math.Max(Longest, count);
            base.Write(buffer, offset, count);
        }
    }
}
