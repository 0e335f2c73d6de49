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

    // Room for the ring around the element.
    private const int Margin = 8;

    // A ring of two pixels is about twice the perimeter. Half of it may lie outside of what is shown, as with a link in two lines.
    private const double LeastOfPerimeter = 0.5;

    // WCAG 2.4.13 asks for a contrast of 3 : 1 between the same pixels with and without focus.
    private const double LeastContrast = 3;

    // What blinks or fades would differ between two pictures by itself. A sheet made by script needs no permission of the content policy.
    private const string Calm = """
        () => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync("* { caret-color: transparent !important; transition: none !important; animation: none !important; }");
            document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
            document.activeElement?.blur();
            window.stopBefore = window.stopFirst = null;
        }
        """;

    // A choice that is drawn as a whole is seen by its label, the box itself is not.
    private const string Look = """
        () => {
            const stop = document.activeElement;
            window.stopFirst ??= stop;
            if (!stop || stop === document.body || window.stopBefore && stop === window.stopFirst) {
                return { end: true };
            }
            const seen = stop.matches("input[type=radio], input[type=checkbox], input.mud-switch-input")
                ? stop.closest("label") ?? stop : stop.closest(".mud-input") ?? stop;
            const boxes = [...seen.getClientRects()].filter(part => part.width > 0);
            const drawn = getComputedStyle(stop).opacity !== "0" && !stop.closest(".mud-input") ? stop.getBoundingClientRect() : null;
            const whole = boxes.find(part => part.bottom > 0 && part.top < innerHeight) ?? seen.getBoundingClientRect();
            const [left, upper] = [Math.max(whole.left, 0), Math.max(whole.top, 0)];
            const box = new DOMRect(left, upper, Math.min(whole.right, innerWidth) - left, Math.min(whole.bottom, innerHeight) - upper);
            const x = Math.min(Math.max((box.left + box.right) / 2, 1), innerWidth - 1);
            const y = Math.min(Math.max((box.top + box.bottom) / 2, 1), innerHeight - 1);
            const top = document.elementFromPoint(x, y);
            const before = window.stopBefore;
            window.stopBefore = stop;
            const kind = [];
            for (let at = stop; at && at !== document.body; at = at.parentElement) {
                kind.push(`${at.localName}.${at.className}${at.matches("[aria-current]") ? "!" : ""}${at.checked ?? ""}${at.open ?? ""}`);
            }
            return {
                end: false,
                what: stop.outerHTML.slice(0, 160),
                kind: kind.join("<"),
                round: drawn ? drawn.width + drawn.height : box.width + box.height,
                left: box.left, top: box.top, width: box.width, height: box.height,
                covered: !(top && (seen.contains(top) || top.contains(seen) && top.matches("label, .mud-input, .mud-input-control"))),
                back: !!before && before.isConnected && (before.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_PRECEDING) !== 0,
            };
        }
        """;

    private const string Compare = """
        async ([one, other, least]) => {
            const pixels = async data => {
                const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
                const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
                context.drawImage(image, 0, 0);
                return context.getImageData(0, 0, image.width, image.height).data;
            };
            const part = value => (value /= 255) <= .04045 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4;
            const light = (data, at) => .2126 * part(data[at]) + .7152 * part(data[at + 1]) + .0722 * part(data[at + 2]);
            const [a, b] = [await pixels(one), await pixels(other)];
            let changed = 0;
            for (let at = 0; at < a.length; at += 4) {
                const [x, y] = [light(a, at), light(b, at)];
                changed += (Math.max(x, y) + .05) / (Math.min(x, y) + .05) >= least;
            }
            return changed;
        }
        """;

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
        await page.EvaluateAsync(Calm);
        List<string> found = [];
        for (var stops = 0; ; stops++)
        {
            await page.Keyboard.PressAsync("Tab");
            var stop = await page.EvaluateAsync<Stop>(Look);
            if (stop.End)
            {
                Assert.True(stops >= least, $"{path} has only {stops} stops.");
                return found;
            }

            Assert.True(stops < MostStops, $"{path} has no end.");
            Stops++;
            var marked = stop.Covered || !_kinds.Add(stop.Kind) || await IsMarkedAsync(page, stop);
            if (!marked || stop.Covered || stop.Back)
            {
                found.Add($"{path}: {(marked ? "" : "not marked ")}{(stop.Covered ? "not in sight " : "")}{(stop.Back ? "leads back " : "")}{stop.What}");
            }
        }
    }

    private async Task<bool> IsMarkedAsync(IPage page, Stop stop)
    {
        Compared++;
        var focused = await PictureAsync(page, stop);

        // The next press of the Tab key goes on from here all the same.
        await page.EvaluateAsync("() => document.activeElement.blur()");
        var plain = await PictureAsync(page, stop);
        _bench ??= await visit.Context.NewPageAsync();
        var changed = await _bench.EvaluateAsync<int>(Compare, new object[] { focused, plain, LeastContrast });
        return changed >= LeastOfPerimeter * 2 * stop.Round;
    }

    // The protocol's own picture: the library's would wait for fonts and frames each time.
    private async Task<string> PictureAsync(IPage page, Stop stop)
    {
        _browser ??= await visit.Context.NewCDPSessionAsync(page);
        var scroll = await page.EvaluateAsync<double[]>("() => [scrollX, scrollY]");
        var clip = new { x = Math.Max(0, stop.Left - Margin) + scroll[0], y = Math.Max(0, stop.Top - Margin) + scroll[1], width = stop.Width + (2 * Margin), height = stop.Height + (2 * Margin), scale = 1 };
        var answer = await _browser.SendAsync("Page.captureScreenshot", new Dictionary<string, object> { ["format"] = "png", ["optimizeForSpeed"] = true, ["clip"] = clip });
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

        public bool Covered { get; init; }

        public bool Back { get; init; }
    }
}
