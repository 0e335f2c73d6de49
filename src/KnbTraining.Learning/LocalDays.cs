namespace KnbTraining.Learning;

/// <summary>Instants of the organisation's calendar days.</summary>
internal static class LocalDays
{
    /// <summary>The instant of a local time; a time that the clocks skip moves on by the skipped hour.</summary>
    public static DateTimeOffset InstantOf(this LearningOptions options, DateOnly day, TimeOnly time)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone);
        var local = day.ToDateTime(time, DateTimeKind.Unspecified);
        var valid = zone.IsInvalidTime(local) ? local.AddHours(1) : local;
        return new DateTimeOffset(valid, zone.GetUtcOffset(valid)).ToUniversalTime();
    }

    public static DateTimeOffset StartOf(this LearningOptions options, DateOnly day) => options.InstantOf(day, TimeOnly.MinValue);
}
