using System.Text;
using KnbTraining.Content.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace KnbTraining.Content.Documents;

/// <summary>
/// Reads and replaces single values of a YAML document and leaves everything else, comments and order included, as it
/// was: what editors export are the very files they would write by hand. Paths are keys and list positions, for example
/// <c>statement/en</c> or <c>options/0/text/kk</c>.
/// </summary>
public static class YamlEdit
{
    /// <summary>The value at a path; null where the path leads nowhere or the document cannot be read.</summary>
    public static string? Get(string document, string path)
    {
        ArgumentNullException.ThrowIfNull(document);
        return Scan(document).TryGetValue(path, out var place) ? place.Value.Trim() : null;
    }

    /// <summary>All paths that lead to a value, in document order; empty where the document cannot be read.</summary>
    public static IReadOnlyList<string> Paths(string document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return [.. Scan(document).Keys];
    }

    /// <summary>The document with some values replaced.</summary>
    /// <exception cref="KeyNotFoundException">A path leads nowhere.</exception>
    public static string Set(string document, IEnumerable<KeyValuePair<string, string>> values)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(values);
        var places = Scan(document);
        var changes = values.Select(value => (Place: places.TryGetValue(value.Key, out var place) ? place : throw new KeyNotFoundException(value.Key), Text: value.Value))
            .Where(change => change.Place.Value.Trim() != change.Text.Trim())
            .OrderByDescending(change => change.Place.Start);
        var result = new StringBuilder(document);
        foreach (var (place, text) in changes)
        {
            var old = document[place.Start..place.End];
            var tail = old.Length - old.AsSpan().TrimEnd().Length;
            var gap = place.Start == place.End && place.Start > 0 && !char.IsWhiteSpace(document[place.Start - 1]) ? " " : "";
            result.Remove(place.Start, place.End - place.Start).Insert(place.Start, gap + Quote(text) + old[^tail..]);
        }

        return result.ToString();
    }

    /// <summary>A double-quoted scalar on one line: valid in block and in flow style.</summary>
    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text.ReplaceLineEndings("\n").Trim())
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => @"\\",
                '\n' => "\\n",
                '\t' => " ",
                _ => c.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }

    private static Dictionary<string, Place> Scan(string document)
    {
        var places = new Dictionary<string, Place>(StringComparer.Ordinal);
        if (document.Length > ContentLimits.LongestDocument)
        {
            return places;
        }

        try
        {
            var parser = new Parser(new StringReader(document));
            parser.Consume<StreamStart>();
            if (parser.TryConsume<DocumentStart>(out _))
            {
                Scan(parser, "", places, 0);
            }
        }
        catch (Exception error) when (error is YamlException or InvalidOperationException)
        {
            // A document that cannot be read has no values to edit as fields; its findings say where it breaks.
            places.Clear();
        }

        return places;
    }

    private static void Scan(Parser parser, string path, Dictionary<string, Place> places, int level)
    {
        if (level > ContentLimits.DeepestYaml)
        {
            throw new YamlException("the document is nested too deeply");
        }

        if (parser.TryConsume<Scalar>(out var scalar))
        {
            places[path] = new Place((int)scalar.Start.Index, (int)scalar.End.Index, scalar.Value);
        }
        else if (parser.TryConsume<SequenceStart>(out _))
        {
            for (var i = 0; !parser.TryConsume<SequenceEnd>(out _); i++)
            {
                Scan(parser, Join(path, i.ToString(System.Globalization.CultureInfo.InvariantCulture)), places, level + 1);
            }
        }
        else if (parser.TryConsume<MappingStart>(out _))
        {
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                var key = parser.Consume<Scalar>();
                Scan(parser, Join(path, key.Value), places, level + 1);
            }
        }
        else
        {
            parser.MoveNext();
        }
    }

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}/{key}";

    private readonly record struct Place(int Start, int End, string Value);
}
