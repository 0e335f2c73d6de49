using KnbTraining.Content.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace KnbTraining.Content.Documents;

/// <summary>A node of a plain YAML document with the line on which it starts (counted from 1).</summary>
internal abstract record YamlNode(int Line);

internal sealed record YamlScalar(int Line, string Value) : YamlNode(Line);

internal sealed record YamlList(int Line, IReadOnlyList<YamlNode> Items) : YamlNode(Line);

internal sealed record YamlEntry(int Line, string Key, YamlNode Value);

internal sealed record YamlMapping(int Line, IReadOnlyList<YamlEntry> Entries) : YamlNode(Line);

/// <summary>
/// Reads plain YAML: mappings, lists and scalars. Anchors, aliases and tags are refused (nothing in the content needs
/// them, and an alias can blow a small file up to gigabytes); so are duplicate keys and deep nesting.
/// </summary>
internal static class PlainYaml
{
    /// <summary>The root mapping, or null with at least one finding.</summary>
    public static YamlMapping? Read(string path, string text, FindingList findings)
    {
        if (text.Length > ContentLimits.LongestDocument)
        {
            findings.Add(path, 1, $"The document has {text.Length} characters; {ContentLimits.LongestDocument} are allowed.", "Split it.");
            return null;
        }

        var parser = new Parser(new StringReader(text));
        try
        {
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _))
            {
                findings.Add(path, 1, "The document is empty.", "Fill it in or delete the file.");
                return null;
            }

            var node = ReadNode(parser, path, findings, 0);
            parser.Consume<DocumentEnd>();
            if (parser.TryConsume<DocumentStart>(out var second))
            {
                findings.Add(path, (int)second.Start.Line, "A second document begins here.", "Put it into a file of its own.");
            }

            if (node is YamlMapping root)
            {
                return root;
            }

            findings.Add(path, 1, "The document does not start with a mapping.", "Begin with `key: value` lines.");
            return null;
        }
        catch (RefusedYamlException refused)
        {
            findings.Add(path, (int)Math.Max(1, refused.Start.Line), refused.Said, "Write it out, as the other documents do.");
            return null;
        }
        catch (YamlException error)
        {
            findings.Add(path, (int)Math.Max(1, error.Start.Line), YamlTrouble.Of(error), "Check indentation, quotes and colons near this line.");
            return null;
        }
        catch (InvalidOperationException)
        {
            // The scanner of YamlDotNet gives up like this where a flow list or map is not closed.
            findings.Add(path, (int)Math.Max(1, parser.Current?.End.Line ?? 1), YamlTrouble.Unclosed, "Check indentation, quotes and colons near this line.");
            return null;
        }
    }

    private static YamlNode ReadNode(Parser parser, string path, FindingList findings, int level)
    {
        if (parser.Current is NodeEvent node)
        {
            var line = (int)node.Start.Line;
            if (!node.Anchor.IsEmpty)
            {
                throw new RefusedYamlException(node, FindingSentence.Of("Anchors (&name) are not allowed."));
            }

            if (!node.Tag.IsEmpty)
            {
                throw new RefusedYamlException(node, FindingSentence.Of("Tags (!name) are not allowed."));
            }

            if (level > ContentLimits.DeepestYaml)
            {
                throw new RefusedYamlException(node, FindingSentence.Of("The document is nested too deeply."));
            }

            switch (node)
            {
                case Scalar scalar:
                    parser.MoveNext();
                    CheckValue(path, line, scalar.Value, findings);
                    return new YamlScalar(line, scalar.Value);
                case SequenceStart:
                    parser.MoveNext();
                    var items = new List<YamlNode>();
                    while (!parser.TryConsume<SequenceEnd>(out _))
                    {
                        RefuseMore(items.Count, parser.Current!);
                        items.Add(ReadNode(parser, path, findings, level + 1));
                    }

                    return new YamlList(line, items);
                case MappingStart:
                    parser.MoveNext();
                    return ReadMapping(parser, path, findings, level, line);
            }
        }

        throw new RefusedYamlException(parser.Current!, FindingSentence.Of("Aliases (*name) are not allowed."));
    }

    private static YamlMapping ReadMapping(Parser parser, string path, FindingList findings, int level, int line)
    {
        var entries = new List<YamlEntry>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (parser.Current is not Scalar)
            {
                throw new RefusedYamlException(parser.Current!, FindingSentence.Of("A key must be plain text."));
            }

            var key = (YamlScalar)ReadNode(parser, path, findings, level + 1);
            var value = ReadNode(parser, path, findings, level + 1);
            RefuseMore(entries.Count, parser.Current!);
            if (!keys.Add(key.Value))
            {
                findings.Add(path, key.Line, $"The key '{key.Value}' stands here twice.", "Keep one of them.");
            }
            else
            {
                entries.Add(new YamlEntry(key.Line, key.Value, value));
            }
        }

        return new YamlMapping(line, entries);
    }

    // An escape such as \0 or \u202E makes what the document itself does not show.
    private static void CheckValue(string path, int line, string value, FindingList findings)
    {
        if (value.Length > ContentLimits.LongestValue)
        {
            findings.Add(path, line, $"The value has {value.Length} characters; {ContentLimits.LongestValue} are allowed.", "Shorten it or split it.");
        }

        if (TypedText.FindHidden(value) is var (_, codePoint))
        {
            findings.Add(path, line, $"The value holds a character that cannot be seen: U+{codePoint:X4}.", "Write it anew without the escape.");
        }
    }

    private static void RefuseMore(int count, ParsingEvent at)
    {
        if (count >= ContentLimits.MostEntries)
        {
            throw new RefusedYamlException(at, FindingSentence.Of($"A list or mapping has more than {ContentLimits.MostEntries} entries."));
        }
    }

    /// <summary>What YAML would allow and documents may not hold.</summary>
    private sealed class RefusedYamlException(ParsingEvent at, FindingSentence said) : YamlException(at.Start, at.End, said.ToString())
    {
        public FindingSentence Said { get; } = said;
    }
}

/// <summary>Collects findings while reading goes on.</summary>
internal sealed class FindingList
{
    private readonly List<Finding> _findings = [];

    public FindingList()
        : this(KnbTraining.Content.Text.Languages.All)
    {
    }

    /// <param name="languages">As <see cref="Languages"/>.</param>
    public FindingList(IReadOnlyList<string> languages) => Languages = languages;

    /// <summary>In which every text of the documents must stand.</summary>
    public IReadOnlyList<string> Languages { get; }

    public int Count => _findings.Count;

    /// <summary>Beyond <see cref="ContentLimits.MostFindings"/> nothing is kept.</summary>
    public void Add(string path, int line, FindingSentence message, FindingSentence advice)
    {
        if (_findings.Count < ContentLimits.MostFindings)
        {
            _findings.Add(new Finding(path, line, message, advice));
        }
    }

    public IReadOnlyList<Finding> InOrder() =>
        [.. _findings.Distinct().OrderBy(finding => finding.Path, StringComparer.Ordinal).ThenBy(finding => finding.Line)];
}
