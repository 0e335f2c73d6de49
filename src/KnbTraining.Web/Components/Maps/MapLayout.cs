namespace KnbTraining.Web.Components.Maps;

/// <summary>A line of text; <paramref name="Y"/> is its baseline.</summary>
/// <param name="Style">Class that sets size and weight; see <see cref="MapStyle"/>.</param>
public sealed record MapTextLine(string Text, int X, int Y, MapStyle Style);

/// <summary>A rectangle with its text, or text alone.</summary>
/// <param name="Kind">Class that says what it is: <c>head</c>, <c>who</c>, <c>fact</c>, a verdict, or <c>planned</c>.</param>
public sealed record MapBox(string Kind, int X, int Y, int Width, int Height, IReadOnlyList<MapTextLine> Lines)
{
    public int Right => X + Width;

    public int Bottom => Y + Height;

    public int Middle => Y + (Height / 2);
}

/// <summary>A line that leads from one box to another.</summary>
/// <param name="Path">In the path language of SVG.</param>
public sealed record MapWire(string Kind, string Path);

/// <summary>Size and weight of a text; the style sheet repeats them under the same names.</summary>
public sealed record MapStyle(string Class, int Size, int Leading, bool Bold)
{
    public static readonly MapStyle Label = new("m-label", 13, 18, Bold: false);
    public static readonly MapStyle Text = new("m-text", 14, 19, Bold: false);
    public static readonly MapStyle Strong = new("m-strong", 14, 19, Bold: true);
}

/// <summary>Where everything of a decision map stands, in whole pixels.</summary>
public sealed record MapLayout(int Width, int Height, IReadOnlyList<MapBox> Boxes, IReadOnlyList<MapWire> Wires);
