using KnbTraining.BrowserTests.Running;
using Microsoft.Playwright;
using Xunit;

namespace KnbTraining.BrowserTests.Pages;

/// <summary>Walks through a page with the Tab key, wide and as at 400 % zoom, and looks at each stop.</summary>
[Collection(BrowserFixture.OneAtATime)]
public sealed class KeyboardAlone(BrowserFixture fixture)
{
    // A choice that is drawn as a whole is seen by its label, the box itself is not.
    private const string Look = """
        () => {
            const stop = document.activeElement;
            window.stopFirst ??= stop;
            if (!stop || stop === document.body || window.stopBefore && stop === window.stopFirst) {
                return { end: true };
            }
            const seen = stop.matches("input[type=radio], input[type=checkbox]") ? stop.closest("label") ?? stop : stop;
            const marked = [stop, seen].some(e => getComputedStyle(e).outlineStyle !== "none" && parseFloat(getComputedStyle(e).outlineWidth) >= 2);
            const box = [...seen.getClientRects()].find(part => part.bottom > 0 && part.top < innerHeight) ?? seen.getBoundingClientRect();
            const x = Math.min(Math.max((box.left + box.right) / 2, 1), innerWidth - 1);
            const y = Math.min(Math.max((box.top + box.bottom) / 2, 1), innerHeight - 1);
            const top = document.elementFromPoint(x, y);
            const before = window.stopBefore;
            window.stopBefore = stop;
            return {
                end: false,
                what: stop.outerHTML.slice(0, 160),
                marked,
                covered: !(top && (seen.contains(top) || top.contains(seen) && top.matches("label"))),
                back: !!before && before.isConnected && (before.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_PRECEDING) !== 0,
            };
        }
        """;

    private const int MostStops = 250;

    [Theory]
    [InlineData(1280, 900)]
    [InlineData(320, 512)]
    public async Task Each_stop_of_the_tab_key_is_marked_in_sight_and_in_the_order_of_reading(int width, int height)
    {
        await using var visit = await Visit.OpenAsync(fixture, "ru", width, height);
        await visit.SignInAsync("lyudmila.vetrova");
        var exam = await Quiz.StartAsync(visit, "who-protects-state-secrets");
        string[] paths = ["/", "/learn/working-with-state-secrets", "/learn/working-with-state-secrets/travel-and-approval", "/explore?act=travel-abroad&holder=former&approval=absent", "/record", $"{exam}/1", $"{exam}/review"];
        List<string> found = [];
        foreach (var path in paths)
        {
            await visit.GoAsync(path);
            await visit.Page.Locator("h1").First.WaitForAsync();
            await Assertions.Expect(visit.Page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
            found.AddRange(await WalkAsync(visit.Page, path));
        }

        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    private static async Task<List<string>> WalkAsync(IPage page, string path)
    {
        await page.EvaluateAsync("() => { document.activeElement?.blur(); window.stopBefore = window.stopFirst = null; }");
        List<string> found = [];
        for (var stops = 0; ; stops++)
        {
            await page.Keyboard.PressAsync("Tab");
            var stop = await page.EvaluateAsync<Stop>(Look);
            if (stop.End)
            {
                Assert.True(stops > 5, $"{path} has only {stops} stops.");
                return found;
            }

            Assert.True(stops < MostStops, $"{path} has no end.");
            if (!stop.Marked || stop.Covered || stop.Back)
            {
                found.Add($"{path}: {(stop.Marked ? "" : "not marked ")}{(stop.Covered ? "not in sight " : "")}{(stop.Back ? "leads back " : "")}{stop.What}");
            }
        }
    }

    private sealed record Stop
    {
        public bool End { get; init; }

        public string What { get; init; } = "";

        public bool Marked { get; init; }

        public bool Covered { get; init; }

        public bool Back { get; init; }
    }
}
