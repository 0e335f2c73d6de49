using KnbTraining.BrowserTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace KnbTraining.BrowserTests.Journeys;

/// <summary>Somebody looks a term up in a room with one computer, and leaves it for the next person.</summary>
[Collection(BrowserFixture.Pages)]
public sealed class SharedComputerJourney(BrowserFixture fixture)
{
    [Fact]
    public async Task What_was_searched_for_is_found_and_whoever_goes_leaves_nothing_behind()
    {
        await using var visit = await Visit.OpenAsync(fixture, "ru");
        var page = visit.Page;
        await page.GotoAsync("/account/sign-in");
        await page.Locator("input[autocomplete=username]").FillAsync("employee");
        await page.Locator("input[type=password]").FillAsync("Demo-2026-knb");
        await page.Locator("input[name='Input.Shared']").CheckAsync();
        await page.Locator("button.main").ClickAsync();

        // Typed without Kazakh letters, in the box of the bar, from a page that listens.
        await visit.LiveAsync();
        await page.Locator(".search-box input").FillAsync("кызметтик куп");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#found-term ~ ul a").First.ClickAsync();
        await Assertions.Expect(page.Locator(".entry.wanted")).ToHaveCountAsync(1);

        await page.GotoAsync("/search?q=" + Uri.EscapeDataString("выезд сегодня"));
        var section = page.Locator("#found-lesson ~ ul a[href*='#']").First;
        var anchor = Uri.UnescapeDataString((await section.GetAttributeAsync("href"))!.Split('#')[1]);
        await section.ClickAsync();
        await visit.LiveAsync();
        await Assertions.Expect(page.Locator($"[id='{anchor}']")).ToBeInViewportAsync();

        await page.EvaluateAsync("() => { localStorage.setItem('a', '1'); sessionStorage.setItem('b', '2'); }");
        await page.Locator(".menu > summary").ClickAsync();
        await page.Locator(".menu form button").ClickAsync();
        await visit.AtAsync("/account/done");
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Вы можете идти");
        await page.WaitForFunctionAsync("() => localStorage.length === 0 && sessionStorage.length === 0");
        Assert.DoesNotContain(await visit.Context.CookiesAsync(), cookie => cookie.Name.EndsWith("knb.session", StringComparison.Ordinal) || cookie.Name.EndsWith("knb.known-device", StringComparison.Ordinal));

        await page.GoBackAsync();
        await visit.AtAsync("/account/sign-in");
        await Assertions.Expect(page.Locator("input[name='Input.Shared']")).ToBeCheckedAsync();
        visit.AssertQuiet();
    }
}
