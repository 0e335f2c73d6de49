using KnbTraining.BrowserTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace KnbTraining.BrowserTests.Journeys;

[Collection(BrowserFixture.OneAtATime)]
public sealed class ReadersFocus(BrowserFixture fixture)
{
    [Fact]
    public async Task What_the_reader_went_to_before_the_page_listened_keeps_the_focus_and_moving_on_leads_to_the_heading()
    {
        await using var visit = await Visit.OpenAsync(fixture, "en");
        var page = visit.Page;
        await visit.SignInAsync("employee");

        // The script arrives only when the reader is at the link, as on a slow line.
        var reached = new TaskCompletionSource();
        await page.RouteAsync("**/js/start*.js", async route =>
        {
            await reached.Task;
            await route.ContinueAsync();
        });
        await page.GotoAsync("/learn/working-with-state-secrets/what-state-secrets-are", new PageGotoOptions { WaitUntil = WaitUntilState.Commit });
        var link = page.Locator("main a[href*='explore']").First;
        await link.FocusAsync();
        reached.SetResult();
        await visit.LiveAsync();
        await visit.GoneQuietAsync();
        await Assertions.Expect(link).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("Enter");
        await visit.AtAsync("/explore");
        await Assertions.Expect(page.Locator("h1")).ToBeFocusedAsync();
    }
}
