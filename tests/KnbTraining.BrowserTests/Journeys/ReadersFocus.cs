using KnbTraining.BrowserTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace KnbTraining.BrowserTests.Journeys;

[Collection(BrowserFixture.Journeys)]
public sealed class ReadersFocus(BrowserFixture fixture)
{
    [Fact]
    public async Task What_the_reader_went_to_before_the_page_listened_keeps_the_focus_and_moving_on_leads_to_the_heading()
    {
        await using var visit = await Visit.OpenAsync(fixture, "en");
        var page = visit.Page;
        await visit.SignInAsync("employee");

        // The script arrives only when the reader is at the link, as on a slow line.
        var reached = await HoldScriptAsync(page);
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

    [Fact]
    public async Task What_the_reader_unfolded_before_the_page_listened_stays_unfolded()
    {
        await using var visit = await Visit.OpenAsync(fixture, "en");
        var page = visit.Page;
        await visit.SignInAsync("employee");
        await HoldCircuitAsync(page);

        await page.GotoAsync("/");
        await page.Locator(".menu summary").ClickAsync();
        await Assertions.Expect(page.Locator(".menu form button")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("main")).ToHaveAttributeAsync("data-live", "no");
        await page.EvaluateAsync("() => window.letGo()");
        await visit.LiveAsync();
        await visit.GoneQuietAsync();
        await Assertions.Expect(page.Locator(".menu form button")).ToBeVisibleAsync();

        await page.Locator(".menu summary").ClickAsync();
        await Assertions.Expect(page.Locator(".menu form button")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task What_the_reader_unfolds_in_the_moment_in_which_the_page_is_drawn_anew_stays_unfolded()
    {
        await using var visit = await Visit.OpenAsync(fixture, "en");
        var page = visit.Page;
        await visit.SignInAsync("employee");

        // The press comes just before the circuit takes the first element away: its event would come after.
        await page.AddInitScriptAsync("""
            const remove = Node.prototype.removeChild;
            Node.prototype.removeChild = function (child) {
              const menu = document.querySelector("details.menu");
              if (menu && child.contains(menu) && !window.pressed) {
                window.pressed = true;
                menu.open = true;
              }
              return remove.call(this, child);
            };
            """);
        await visit.GoAsync("/");
        Assert.True(await page.EvaluateAsync<bool>("() => window.pressed === true"));
        await visit.GoneQuietAsync();
        await Assertions.Expect(page.Locator(".menu form button")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_title_of_the_document_never_goes_while_the_page_comes_up_and_follows_the_reader()
    {
        await using var visit = await Visit.OpenAsync(fixture, "en");
        var page = visit.Page;
        await visit.SignInAsync("employee");
        await page.AddInitScriptAsync("""
            window.titles = [];
            new MutationObserver(() => { if (document.body && titles.at(-1) !== document.title) { titles.push(document.title); } })
              .observe(document, { subtree: true, childList: true, characterData: true });
            """);
        await page.GotoAsync("/glossary");
        await visit.LiveAsync();
        await visit.GoneQuietAsync();
        Assert.Equal(["Glossary · KnbTraining"], await page.EvaluateAsync<string[]>("() => window.titles"));

        await page.Locator(".top a[href=explore]").First.ClickAsync();
        await visit.AtAsync("/explore");
        await Assertions.Expect(page).ToHaveTitleAsync("What if · KnbTraining");
    }

    private static async Task<TaskCompletionSource> HoldScriptAsync(IPage page)
    {
        var reached = new TaskCompletionSource();
        await page.RouteAsync("**/js/start*.js", async route =>
        {
            await reached.Task;
            await route.ContinueAsync();
        });
        return reached;
    }

    // The scripts are there and the circuit is not: it is started only when the page is let go.
    private static Task<IAsyncDisposable> HoldCircuitAsync(IPage page) => page.RouteAsync("**/js/start*.js", async route =>
    {
        var response = await route.FetchAsync();
        var script = await response.TextAsync();
        Assert.Contains("Blazor.start(", script, StringComparison.Ordinal);
        await route.FulfillAsync(new RouteFulfillOptions
        {
            Response = response,
            Body = script.Replace("Blazor.start(", "(options => { window.letGo = () => Blazor.start(options); })(", StringComparison.Ordinal),
        });
    });
}
