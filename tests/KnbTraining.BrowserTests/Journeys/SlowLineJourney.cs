using System.Globalization;
using System.Text.RegularExpressions;
using KnbTraining.BrowserTests.Running;
using KnbTraining.TestKit;
using Microsoft.Playwright;
using Xunit;

namespace KnbTraining.BrowserTests.Journeys;

/// <summary>A whole exam over a line with a round trip of 400 ms that loses 1 % of what it carries.</summary>
[Collection(BrowserFixture.Lines)]
public sealed class SlowLineJourney(BrowserFixture fixture)
{
    private const string Course = "who-protects-state-secrets";
    private static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(400);

    /// <summary>Notes in the page itself how long things take: what watches from outside looks only every few hundred milliseconds.</summary>
    private const string Watch = """
        window.waits = { open: [], saved: [], next: [] };
        {
          let chosen = null, moved = null, shown = null;
          addEventListener("input", () => { chosen ??= performance.now(); }, true);
          addEventListener("click", event => {
            if (event.target.closest(".bar a.main")) {
              [moved, shown] = [performance.now(), document.querySelector(".track progress")?.value];
            }
          }, true);
          new MutationObserver(() => {
            const now = performance.now();
            if (window.waits.open.length === 0 && document.querySelector("main[data-live=yes]")) {
              window.waits.open.push(now);
            }
            if (chosen !== null && /\d\d:\d\d:\d\d/.test(document.querySelector(".receipt:not([data-unsent]) .saved")?.textContent)) {
              window.waits.saved.push(now - chosen);
              chosen = null;
            }
            if (moved !== null && document.querySelector(".track progress")?.value !== shown) {
              window.waits.next.push(now - moved);
              moved = null;
            }
          }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
        }
        """;

    [Fact]
    public async Task An_exam_over_a_slow_line_loses_nothing_says_what_it_waits_for_and_moves_no_focus()
    {
        await using var line = new SlowLine(new Uri(fixture.Server.Address), RoundTrip, lossPerMille: 10);
        await using var visit = await Visit.OpenAsync(fixture, line: line.Address);
        var page = visit.Page;
        await visit.SignInAsync("arman.dautbek");
        var attempt = await Quiz.StartAsync(visit, Course);
        await page.AddInitScriptAsync(Watch);
        List<double> open = [];
        for (var i = 0; i < 3; i++)
        {
            await visit.GoAsync($"{attempt}/1");
            open.AddRange(await WaitsAsync(page, "open"));
        }

        var (stalled, answered) = (false, 0);
        while (!page.Url.EndsWith("/review", StringComparison.Ordinal))
        {
            // Once the line stalls: a choice that has not arrived is said to be not saved, and nothing moves the focus meanwhile.
            var single = await page.Locator(".opt input[type=radio]").CountAsync() > 1;
            if (single && !stalled)
            {
                stalled = true;
                line.Hold();
                await page.Locator(".opt input[type=radio]").First.FocusAsync();
                await page.Keyboard.PressAsync("Space");
                await Assertions.Expect(page.Locator(".receipt[data-unsent] .unsent > span")).ToHaveCSSAsync("opacity", "1");
                await Assertions.Expect(page.Locator(".receipt .saved")).ToBeHiddenAsync();
                line.LetGo();
                await SavedAsync(page);
                await Assertions.Expect(page.Locator(".opt input[type=radio]").First).ToBeFocusedAsync();
            }
            else
            {
                await Quiz.AnswerAsync(visit);
            }

            var before = page.Url;
            await Quiz.NextAsync(visit);
            await Assertions.Expect(page).Not.ToHaveURLAsync(before);
            await ShownAsync(page);
            answered++;
        }

        double[] saved = await WaitsAsync(page, "saved"), next = await WaitsAsync(page, "next");

        // A press that takes long to be answered is answered by a word at once.
        await visit.LiveAsync();
        await Assertions.Expect(page.Locator("#moment > span")).ToBeHiddenAsync();
        line.Hold();
        await page.Locator(".bar button.main").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#moment > span")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".bar button.main")).ToBeFocusedAsync();
        line.LetGo();
        await visit.AtAsync("/result$");
        await page.Locator("h1").WaitForAsync();

        // Every answer that was called saved is graded: none is "not answered".
        await Assertions.Expect(page.Locator("details.answer")).ToHaveCountAsync(answered);
        Assert.Equal(0, await page.Locator("details.answer .tag").GetByText("Not answered", new LocatorGetByTextOptions { Exact = true }).CountAsync());
        visit.AssertQuiet();
        Note("opening a question until it listens", open);
        Note("chosen until saved", saved);
        Note("next question shown", next);
    }

    private static Task<double[]> WaitsAsync(IPage page, string kind) => page.EvaluateAsync<double[]>($"() => window.waits.{kind}");

    private static async Task SavedAsync(IPage page)
    {
        await Assertions.Expect(page.Locator(".receipt:not([data-unsent])")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(".receipt .saved")).ToHaveTextAsync(new Regex(@"\d\d:\d\d:\d\d", RegexOptions.None, TimeSpan.FromMinutes(1)));
    }

    /// <summary>The address changes before the page does.</summary>
    private static async Task ShownAsync(IPage page)
    {
        var position = new Uri(page.Url).Segments[^1];
        await page.Locator(position == "review" ? "ol.review" : $".track progress[value='{position}']").WaitForAsync();
    }

    /// <summary>For whoever reads along; no assertion rests on a time.</summary>
    private static void Note(string what, IReadOnlyList<double> times)
    {
        var sorted = times.Order().ToArray();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{what}: median {sorted[sorted.Length / 2]:0} ms, worst {sorted[^1]:0} ms ({sorted.Length} times)"));
    }
}
