using System.Globalization;
using KnbTraining.Content.Text;
using KnbTraining.Learning;
using Microsoft.Extensions.Options;

namespace KnbTraining.Web.Localization;

/// <summary>Days and instants as the organisation's clock shows them and the reader's language writes them.</summary>
public sealed class LocalTime(TimeProvider clock, IOptions<LearningOptions> options)
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone);

    public DateTimeOffset Instant => clock.GetUtcNow();

    public DateTime Now => Of(clock.GetUtcNow());

    public DateOnly Today => DateOnly.FromDateTime(Now);

    /// <summary>For example "12 December 2026". The year is always said: every page can be printed, and is then read in another year.</summary>
    public static string Day(DateOnly day) => day.ToString(Languages.Of(Cultures.CurrentLanguage).Day, CultureInfo.CurrentCulture);

    /// <summary>The day of an instant, by the organisation's clock.</summary>
    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(Of(instant));

    /// <summary>Day with its year, and minute.</summary>
    public string Moment(DateTimeOffset instant)
    {
        var local = Of(instant);
        return $"{Day(DateOnly.FromDateTime(local))}, {local.ToString("HH:mm", CultureInfo.InvariantCulture)}";
    }

    /// <summary>Time of day to the second.</summary>
    public string Time(DateTimeOffset instant) => Of(instant).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    public DateTime Of(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, _zone).DateTime;
}
