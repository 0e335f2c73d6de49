using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using KnbTraining.BrowserTests.Running;
using KnbTraining.TestKit;
using Microsoft.Playwright;
using Xunit;

namespace KnbTraining.BrowserTests.Journeys;

/// <summary>A whole exam over a line with a round trip of 400 ms that loses 1 % of what it carries.</summary>
[Collection(BrowserFixture.OneAtATime)]
public sealed class SlowLineJourney(BrowserFixture fixture)
{
    private const string Course = "who-protects-state-secrets";
    private static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Stalled = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task An_exam_over_a_slow_line_loses_nothing_says_what_it_waits_for_and_moves_no_focus()
    {
        await using var line = new SlowLine(new Uri(fixture.Server.Address), RoundTrip, lossPerMille: 10);
        await using var visit = await Visit.OpenAsync(fixture, line: line.Address);
        var page = visit.Page;
        await visit.SignInAsync("arman.dautbek");
        var attempt = await Quiz.StartAsync(visit, Course);
        var open = await OpenAsync(visit, $"{attempt}/1");
        List<TimeSpan> saved = [], next = [];
        var stalled = false;
        while (!page.Url.EndsWith("/review", StringComparison.Ordinal))
        {
            // Once the line stalls: a choice that has not arrived is said to be not saved, and nothing moves the focus meanwhile.
            var single = await page.Locator(".opt input[type=radio]").CountAsync() > 1;
            if (single && !stalled)
            {
                stalled = true;
                line.RoundTrip = Stalled;
                await page.Locator(".opt input[type=radio]").First.FocusAsync();
                await page.Keyboard.PressAsync("Space");
                await Assertions.Expect(page.Locator(".receipt[data-unsent] .unsent > span")).ToHaveCSSAsync("opacity", "1");
                await Assertions.Expect(page.Locator(".receipt .saved")).ToBeHiddenAsync();
                line.RoundTrip = RoundTrip;
                await SavedAsync(page);
                await Assertions.Expect(page.Locator(".opt input[type=radio]").First).ToBeFocusedAsync();
            }
            else
            {
                var choosing = Stopwatch.StartNew();
                await Quiz.AnswerAsync(visit);
                saved.Add(choosing.Elapsed);
            }

            var before = page.Url;
            var moving = Stopwatch.StartNew();
            await Quiz.NextAsync(visit);
            await Assertions.Expect(page).Not.ToHaveURLAsync(before);
            await ShownAsync(page);
            next.Add(moving.Elapsed);
        }

        // A press that takes long to be answered is answered by a word at once.
        await visit.LiveAsync();
        await Assertions.Expect(page.Locator("#moment > span")).ToBeHiddenAsync();
        line.RoundTrip = Stalled;
        var submitting = Stopwatch.StartNew();
        await page.Locator(".bar button.main").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#moment > span")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".bar button.main")).ToBeFocusedAsync();
        line.RoundTrip = RoundTrip;
        await visit.AtAsync("/result$");
        await page.Locator("h1").WaitForAsync();
        var submit = submitting.Elapsed;

        // Every answer that was called saved is graded: none is "not answered".
        Assert.Equal(10, await page.Locator("details.answer").CountAsync());
        Assert.Equal(0, await page.Locator("details.answer .tag").GetByText("Not answered", new LocatorGetByTextOptions { Exact = true }).CountAsync());
        visit.AssertQuiet();
        Note("opening a question until it listens", [open]);
        Note("chosen until saved", saved);
        Note("next question shown", next);
        Note("submitted over a line that stalls until the result is shown", [submit]);
    }

    private static async Task<TimeSpan> OpenAsync(Visit visit, string path)
    {
        var watch = Stopwatch.StartNew();
        await visit.GoAsync(path);
        return watch.Elapsed;
    }

    private static async Task SavedAsync(IPage page)
    {
        await Assertions.Expect(page.Locator(".receipt:not([data-unsent])")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(".receipt .saved")).ToHaveTextAsync(new Regex(@"\d\d:\d\d:\d\d", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    /// <summary>The address changes before the page does.</summary>
    private static async Task ShownAsync(IPage page)
    {
        var position = new Uri(page.Url).Segments[^1];
        await page.Locator(position == "review" ? "ol.review" : $".track progress[value='{position}']").WaitForAsync();
    }

    /// <summary>For whoever reads along; no assertion rests on a time.</summary>
    private static void Note(string what, List<TimeSpan> times)
    {
        times.Sort();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{what}: median {times[times.Count / 2].TotalMilliseconds:0} ms, worst {times[^1].TotalMilliseconds:0} ms ({times.Count} times)"));
    }
}
