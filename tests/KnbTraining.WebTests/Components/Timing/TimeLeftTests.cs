using System.Globalization;
using Bunit;
using KnbTraining.Web.Components.Timing;
using KnbTraining.Web.Localization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace KnbTraining.WebTests.Components.Timing;

public sealed class TimeLeftTests : BunitContext
{
    private static readonly TimeSpan Instant = TimeSpan.FromMilliseconds(100);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));
    private int _timesUp;

    public TimeLeftTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Cultures.Of("en");
        Services.AddLogging().AddLocalization().AddSingleton<TimeProvider>(_clock).AddSingleton<LocalTime>();
    }

    [Fact]
    public void The_minutes_follow_the_servers_clock()
    {
        var left = Show(minutes: 18);
        Assert.Equal("18 min left", left.Find(".figure").TextContent);
        _clock.Advance(TimeSpan.FromMinutes(1) + Instant);
        left.WaitForAssertion(() => Assert.Equal("17 min left", left.Find(".figure").TextContent));
    }

    [Fact]
    public void Only_the_last_five_minutes_are_announced_and_only_once()
    {
        var left = Show(minutes: 7);
        _clock.Advance(TimeSpan.FromMinutes(1) + Instant);
        left.WaitForAssertion(() => Assert.Equal("6 min left", left.Find(".figure").TextContent));
        Assert.Equal("", left.Find("[role=status]").TextContent);
        _clock.Advance(TimeSpan.FromMinutes(1));
        left.WaitForAssertion(() => Assert.Equal("Five minutes are left.", left.Find("[role=status]").TextContent));
        _clock.Advance(TimeSpan.FromMinutes(2));
        left.WaitForAssertion(() => Assert.Equal("3 min left", left.Find(".figure").TextContent));
        Assert.Equal("Five minutes are left.", left.Find("[role=status]").TextContent);
    }

    [Fact]
    public void The_end_is_raised_once_and_not_before_the_deadline()
    {
        var left = Show(minutes: 2);
        _clock.Advance(TimeSpan.FromMinutes(1) + Instant);
        left.WaitForAssertion(() => Assert.Equal("Less than a minute left", left.Find(".figure").TextContent));
        Assert.Equal(0, _timesUp);
        _clock.Advance(TimeSpan.FromMinutes(1));
        left.WaitForAssertion(() => Assert.Equal(1, _timesUp));
        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(1, _timesUp);
    }

    [Fact]
    public void Hours_are_said_in_hours()
    {
        var left = Show(minutes: 121);
        Assert.Equal("2 h 1 min left", left.Find(".figure").TextContent);
        _clock.Advance(TimeSpan.FromMinutes(1) + Instant);
        left.WaitForAssertion(() => Assert.Equal("120 min left", left.Find(".figure").TextContent));
    }

    [Fact]
    public void Where_no_clock_runs_the_end_is_told_as_a_day() =>
        Assert.Equal("Open until 1 December 2026, 14:00", Show(minutes: 7 * 24 * 60).Find(".figure").TextContent);

    private IRenderedComponent<TimeLeft> Show(int minutes) => Render<TimeLeft>(view => view
        .Add(v => v.Deadline, _clock.GetUtcNow().AddMinutes(minutes))
        .Add(v => v.OnTimeUp, () => _timesUp++));
}
