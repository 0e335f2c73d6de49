using Microsoft.Playwright;
using Xunit;

namespace KnbTraining.BrowserTests.Running;

/// <summary>
/// Walks through a page with the Tab key and looks at each stop: is it in sight, does the order follow the reading, and do
/// pixels change where the focus is. Pictures are compared once for each kind of stop (an element with the classes of all that
/// it stands in), because the same style sheet draws all of a kind alike.
/// </summary>
public sealed class TabWalk(Visit visit)
{
    private const int MostStops = 400;

    // How often the key is pressed at most before one looks what became of it.
    private const int MostPresses = 16;

    // Room for the ring around the element.
    private const int Margin = 8;

    // A ring of two pixels is about twice the perimeter. Half of it may lie outside of what is shown, as with a link in two lines.
    private const double LeastOfPerimeter = 0.5;

    // WCAG 2.4.13 asks for a contrast of 3 : 1 between the same pixels with and without focus.
    private const double LeastContrast = 3;

    private readonly HashSet<string> _kinds = [];
    private ICDPSession? _browser;
    private IPage? _bench;

    /// <summary>How many pairs of pictures were compared.</summary>
    public int Compared { get; private set; }

    /// <summary>How many stops were looked at.</summary>
    public int Stops { get; private set; }

    /// <summary>Walks through the page that is open.</summary>
    /// <returns>One line for each stop with which something is wrong.</returns>
    public async Task<IReadOnlyList<string>> FindAsync(string path, int least = 5)
    {
        var page = visit.Page;
        _browser ??= await visit.Context.NewCDPSessionAsync(page);
        await page.EvaluateAsync(TabScripts.Calm);
        await page.EvaluateAsync(TabScripts.Watch, _kinds.ToArray());
        List<string> found = [];
        var stops = 0;
        for (var presses = 1; ; presses = Math.Min(2 * presses, MostPresses))
        {
            await PressTabAsync(presses);
            foreach (var stop in await page.EvaluateAsync<Stop[]>("() => tabWalk.take()"))
            {
                if (stop.End)
                {
                    Assert.True(stops >= least, $"{path} has only {stops} stops.");
                    return found;
                }

                Assert.True(stops < MostStops, $"{path} has no end.");
                stops++;
                Stops++;
                var marked = true;
                if (!stop.Covered && _kinds.Add(stop.Kind))
                {
                    marked = await IsMarkedAsync(page, stop);
                    await page.EvaluateAsync("() => { tabWalk.held = false; }");
                    presses = 1;
                }

                if (!marked || stop.Covered || stop.Back)
                {
                    found.Add($"{path}: {(marked ? "" : "not marked ")}{(stop.Covered ? "not in sight " : "")}{(stop.Back ? "leads back " : "")}{stop.What}");
                }
            }
        }
    }

    // The browser takes them in this order, so that nobody waits for one before the next is sent.
    private async Task PressTabAsync(int times) =>
        await Task.WhenAll(Enumerable.Range(0, times).SelectMany(_ => new[] { "rawKeyDown", "keyUp" }).Select(type => _browser!.SendAsync(
            "Input.dispatchKeyEvent", new Dictionary<string, object> { ["type"] = type, ["key"] = "Tab", ["code"] = "Tab", ["windowsVirtualKeyCode"] = 9 })));

    private async Task<bool> IsMarkedAsync(IPage page, Stop stop)
    {
        Compared++;
        var focused = await PictureAsync(stop);

        // The next press of the Tab key goes on from here all the same.
        await page.EvaluateAsync("() => document.activeElement.blur()");
        var plain = await PictureAsync(stop);
        _bench ??= await visit.Context.NewPageAsync();
        var changed = await _bench.EvaluateAsync<int>(TabScripts.Compare, new object[] { focused, plain, LeastContrast });
        return changed >= LeastOfPerimeter * 2 * stop.Round;
    }

    // The protocol's own picture: the library's would wait for fonts and frames each time.
    private async Task<string> PictureAsync(Stop stop)
    {
        var clip = new { x = Math.Max(0, stop.Left - Margin) + stop.ScrollX, y = Math.Max(0, stop.Top - Margin) + stop.ScrollY, width = stop.Width + (2 * Margin), height = stop.Height + (2 * Margin), scale = 1 };
        var answer = await _browser!.SendAsync("Page.captureScreenshot", new Dictionary<string, object> { ["format"] = "png", ["optimizeForSpeed"] = true, ["clip"] = clip });
        return answer!.Value.GetProperty("data").GetString()!;
    }

    private sealed record Stop
    {
        public bool End { get; init; }

        public string What { get; init; } = "";

        public string Kind { get; init; } = "";

        /// <summary>Width and height of what the ring is drawn around.</summary>
        public double Round { get; init; }

        public double Left { get; init; }

        public double Top { get; init; }

        public double Width { get; init; }

        public double Height { get; init; }

        /// <summary>How far the page was scrolled.</summary>
        public double ScrollX { get; init; }

        public double ScrollY { get; init; }

        public bool Covered { get; init; }

        public bool Back { get; init; }
    }
}
