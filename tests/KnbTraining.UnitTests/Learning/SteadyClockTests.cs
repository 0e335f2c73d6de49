using KnbTraining.Learning;
using KnbTraining.TestKit;

namespace KnbTraining.UnitTests.Learning;

public sealed class SteadyClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);
    private readonly MachineClock _machine = new(Start);

    [Fact]
    public void It_tells_the_time_of_the_machine()
    {
        var clock = new SteadyClock(_machine);
        _machine.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(_machine.GetUtcNow(), clock.GetUtcNow());
    }

    [Fact]
    public void It_counts_no_finer_than_every_database_keeps()
    {
        var clock = new SteadyClock(_machine);
        _machine.Advance(TimeSpan.FromTicks(12_345_678));
        Assert.Equal(Start.AddTicks(12_345_670), clock.GetUtcNow());
    }

    [Fact]
    public void Set_back_it_goes_on_by_the_time_that_really_passes()
    {
        var clock = new SteadyClock(_machine);
        _machine.Advance(TimeSpan.FromMinutes(10));
        _machine.Set(Start.AddHours(-1));
        Assert.Equal(Start.AddMinutes(10), clock.GetUtcNow());
        _machine.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(Start.AddMinutes(15), clock.GetUtcNow());

        // Once the machine has caught up, they agree again.
        _machine.Set(Start.AddMinutes(20));
        Assert.Equal(Start.AddMinutes(20), clock.GetUtcNow());
    }

    [Fact]
    public void Set_forward_it_follows_as_after_a_sleep()
    {
        var clock = new SteadyClock(_machine);
        _machine.Set(Start.AddHours(2));
        Assert.Equal(Start.AddHours(2), clock.GetUtcNow());
    }

    [Fact]
    public void A_correction_of_less_than_a_second_never_turns_it_back()
    {
        var clock = new SteadyClock(_machine);
        _machine.Advance(TimeSpan.FromSeconds(10));
        var before = clock.GetUtcNow();
        _machine.Set(before.AddMilliseconds(-400));
        Assert.Equal(before, clock.GetUtcNow());
        _machine.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(_machine.GetUtcNow(), clock.GetUtcNow());
    }
}
