using Bunit;
using KnbTraining.Web.Components;
using Microsoft.Extensions.DependencyInjection;

namespace KnbTraining.WebTests.Components;

public sealed class DateFieldTests : BunitContext
{
    private static readonly DateOnly Before = new(2026, 11, 10);
    private readonly List<DateOnly?> _told = [];

    public DateFieldTests()
    {
        Services.AddLocalization();
        Services.AddLogging();
    }

    [Fact]
    public async Task The_years_that_a_browser_tells_of_while_one_is_typed_count_for_nothing()
    {
        var box = Open(required: true);
        foreach (var typed in new[] { "0002-11-10", "0020-11-10", "0202-11-10" })
        {
            await box.Find("input").ChangeAsync(new() { Value = typed });
        }

        Assert.Empty(_told);
        await box.Find("input").ChangeAsync(new() { Value = "2025-11-10" });
        Assert.Equal([new DateOnly(2025, 11, 10)], _told);
    }

    [Fact]
    public async Task Of_several_days_in_a_row_the_last_counts_and_leaving_the_box_ends_the_wait()
    {
        var box = Open(required: true, pause: TimeSpan.FromHours(1));
        var first = box.Find("input").ChangeAsync(new() { Value = "2026-11-11" });
        var second = box.Find("input").ChangeAsync(new() { Value = "2026-11-12" });
        Assert.Empty(_told);
        await box.Find("input").BlurAsync(new());
        Assert.Equal([new DateOnly(2026, 11, 12)], _told);
        Assert.False(first.IsCompleted || second.IsCompleted);
    }

    [Fact]
    public async Task A_day_that_must_be_there_is_asked_for_when_the_box_is_left_empty_and_the_old_one_stays()
    {
        var box = Open(required: true);
        await box.Find("input").ChangeAsync(new() { Value = "" });
        Assert.Empty(box.FindAll(".finding"));
        await box.Find("input").BlurAsync(new());
        Assert.Empty(_told);
        Assert.Equal("No whole day has been entered. The day before still counts.", box.Find(".finding").TextContent);
        Assert.Equal(("true", "day-error day-hint"), (box.Find("input").GetAttribute("aria-invalid"), box.Find("input").GetAttribute("aria-describedby")));
    }

    [Fact]
    public async Task A_day_that_may_be_missing_is_taken_away_when_the_box_is_left_empty()
    {
        var box = Open(required: false);
        await box.Find("input").ChangeAsync(new() { Value = "" });
        Assert.Empty(_told);
        await box.Find("input").BlurAsync(new());
        Assert.Equal([null], _told);
    }

    [Theory]
    [InlineData("2027-01-01", "Choose 31 December 2026 or an earlier day.")]
    [InlineData("1989-12-31", "Choose 1 January 1990 or a later day.")]
    public async Task A_day_out_of_range_is_said_beside_the_box(string typed, string said)
    {
        var box = Open(required: true);
        await box.Find("input").ChangeAsync(new() { Value = typed });
        await box.Find("input").BlurAsync(new());
        Assert.Empty(_told);
        Assert.Equal(said, box.Find(".finding").TextContent);
    }

    private IRenderedComponent<DateField> Open(bool required, TimeSpan pause = default) => Render<DateField>(parameters => parameters
        .Add(part => part.Id, "day")
        .Add(part => part.Label, "As of")
        .Add(part => part.Hint, "A hint")
        .Add(part => part.Value, Before)
        .Add(part => part.Max, new DateOnly(2026, 12, 31))
        .Add(part => part.Required, required)
        .Add(part => part.Pause, pause)
        .Add(part => part.ValueChanged, day => _told.Add(day)));
}
