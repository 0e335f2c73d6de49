using System.Text;
using YamlDotNet.Core;

namespace KnbTraining.Content.Documents;

/// <summary>Collects replacements in the text of a document, so that it says something else at some places.</summary>
internal sealed class YamlChanges(string document)
{
    private readonly List<(int Start, int End, int Depth, string Text)> _edits = [];
    private readonly YamlEmitter _emitter = new(document);

    /// <summary>The document with all that was asked for.</summary>
    public string Apply()
    {
        var result = new StringBuilder(document);

        // From the end; where several begin at one place, what is removed goes first, and what is added to an inner list or mapping comes to stand before what is added to an outer one.
        foreach (var (start, end, _, text) in _edits.OrderByDescending(edit => edit.Start).ThenByDescending(edit => edit.End).ThenBy(edit => edit.Depth))
        {
            result.Remove(start, end - start).Insert(start, text);
        }

        return result.ToString();
    }

    /// <summary>Makes a whole document say something else.</summary>
    public void Change(YamlTree root, YamlValue wanted)
    {
        if (root.IsFlow)
        {
            Replace(root.Start, root.End, _emitter.Flow(wanted, root));
        }
        else if (!ChangeInside(root, wanted, depth: 0))
        {
            Replace(0, document.Length, wanted is YamlValue.Map { Entries.Count: > 0 } map
                ? string.Concat(map.Entries.Select(entry => $"{_emitter.Entry(entry.Key, entry.Value, root.Find(entry.Key), 0)}\n"))
                : $"{_emitter.Flow(wanted, root)}\n");
        }
    }

    public void SetText(YamlPlace place, YamlValue.Scalar wanted, int depth)
    {
        var node = place.Node;
        if (YamlValue.Trim(node.Text) == wanted.Text)
        {
            return;
        }

        var gap = node.Start == node.End && node.Start > 0 && !char.IsWhiteSpace(document[node.Start - 1]) ? " " : "";

        // What stands behind it on its line, a comment or the rest of a flow list, cannot stand behind a block scalar.
        var isInLine = place.IsFlow || (node.Style is not (ScalarStyle.Folded or ScalarStyle.Literal) && !IsLineEnd(node.End));
        Replace(node.Start, node.End, gap + _emitter.Scalar(wanted, node, isInLine, place.Column + 2, ColumnOf(node.Start)), depth);
    }

    /// <returns>False where the node is no list or mapping with something left in it: then all of it is to be written anew.</returns>
    private bool ChangeInside(YamlTree node, YamlValue wanted, int depth)
    {
        switch (node.Kind, wanted)
        {
            case (YamlTreeKind.Map, YamlValue.Map map) when node.Entries.Any(entry => map[entry.Key] is not null):
                ChangeMap(node, map, depth);
                return true;
            case (YamlTreeKind.List, YamlValue.List { Items.Count: > 0 } list) when node.Entries.Count > 0:
                ChangeList(node, list.Items, depth);
                return true;
            default:
                return false;
        }
    }

    private void ChangeMap(YamlTree node, YamlValue.Map wanted, int depth)
    {
        var first = node.Entries.First(entry => wanted[entry.Key] is not null);
        var isBehindDash = !document.AsSpan()[LineStart(node.Start)..node.Start].IsWhiteSpace();
        if (isBehindDash && first != node.Entries[0])
        {
            Replace(node.Start, first.Start, "", depth);
        }

        foreach (var entry in node.Entries)
        {
            if (wanted[entry.Key] is { } value)
            {
                ChangeEntry(node, entry, value, afterDash: false, depth);
            }
            else if (!isBehindDash || entry.Start > first.Start)
            {
                Replace(LineStart(WithComments(entry.Start)), LineEnd(entry), "", depth);
            }
        }

        // A new key follows the one after which it was asked for.
        var after = node.Entries.Last(entry => wanted[entry.Key] is not null);
        var added = new Dictionary<YamlTree.Entry, List<string>>();
        foreach (var (key, value) in wanted.Entries)
        {
            if (node.Entries.FirstOrDefault(entry => entry.Key == key) is { } there)
            {
                after = there;
            }
            else
            {
                (added.TryGetValue(after, out var texts) ? texts : added[after] = []).Add(new string(' ', node.Column) + _emitter.Entry(key, value, null, node.Column));
            }
        }

        foreach (var (entry, texts) in added)
        {
            Insert(LineEnd(entry), texts, depth);
        }
    }

    private void ChangeList(YamlTree node, IReadOnlyList<YamlValue> wanted, int depth)
    {
        var old = node.Entries.Select(entry => entry.Node.ToValue()).ToArray();
        var kept = LongestCommon(old, wanted);
        kept.Add((old.Length, wanted.Count));
        var (o, w) = (0, 0);
        foreach (var (nextOld, nextWanted) in kept)
        {
            // Between two items that stay: pairs are changed in place, the rest is taken out or put in.
            var pairs = Math.Min(nextOld - o, nextWanted - w);
            for (var i = 0; i < pairs; i++)
            {
                ChangeEntry(node, node.Entries[o + i], wanted[w + i], afterDash: true, depth);
            }

            for (var i = o + pairs; i < nextOld; i++)
            {
                Replace(LineStart(WithComments(node.Entries[i].Start)), LineEnd(node.Entries[i]), "", depth);
            }

            if (nextWanted - w > pairs)
            {
                var at = o + pairs > 0 ? LineEnd(node.Entries[o + pairs - 1]) : LineStart(WithComments(node.Entries[0].Start));
                Insert(at, [.. Enumerable.Range(w + pairs, nextWanted - w - pairs).Select(i => Item(node, old, wanted[i]))], depth);
            }

            (o, w) = (nextOld + 1, nextWanted + 1);
        }
    }

    // An item that only moves takes its very lines along.
    private string Item(YamlTree node, YamlValue[] old, YamlValue wanted)
    {
        var from = Array.FindIndex(old, value => YamlValue.Same(value, wanted));
        if (from >= 0)
        {
            var lines = document[LineStart(WithComments(node.Entries[from].Start))..LineEnd(node.Entries[from])];
            return lines.TrimEnd('\n', '\r');
        }

        return $"{new string(' ', node.Column)}-{_emitter.Value(wanted, null, node.Column, node.Column + 2, afterDash: true, node.Entries[0].Node)}";
    }

    private void ChangeEntry(YamlTree holder, YamlTree.Entry entry, YamlValue wanted, bool afterDash, int depth)
    {
        var node = entry.Node;
        if (YamlValue.Same(node.ToValue(), wanted))
        {
            return;
        }

        if (node.Kind == YamlTreeKind.Scalar && wanted is YamlValue.Scalar scalar)
        {
            SetText(new YamlPlace(node, IsFlow: false, holder.Column), scalar, depth);
        }
        else if (node.IsFlow || !ChangeInside(node, wanted, depth + 1))
        {
            Replace(entry.ValueFrom, Math.Max(node.End, entry.ValueFrom), _emitter.Value(wanted, node, holder.Column, ColumnOf(entry.ValueFrom) + 1, afterDash), depth);
        }
    }

    private void Replace(int start, int end, string text, int depth = 0) => _edits.Add((start, end, depth, text));

    private void Insert(int at, List<string> lines, int depth)
    {
        // At the end of a document whose last line is not ended.
        var before = at > 0 && document[at - 1] != '\n' ? "\n" : "";
        Replace(at, at, before + string.Concat(lines.Select(line => $"{line}\n")), depth);
    }

    private bool IsLineEnd(int index) => document.AsSpan(index).TrimStart(' ') is [] or ['\n' or '\r', ..];

    private int ColumnOf(int index) => index - LineStart(index);

    private int LineStart(int index) => index == 0 ? 0 : document.LastIndexOf('\n', index - 1) + 1;

    /// <summary>Behind the end of the line on which an entry ends.</summary>
    private int LineEnd(YamlTree.Entry entry)
    {
        var end = document.IndexOf('\n', Math.Max(entry.Node.End, entry.ValueFrom));
        return end < 0 ? document.Length : end + 1;
    }

    /// <summary>The comments directly above an entry, indented as it is, belong to it.</summary>
    private int WithComments(int start)
    {
        var line = LineStart(start);
        var indent = document[line..start];
        while (line > 0 && document[LineStart(line - 1)..(line - 1)] is var above && above.StartsWith(indent, StringComparison.Ordinal) && above.AsSpan(indent.Length).StartsWith("#"))
        {
            line = LineStart(line - 1);
        }

        return line;
    }

    private static List<(int Old, int Wanted)> LongestCommon(YamlValue[] old, IReadOnlyList<YamlValue> wanted)
    {
        var same = new bool[old.Length, wanted.Count];
        var longest = new int[old.Length + 1, wanted.Count + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = wanted.Count - 1; j >= 0; j--)
            {
                same[i, j] = YamlValue.Same(old[i], wanted[j]);
                longest[i, j] = same[i, j] ? longest[i + 1, j + 1] + 1 : Math.Max(longest[i + 1, j], longest[i, j + 1]);
            }
        }

        var common = new List<(int Old, int Wanted)>();
        for (var (i, j) = (0, 0); i < old.Length && j < wanted.Count;)
        {
            if (same[i, j])
            {
                common.Add((i++, j++));
            }
            else if (longest[i + 1, j] >= longest[i, j + 1])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return common;
    }
}
