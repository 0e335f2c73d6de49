using System.Globalization;
using KnbTraining.Content.Analysis;
using KnbTraining.Rules;

namespace KnbTraining.Web.Components.Maps;

/// <summary>A picture while it is being laid out: makes boxes as high as their text needs, and wires between them.</summary>
internal sealed class MapDraft
{
    private const int Inset = 12;
    private const int Pad = 9;
    private const int BetweenParagraphs = 3;

    private readonly List<MapBox> _boxes = [];
    private readonly List<MapWire> _wires = [];

    public MapLayout Finish(int width) => new(width, _boxes.Max(box => box.Bottom) + 1, _boxes, _wires);

    /// <summary>Text alone, at the top of the page.</summary>
    public static MapBox Head(int x, int width, string text) => Make("head", x, width, 0, 0, (text, MapStyle.Label));

    public MapBox Add(MapBox box)
    {
        _boxes.Add(box);
        return box;
    }

    /// <summary>A box at the top of the page, to be moved to where it belongs.</summary>
    public static MapBox Box(string kind, int x, int width, params (string Text, MapStyle Style)[] paragraphs) => Make(kind, x, width, Inset, Pad, paragraphs);

    public static MapBox Move(MapBox box, int y) =>
        box with { Y = box.Y + y, Lines = [.. box.Lines.Select(line => line with { Y = line.Y + y })] };

    public static string KindOf(TreeBranch branch) => branch.InForce switch
    {
        _ when branch.InForceContradicts => "contradiction",
        Liability.Criminal => "criminal",
        Liability.Administrative => "administrative",
        Liability.NotCovered => "silent",
        _ => "free",
    };

    /// <summary>From the right edge of a box to the left edge of another.</summary>
    public void Across(string kind, MapBox from, MapBox to)
    {
        if (from.Middle == to.Middle)
        {
            Wire(kind, $"M{from.Right} {from.Middle}H{to.X}");
        }
        else
        {
            var middle = (from.Right + to.X) / 2;
            Wire(kind, $"M{from.Right} {from.Middle}C{middle} {from.Middle} {middle} {to.Middle} {to.X} {to.Middle}");
        }
    }

    /// <summary>Down along a margin, then round a corner into a box.</summary>
    public void Along(string kind, MapBox from, MapBox to, int x, int y) =>
        Wire(kind, $"M{x} {from.Bottom}V{y - 8}Q{x} {y} {x + 8} {y}H{to.X}");

    private void Wire(string kind, FormattableString path) => _wires.Add(new MapWire(kind, path.ToString(CultureInfo.InvariantCulture)));

    private static MapBox Make(string kind, int x, int width, int inset, int pad, params (string Text, MapStyle Style)[] paragraphs)
    {
        var lines = new List<MapTextLine>();
        var bottom = pad;
        foreach (var (text, style) in paragraphs)
        {
            bottom += lines.Count > 0 ? BetweenParagraphs : 0;
            foreach (var line in TextWidth.Wrap(text, style.Size, style.Bold, width - (2 * inset)))
            {
                // The baseline of a line: its middle, and a third of the letters' size below it.
                lines.Add(new MapTextLine(line, x + inset, bottom + (style.Leading / 2) + (style.Size * 36 / 100), style));
                bottom += style.Leading;
            }
        }

        return new MapBox(kind, x, 0, width, bottom + pad, lines);
    }
}
