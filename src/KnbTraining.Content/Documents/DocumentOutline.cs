using System.Globalization;
using KnbTraining.Content.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace KnbTraining.Content.Documents;

/// <summary>Which value of a YAML document stands on which line, so that a finding can be shown at the field it concerns.</summary>
public sealed class DocumentOutline
{
    private readonly Node? _root;

    private DocumentOutline(Node? root) => _root = root;

    /// <summary>The outline of a document; empty where it cannot be read.</summary>
    public static DocumentOutline Of(string document)
    {
        ArgumentNullException.ThrowIfNull(document);
        if (document.Length > ContentLimits.LongestDocument)
        {
            return new DocumentOutline(null);
        }

        try
        {
            var parser = new Parser(new StringReader(document.ReplaceLineEndings("\n")));
            parser.Consume<StreamStart>();
            return new DocumentOutline(parser.TryConsume<DocumentStart>(out _) ? Read(parser, "", 0, 0) : null);
        }
        catch (Exception error) when (error is YamlException or InvalidOperationException)
        {
            // A document that cannot be read has no fields; its findings say where it breaks.
            return new DocumentOutline(null);
        }
    }

    /// <summary>
    /// The path of the narrowest value on a line (as in <see cref="YamlEdit"/>, for example <c>options/0/text/kk</c>);
    /// the path of what holds them where several share the line; null where there is none.
    /// </summary>
    /// <param name="line">Counted from 1.</param>
    public string? PathAt(int line)
    {
        if (_root is null)
        {
            return null;
        }

        var node = _root;
        while (true)
        {
            var here = node.Children.Where(child => child.First <= line && line <= child.Last).Take(2).ToArray();
            if (here.Length != 1)
            {
                return node.Path.Length == 0 ? null : node.Path;
            }

            node = here[0];
        }
    }

    private static Node Read(Parser parser, string path, int keyLine, int level)
    {
        if (level > ContentLimits.DeepestYaml)
        {
            throw new YamlException("the document is nested too deeply");
        }

        var start = parser.Current!.Start;
        var first = keyLine > 0 ? keyLine : (int)start.Line;
        var children = new List<Node>();
        if (parser.TryConsume<SequenceStart>(out _))
        {
            for (var i = 0; parser.Current is not SequenceEnd; i++)
            {
                children.Add(Read(parser, Join(path, i.ToString(CultureInfo.InvariantCulture)), 0, level + 1));
            }
        }
        else if (parser.TryConsume<MappingStart>(out _))
        {
            while (parser.Current is not MappingEnd)
            {
                var key = parser.Consume<Scalar>();
                children.Add(Read(parser, Join(path, key.Value), (int)key.Start.Line, level + 1));
            }
        }

        // The end mark of a block lies at the start of the line that follows it.
        var end = parser.Current!.End;
        parser.MoveNext();
        var last = children.Count > 0 ? children[^1].Last : (int)(end.Column <= 1 && end.Line > first ? end.Line - 1 : end.Line);
        return new Node(path, first, Math.Max(first, last), children);
    }

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}/{key}";

    private sealed record Node(string Path, int First, int Last, List<Node> Children);
}
