using KnbTraining.Content.Items;

namespace KnbTraining.UnitTests.Content;

/// <summary>Attempts are replayed from their seed: every number here must stay as it is for ever.</summary>
public sealed class StableRandomTests
{
    [Fact]
    public void The_stream_is_that_of_the_published_SplitMix64_reference()
    {
        var random = new StableRandom(1234567);
        ulong[] reference = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];
        Assert.Equal(reference, reference.Select(_ => random.NextUInt64()));
    }

    [Theory]
    [InlineData(0UL, 0xE220A8397B1DCDAFUL, 0x6E789E6AA1B965F4UL)]
    [InlineData(ulong.MaxValue, 16490336266968443936UL, 16834447057089888969UL)]
    public void The_stream_is_pinned_at_the_ends_of_the_seed_range(ulong seed, ulong first, ulong second)
    {
        var random = new StableRandom(seed);
        Assert.Equal((first, second), (random.NextUInt64(), random.NextUInt64()));
    }

    [Theory]
    [InlineData(42UL, "form", 11034011064655721436UL, 1915366030319135312UL)]
    [InlineData(42UL, "story", 11078030191932233473UL, 15728738500542828698UL)]
    [InlineData(0UL, "вопрос", 17561500685006666002UL, 3985276595745937627UL)]
    public void A_purpose_has_a_pinned_stream_of_its_own(ulong seed, string purpose, ulong first, ulong second)
    {
        var random = StableRandom.For(seed, purpose);
        Assert.Equal((first, second), (random.NextUInt64(), random.NextUInt64()));
    }

    [Fact]
    public void Derived_draws_are_pinned()
    {
        var upper = new StableRandom(1234567);
        var below = new StableRandom(7);

        Assert.Equal([1503580183, 745795716, 2285812965], Enumerable.Range(0, 3).Select(_ => upper.NextUInt32()).ToArray());
        Assert.Equal([7, 4, 6, 3, 4, 5, 8, 2, 5, 5, 3, 6], Enumerable.Range(0, 12).Select(_ => below.Below(10)));
        Assert.Equal("befcgadh", string.Concat(new StableRandom(7).Shuffle("abcdefgh")));
        Assert.Equal('h', new StableRandom(7).Pick("xxxxxxxhxx".ToCharArray()));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(10)]
    public void Draws_below_a_number_are_uniform(int count)
    {
        const int Draws = 70_000;
        var random = new StableRandom(20260115);
        var seen = new int[count];
        for (var i = 0; i < Draws; i++)
        {
            seen[random.Below(count)]++;
        }

        // Chi-square with count − 1 degrees of freedom; 28 is beyond the 99.9 % point for 9.
        var expected = (double)Draws / count;
        Assert.InRange(seen.Sum(times => (times - expected) * (times - expected) / expected), 0, 28);
    }

    [Fact]
    public void Every_order_of_four_comes_equally_often()
    {
        const int Draws = 48_000;
        var random = new StableRandom(20260115);
        var orders = Enumerable.Range(0, Draws).GroupBy(_ => string.Concat(random.Shuffle("abcd"))).ToArray();

        Assert.Equal(24, orders.Length);
        Assert.InRange(orders.Sum(order => Math.Pow(order.Count() - (Draws / 24.0), 2) / (Draws / 24.0)), 0, 50);
    }

    [Fact]
    public void One_possibility_is_always_zero_and_none_is_refused()
    {
        Assert.Equal(0, new StableRandom(1).Below(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StableRandom(1).Below(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StableRandom(1).Below(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StableRandom(1).Pick(Array.Empty<int>()));
        Assert.Empty(new StableRandom(1).Shuffle(Array.Empty<int>()));
        Assert.InRange(new StableRandom(1).Below(int.MaxValue), 0, int.MaxValue - 1);
    }
}
