using KnbTraining.Content.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace KnbTraining.Content.Documents;

/// <summary>One node of a YAML document with its place in the text.</summary>
/// <param name="Start">Where it begins, as an index into the text.</param>
/// <param name="End">Behind its last character; a block scalar ends before the blank lines below it.</param>
/// <param name="Column">Of a block collection: the column of its keys or dashes, from 0.</param>
internal sealed record YamlTree(YamlTreeKind Kind, int Start, int End, int Column, bool IsFlow, ScalarStyle Style, string Text, IReadOnlyList<YamlTree.Entry> Entries)
{
    /// <summary>The tree of a document; null where it is empty or cannot be read.</summary>
    public static YamlTree? Read(string document)
    {
        if (document.Length > ContentLimits.LongestDocument)
        {
            return null;
        }

        try
        {
            var parser = new Parser(new StringReader(document));
            parser.Consume<StreamStart>();
            return parser.TryConsume<DocumentStart>(out _) ? new Reader(document, parser).Read(0) : null;
        }
        catch (Exception error) when (error is YamlException or InvalidOperationException)
        {
            // A document that cannot be read has no values to edit as fields; its findings say where it breaks.
            return null;
        }
    }

    /// <summary>The node at a path such as <c>options/0/text/kk</c>; null where it leads nowhere.</summary>
    public YamlTree? Find(string path)
    {
        var node = this;
        foreach (var step in path.Length == 0 ? [] : path.Split('/'))
        {
            node = node?.Entries.FirstOrDefault(entry => entry.Key == step)?.Node;
        }

        return node;
    }

    public YamlValue ToValue() => Kind switch
    {
        YamlTreeKind.Scalar => new YamlValue.Scalar(YamlValue.Trim(Text), Style == ScalarStyle.Plain),
        YamlTreeKind.List => YamlValue.Of(Entries.Select(entry => entry.Node.ToValue())),
        _ => YamlValue.Of(Entries.DistinctBy(entry => entry.Key).Select(entry => (entry.Key, entry.Node.ToValue()))),
    };

    /// <param name="Key">The key, or the position in a list.</param>
    /// <param name="Start">Where the key or the dash begins; in a flow list where the value does.</param>
    /// <param name="ValueFrom">Behind the colon or the dash.</param>
    internal sealed record Entry(string Key, int Start, int ValueFrom, YamlTree Node);

    private sealed class Reader(string document, Parser parser)
    {
        public YamlTree Read(int level)
        {
            if (level > ContentLimits.DeepestYaml)
            {
                throw new YamlException("the document is nested too deeply");
            }

            if (parser.TryConsume<Scalar>(out var scalar))
            {
                var (start, end) = ((int)scalar.Start.Index, (int)scalar.End.Index);
                return new YamlTree(YamlTreeKind.Scalar, start, start + document[start..end].TrimEnd().Length, 0, false, scalar.Style, scalar.Value, []);
            }

            if (parser.TryConsume<SequenceStart>(out var list))
            {
                return ReadList(list, level);
            }

            if (parser.TryConsume<MappingStart>(out var map))
            {
                return ReadMap(map, level);
            }

            // An alias: the house's documents have none, and the content check says so.
            var other = parser.Consume<ParsingEvent>();
            var (from, to) = ((int)other.Start.Index, (int)other.End.Index);
            return new YamlTree(YamlTreeKind.Scalar, from, to, 0, false, ScalarStyle.Plain, document[from..to], []);
        }

        private YamlTree ReadList(SequenceStart start, int level)
        {
            var entries = new List<Entry>();
            var flow = start.Style == SequenceStyle.Flow;
            var from = (int)start.Start.Index;
            while (parser.Current is not SequenceEnd)
            {
                var before = entries.Count == 0 ? from : entries[^1].Node.End;
                var node = Read(level + 1);
                var dash = flow ? node.Start : DashBefore(node.Start, before);
                entries.Add(new Entry(entries.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), dash, flow ? node.Start : dash + 1, node));
            }

            var end = (int)parser.Consume<SequenceEnd>().Start.Index + 1;
            var until = flow ? end : entries.Count == 0 ? from : entries[^1].Node.End;
            return new YamlTree(YamlTreeKind.List, from, until, flow ? 0 : ColumnOf(from), flow, ScalarStyle.Any, "", entries);
        }

        private YamlTree ReadMap(MappingStart start, int level)
        {
            var entries = new List<Entry>();
            var flow = start.Style == MappingStyle.Flow;
            var from = (int)start.Start.Index;
            while (parser.Current is not MappingEnd)
            {
                var key = parser.Consume<Scalar>();
                var node = Read(level + 1);
                var colon = document.IndexOf(':', (int)key.End.Index);
                entries.Add(new Entry(key.Value, (int)key.Start.Index, Math.Max(colon + 1, (int)key.End.Index), node));
            }

            var end = (int)parser.Consume<MappingEnd>().Start.Index + 1;
            var until = flow ? end : entries.Count == 0 ? from : Math.Max(entries[^1].Node.End, entries[^1].ValueFrom);
            return new YamlTree(YamlTreeKind.Map, from, until, flow ? 0 : ColumnOf(from), flow, ScalarStyle.Any, "", entries);
        }

        // The dash of a block list stands between the item before and this one, alone but for spaces and comments.
        private int DashBefore(int start, int from)
        {
            for (var i = from; i <= start && i < document.Length; i++)
            {
                if (document[i] == '#' && i > 0 && char.IsWhiteSpace(document[i - 1]))
                {
                    i = document.IndexOf('\n', i) is var line and >= 0 ? line : document.Length;
                }
                else if (document[i] == '-' && (i + 1 == document.Length || char.IsWhiteSpace(document[i + 1])))
                {
                    return i;
                }
            }

            throw new YamlException("a list item without its dash");
        }

        private int ColumnOf(int index) => index - (document.LastIndexOf('\n', Math.Max(index - 1, 0)) + 1);
    }
}

internal enum YamlTreeKind
{
    Scalar,
    List,
    Map,
}
