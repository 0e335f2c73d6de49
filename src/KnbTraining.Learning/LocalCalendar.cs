using Microsoft.Extensions.Options;

namespace KnbTraining.Learning;

/// <summary>Instants and the organisation's calendar days.</summary>
public sealed class LocalCalendar(TimeProvider clock, IOptions<LearningOptions> options)
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone);

    public DateTimeOffset Now => clock.GetUtcNow();

    public DateOnly Today => DateOf(Now);

    /// <summary>The hour of the local day, 0 to 23.</summary>
    public int Hour => TimeZoneInfo.ConvertTime(Now, _zone).Hour;

    public DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, _zone).DateTime);
}
