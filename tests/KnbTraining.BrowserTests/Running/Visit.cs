using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace KnbTraining.BrowserTests.Running;

/// <summary>One person at one browser window. Watches that the page asks nothing of another origin and reports no error.</summary>
public sealed class Visit : IAsyncDisposable
{
    public const int Width = 1280;

    public const int Height = 900;

    private const string Mark = """
        () => {
            const headings = document.querySelectorAll("main[data-live=yes] h1");
            headings.forEach(heading => heading.dataset.left = heading.textContent);
            return headings.length > 0 && "Blazor" in window;
        }
        """;

    // A link decides whether the next page needs a document of its own; a call of the script would not.
    private const string Follow = """
        path => {
            const link = document.createElement("a");
            link.href = path;
            document.body.append(link);
            link.click();
            link.remove();
        }
        """;

    // What a page reads after its heading is there has come when nothing has changed for a fifth of a second; a page on which a clock runs is waited for no longer.
    private const string Settled = """
        () => new Promise(done => {
            setTimeout(done, 5_000);
            let timer = setTimeout(done, 200);
            new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(done, 200); })
                .observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
        })
        """;

    private const string SessionCookie = "knb.session";

    // A small machine that also builds may be slow; a journey that hangs still ends.
    private const float Patience = 40_000;

    private static readonly ConcurrentDictionary<(string Address, string Person), List<Cookie>> Known = [];

    private readonly string _address;
    private readonly List<string> _foreign = [];
    private readonly List<string> _errors = [];

    private Visit(string address, IBrowserContext context, IPage page)
    {
        _address = address;
        Context = context;
        Page = page;
    }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    public string Language { get; private init; } = "en";

    /// <param name="line">The address of a line or a proxy to the server, path base included, where it is not asked directly.</param>
    public static async Task<Visit> OpenAsync(BrowserFixture fixture, string language = "en", int width = Width, int height = Height, ServerProcess? server = null, ColorScheme scheme = ColorScheme.Light, Uri? line = null)
    {
        var address = line?.ToString().TrimEnd('/') ?? (server ?? fixture.Server).Address;
        var context = await fixture.Browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = address, ViewportSize = new ViewportSize { Width = width, Height = height }, Locale = language, ColorScheme = scheme, IgnoreHTTPSErrors = true });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(Patience);
        page.SetDefaultNavigationTimeout(Patience);
        Assertions.SetDefaultExpectTimeout(Patience);
        var visit = new Visit(address, context, page) { Language = language };
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(address, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal))
            {
                visit._foreign.Add(request.Url);
            }
        };
        page.PageError += (_, error) => visit._errors.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
            {
                visit._errors.Add(message.Text);
            }
        };
        await page.GotoAsync($"{address}/language?to={language}&back=%2F");
        return visit;
    }

    /// <summary>Signs in with a name of the demo organisation; a second visit of the same person brings the cookie along.</summary>
    public async Task SignInAsync(string userName, string password = "Demo-2026-knb")
    {
        var key = (_address, userName);
        if (Known.TryGetValue(key, out var cookies))
        {
            await Context.AddCookiesAsync(cookies);
            await Page.GotoAsync($"{_address}/");
            return;
        }

        await SignInAfreshAsync(userName, password);
        Known[key] = [.. (await Context.CookiesAsync()).Where(cookie => cookie.Name.EndsWith(SessionCookie, StringComparison.Ordinal)).Select(cookie => new Cookie
        {
            Name = cookie.Name,
            Value = cookie.Value,
            Domain = cookie.Domain,
            Path = cookie.Path,
            HttpOnly = cookie.HttpOnly,
            Secure = cookie.Secure,
            SameSite = cookie.SameSite,
        })];
        Assert.NotEmpty(Known[key]);
    }

    /// <summary>Signs in with a session of its own, which can be ended without taking along other visits of the same person.</summary>
    public async Task SignInAfreshAsync(string userName, string password = "Demo-2026-knb")
    {
        await Page.GotoAsync($"{_address}/account/sign-in");
        await Page.Locator("input[autocomplete=username]").FillAsync(userName);
        await Page.Locator("input[type=password]").FillAsync(password);
        await Page.Locator("main form button[type=submit]").ClickAsync();
        await Assertions.Expect(Page).Not.ToHaveURLAsync(Address("/account/sign-in"));
    }

    /// <summary>Waits until the page answers to clicks: its circuit is up.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync($"{_address}{path}");
        await LiveAsync();
    }

    /// <summary>
    /// Goes to a page as a link does: the document stays, and with it the circuit, the scripts and the styles, which cost more than the page. Loads the
    /// page where nothing tells the next one from this: they differ in what is asked alone, or this one has no circuit.
    /// </summary>
    public async Task MoveAsync(string path)
    {
        if (path.Split('?')[0] == new Uri(Page.Url).AbsolutePath || !await Page.EvaluateAsync<bool>(Mark))
        {
            await GoAsync(path);
            return;
        }

        await Page.EvaluateAsync(Follow, path);
        await Page.WaitForFunctionAsync("() => [...document.querySelectorAll('h1')].some(heading => heading.dataset.left !== heading.textContent)");
        await LiveAsync();
        await Page.EvaluateAsync(Settled);
    }

    /// <summary>Waits until the page listens.</summary>
    public async Task LiveAsync() => await Page.Locator("main[data-live=yes]").WaitForAsync();

    /// <summary>Waits until nothing is on its way to the page any more that was sent before: two of its frames were painted after a word to the server and back.</summary>
    public async Task GoneQuietAsync() =>
        await Page.EvaluateAsync("() => fetch('health/live', { cache: 'no-store' }).then(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))");

    /// <summary>
    /// Waits until the address matches, by asking again and again. Waiting for the event of the move instead loses it where
    /// the page moves between the last look at the address and the first ear for the event, as it does on a busy machine.
    /// Then waits until the page is there to its end: what is counted or read at once would miss what is still on its way.
    /// </summary>
    public async Task AtAsync(string pattern)
    {
        await Assertions.Expect(Page).ToHaveURLAsync(Address(pattern));
        await Page.WaitForLoadStateAsync(LoadState.DOMContentLoaded);
    }

    /// <summary>Turns from the richer editor of a document's text to the plain box, and waits until that box listens.</summary>
    public async Task<ILocator> PlainTextAsync(string document)
    {
        await Page.Locator("details.source > button").ClickAsync();
        var box = Page.Locator($"[id='text-{document}']");

        // The box under the richer editor may be written to as well, but it is hidden, and a key pressed now would press the button again.
        await Assertions.Expect(box).ToBeVisibleAsync();
        await Assertions.Expect(box).ToBeEditableAsync();
        return box;
    }

    /// <summary>No violation of WCAG 2.0, 2.1 or 2.2, A or AA, on the page as it stands.</summary>
    public async Task AssertAccessibleAsync() => AssertNone(await Axe.FindViolationsAsync(Page));

    /// <summary>No violation of those that do not look at colours: for another language of a page that was checked whole in the first.</summary>
    public async Task AssertAccessibleButForColoursAsync() => AssertNone(await Axe.FindViolationsButOfColoursAsync(Page));

    /// <summary>Nothing was asked of another origin, and the browser reported no script error and no breach of the content policy, since the last time this was asked.</summary>
    public void AssertQuiet()
    {
        string[] foreign = [.. _foreign], errors = [.. _errors];
        _foreign.Clear();
        _errors.Clear();
        Assert.Empty(foreign);
        Assert.True(errors.Length == 0, string.Join('\n', errors));
    }

    public async ValueTask DisposeAsync() => await Context.CloseAsync();

    private void AssertNone(string[] violations) => Assert.True(violations.Length == 0, $"{Page.Url} ({Language}): {string.Join("; ", violations)}");

    private static Regex Address(string pattern) => new(pattern, RegexOptions.None, TimeSpan.FromMinutes(1));
}
