using System.Globalization;
using System.Text;
using System.Xml.Linq;
using KnbTraining.Content.Documents;

namespace KnbTraining.Content.Lessons;

/// <summary>
/// SVG: a drawing that could also run scripts and reach for other files. It is built anew from names that are known to do neither; everything else is left
/// out and told. What is drawn from elsewhere points into the drawing itself.
/// </summary>
internal static class SvgFile
{
    /// <summary>Most elements, those counted again that are drawn again.</summary>
    private const int MostElements = 10_000;

    private const int Deepest = 100;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private static readonly XNamespace Link = "http://www.w3.org/1999/xlink";

    private static readonly HashSet<string> Elements = new(StringComparer.Ordinal)
    {
        "svg", "g", "defs", "symbol", "use", "title", "desc", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan",
        "linearGradient", "radialGradient", "stop", "clipPath", "mask", "marker",
    };

    // What holds text; anywhere else text is only layout.
    private static readonly HashSet<string> Texts = new(StringComparer.Ordinal) { "title", "desc", "text", "tspan" };

    // What is seen by itself; without one of them nothing is.
    private static readonly HashSet<string> Shapes = new(StringComparer.Ordinal) { "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "use" };

    private static readonly HashSet<string> Properties = new(StringComparer.Ordinal)
    {
        "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit",
        "stroke-dasharray", "stroke-dashoffset", "opacity", "color", "display", "visibility", "font-family", "font-size", "font-style", "font-weight",
        "text-anchor", "dominant-baseline", "letter-spacing", "word-spacing", "text-decoration", "stop-color", "stop-opacity", "clip-path", "clip-rule", "mask",
        "marker-start", "marker-mid", "marker-end", "vector-effect", "paint-order", "shape-rendering", "text-rendering",
    };

    private static readonly HashSet<string> Attributes = new(Properties, StringComparer.Ordinal)
    {
        "id", "viewBox", "preserveAspectRatio", "width", "height", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "fr", "d", "points",
        "dx", "dy", "rotate", "textLength", "lengthAdjust", "pathLength", "transform", "offset", "gradientUnits", "gradientTransform", "spreadMethod",
        "clipPathUnits", "maskUnits", "maskContentUnits", "markerWidth", "markerHeight", "markerUnits", "refX", "refY", "orient", "version",
    };

    public static bool Begins(byte[] bytes)
    {
        // XML may begin with a mark of its encoding, blanks, a declaration, remarks; what the root is called the reader says.
        var text = Encoding.UTF8.GetString(bytes, 0, Math.Min(bytes.Length, 4_096)).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return text.StartsWith("<svg", StringComparison.Ordinal) || (text.StartsWith('<') && text.Contains("<svg", StringComparison.Ordinal)
            && (text.StartsWith("<?xml", StringComparison.Ordinal) || text.StartsWith("<!", StringComparison.Ordinal)));
    }

    public static TakenPicture Read(byte[] bytes)
    {
        var findings = new FindingList();
        if (SafeXml.Read("", bytes, findings)?.Root is not { } root || root.Name != Svg + "svg")
        {
            return TakenPicture.Refused(PictureFault.Broken);
        }

        var removed = new List<string>();
        var drawing = Clean(root, removed);
        if (SizeOf(drawing) is not var (width, height))
        {
            return TakenPicture.Refused(PictureFault.Size);
        }

        if (Drawn(drawing) > MostElements)
        {
            return TakenPicture.Refused(PictureFault.TooComplex);
        }

        if (!drawing.Descendants().Any(element => Shapes.Contains(element.Name.LocalName)))
        {
            return TakenPicture.Refused(PictureFault.NothingDrawn);
        }

        drawing.SetAttributeValue("width", width);
        drawing.SetAttributeValue("height", height);
        var text = drawing.ToString(SaveOptions.DisableFormatting);
        return new TakenPicture(new PictureFile("image/svg+xml", width, height, Encoding.UTF8.GetBytes(text)), null)
        {
            Removed = removed.Count > 0 ? [PictureRemoval.Parts] : [],
            Parts = [.. removed.Distinct(StringComparer.Ordinal)],
        };
    }

    private static XElement Clean(XElement from, List<string> removed)
    {
        var clean = new XElement(Svg + from.Name.LocalName);
        foreach (var attribute in from.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration))
        {
            Keep(clean, attribute, removed);
        }

        foreach (var node in from.Nodes())
        {
            if (node is XElement element)
            {
                if (element.Name.Namespace == Svg && Elements.Contains(element.Name.LocalName) && !(element.Name.LocalName == "svg"))
                {
                    clean.Add(Clean(element, removed));
                }
                else
                {
                    removed.Add(element.Name.LocalName);
                }
            }
            else if (node is XText text && Texts.Contains(from.Name.LocalName))
            {
                clean.Add(new XText(text.Value));
            }
        }

        return clean;
    }

    private static void Keep(XElement clean, XAttribute attribute, List<string> removed)
    {
        var name = attribute.Name.LocalName;
        if (name == "href" && clean.Name.LocalName is "use" or "linearGradient" or "radialGradient" && (attribute.Name.Namespace == Link || attribute.Name.Namespace == XNamespace.None)
            && attribute.Value.Trim() is ['#', ..] place)
        {
            clean.SetAttributeValue("href", place);
        }
        else if (name == "style" && attribute.Name.Namespace == XNamespace.None)
        {
            foreach (var declaration in attribute.Value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                var parts = declaration.Split(':', 2, StringSplitOptions.TrimEntries);
                if (parts.Length == 2 && Properties.Contains(parts[0]) && IsHarmless(parts[1]))
                {
                    clean.SetAttributeValue(parts[0], parts[1]);
                }
                else
                {
                    removed.Add($"style: {parts[0]}");
                }
            }
        }
        else if (attribute.Name.Namespace == XNamespace.None && Attributes.Contains(name) && IsHarmless(attribute.Value))
        {
            // What a style says goes before.
            if (clean.Attribute(name) is null)
            {
                clean.SetAttributeValue(name, attribute.Value);
            }
        }
        else
        {
            removed.Add(name);
        }
    }

    // A value may point into the drawing, and nowhere else; escapes could hide where it points.
    private static bool IsHarmless(string value)
    {
        if (value.Contains('\\', StringComparison.Ordinal) || value.Contains('@', StringComparison.Ordinal) || value.Contains("/*", StringComparison.Ordinal))
        {
            return false;
        }

        for (var at = value.IndexOf('(', StringComparison.Ordinal); at >= 0; at = value.IndexOf('(', at + 1))
        {
            var word = value[..at].TrimEnd();
            var function = word[(word.LastIndexOfAny([' ', ',', ')', '\t', '\n']) + 1)..].ToLowerInvariant();
            var inside = value[(at + 1)..].TrimStart(' ', '"', '\'');
            if (function == "url" ? !inside.StartsWith('#') : function is not ("rgb" or "rgba" or "hsl" or "hsla" or "matrix" or "translate" or "scale" or "rotate" or "skewx" or "skewy"))
            {
                return false;
            }
        }

        return !value.Contains("javascript:", StringComparison.OrdinalIgnoreCase) && !value.Contains("data:", StringComparison.OrdinalIgnoreCase);
    }

    private static (int Width, int Height)? SizeOf(XElement drawing)
    {
        double?[] box = [.. ((string?)drawing.Attribute("viewBox") ?? "").Split([' ', ',', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(Number)];
        var width = Number((string?)drawing.Attribute("width")) ?? (box.Length == 4 ? box[2] : null);
        var height = Number((string?)drawing.Attribute("height")) ?? (box.Length == 4 ? box[3] : null);
        if (width is not { } across || height is not { } down || across is < 1 or > PictureFile.Longest || down is < 1 or > PictureFile.Longest)
        {
            return null;
        }

        if (box.Length != 4)
        {
            drawing.SetAttributeValue("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {across} {down}"));
        }

        return ((int)Math.Round(across), (int)Math.Round(down));
    }

    private static double? Number(string? text)
    {
        var digits = text?.Trim() is { } trimmed && trimmed.EndsWith("px", StringComparison.Ordinal) ? trimmed[..^2] : text;
        return double.TryParse(digits, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
    }

    /// <summary>How many elements are drawn, those counted again that are used again; beyond the limit it is not counted on.</summary>
    private static int Drawn(XElement drawing)
    {
        var byId = drawing.DescendantsAndSelf().Where(element => element.Attribute("id") is not null)
            .GroupBy(element => "#" + (string)element.Attribute("id")!, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
        var left = MostElements + 1;
        var open = new HashSet<XElement>();
        Count(drawing, 0);
        return MostElements + 1 - left;

        void Count(XElement element, int depth)
        {
            // A chain of uses that goes on and on is as bad as one that widens.
            left = depth > Deepest ? 0 : left - 1;
            if (left <= 0 || !open.Add(element))
            {
                return;
            }

            foreach (var child in element.Elements().TakeWhile(_ => left > 0))
            {
                Count(child, depth + 1);
            }

            if (element.Name.LocalName == "use" && (string?)element.Attribute("href") is { } place && byId.GetValueOrDefault(place) is { } again)
            {
                Count(again, depth + 1);
            }

            open.Remove(element);
        }
    }
}
