using Microsoft.Extensions.Time.Testing;

namespace KnbTraining.TestKit;

/// <summary>A clock that tests move, and that somebody may set: the time that really passes is not changed by that, as on a machine.</summary>
public sealed class MachineClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private long _set;

    public void Set(DateTimeOffset to)
    {
        _set += (to - GetUtcNow()).Ticks;
        AdjustTime(to);
    }

    public override long GetTimestamp() => base.GetTimestamp() - _set;
}
