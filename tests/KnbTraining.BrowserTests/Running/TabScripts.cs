namespace KnbTraining.BrowserTests.Running;

/// <summary>What <see cref="TabWalk"/> runs inside the page.</summary>
internal static class TabScripts
{
    // What blinks or fades would differ between two pictures by itself. A sheet made by script needs no permission of the content policy.
    // Having had the focus, the document itself is where the first press of the Tab key sets out from: a page may have given it to a field.
    public const string Calm = """
        () => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync("* { caret-color: transparent !important; transition: none !important; animation: none !important; }");
            document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
            const top = document.documentElement;
            top.tabIndex = -1;
            top.focus({ preventScroll: true });
            top.blur();
            top.removeAttribute("tabindex");
        }
        """;

    // Looks at each stop in the moment in which the key is let go: the focus has moved and its element is scrolled into sight.
    // A kind that was not seen before holds the walk: presses already on their way move nothing until its pictures are taken.
    // A choice that is drawn as a whole is seen by its label, the box itself is not.
    public const string Watch = """
        known => {
            const kinds = new Set(known);
            const walk = window.tabWalk = { stops: [], held: false, first: null, before: null };
            const look = () => {
                const stop = document.activeElement;
                walk.first ??= stop;
                if (!stop || stop === document.body || walk.before && stop === walk.first) {
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
                const before = walk.before;
                walk.before = stop;
                const kind = [];
                for (let at = stop; at && at !== document.body; at = at.parentElement) {
                    kind.push(`${at.localName}.${at.className}${at.matches("[aria-current]") ? "!" : ""}${at.checked ?? ""}${at.open ?? ""}`);
                }
                return {
                    end: false,
                    what: stop.outerHTML.slice(0, 160),
                    kind: kind.join("<"),
                    round: drawn ? drawn.width + drawn.height : box.width + box.height,
                    left: box.left, top: box.top, width: box.width, height: box.height, scrollX, scrollY,
                    covered: !(top && (seen.contains(top) || top.contains(seen) && top.matches("label, .mud-input, .mud-input-control"))),
                    back: !!before && before.isConnected && (before.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_PRECEDING) !== 0,
                };
            };
            walk.look = () => {
                if (!walk.held) {
                    const stop = look();
                    walk.stops.push(stop);
                    walk.held = stop.end || !stop.covered && !kinds.has(stop.kind);
                    if (walk.held) {
                        kinds.add(stop.kind);
                    }
                }
            };
            // What the pressing left behind, and the stop on which the walk is held, if it is.
            walk.take = () => {
                if (walk.stops.length === 0) {
                    walk.look();
                }
                return walk.stops.splice(0);
            };
            const isTab = event => event.key === "Tab" && event.isTrusted;
            addEventListener("keydown", event => {
                if (isTab(event) && walk.held) {
                    event.preventDefault();
                    event.stopImmediatePropagation();
                }
            }, true);
            addEventListener("keyup", event => {
                if (isTab(event)) {
                    walk.look();
                }
            }, true);
        }
        """;

    public const string Compare = """
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
}
