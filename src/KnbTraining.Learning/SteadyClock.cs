namespace KnbTraining.Learning;

/// <summary>
/// The clock of the application. Where the clock of the machine is set back, this one goes on by the time that really
/// passes, so that no deadline moves away; set forward, it follows. After a restart the machine's clock counts as it is.
/// Its instants are whole microseconds, the finest that every database keeps: what is read back is what was written.
/// </summary>
public sealed class SteadyClock(TimeProvider machine) : TimeProvider
{
    private readonly Lock _lock = new();
    private DateTimeOffset _last = machine.GetUtcNow();
    private long _lastTimestamp = machine.GetTimestamp();

    public override TimeZoneInfo LocalTimeZone => machine.LocalTimeZone;

    public override long TimestampFrequency => machine.TimestampFrequency;

    public override long GetTimestamp() => machine.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        machine.CreateTimer(callback, state, dueTime, period);

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            var timestamp = machine.GetTimestamp();
            var (shown, passed) = (machine.GetUtcNow(), _last + machine.GetElapsedTime(_lastTimestamp, timestamp));

            // The two clocks never agree to the microsecond. Where they differ by less than a second, the machine's clock counts.
            _last = shown < passed - Tolerance ? passed : shown > _last ? shown : _last;
            _lastTimestamp = timestamp;
            return _last.AddTicks(-(_last.Ticks % TimeSpan.TicksPerMicrosecond));
        }
    }

    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);
}
