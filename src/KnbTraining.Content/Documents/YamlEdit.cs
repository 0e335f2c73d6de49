namespace KnbTraining.Content.Documents;

/// <summary>
/// Reads and changes values of a YAML document and leaves everything else, comments and order included, as it was: what
/// editors export are the very files they would write by hand. Paths are keys and list positions, for example
/// <c>statement/en</c> or <c>options/0/text/kk</c>; the empty path is the whole document.
/// </summary>
public static class YamlEdit
{
    /// <summary>The text at a path; null where the path leads to none or the document cannot be read.</summary>
    public static string? Get(string document, string path)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(path);
        return YamlTree.Read(document)?.Find(path) is { Kind: YamlTreeKind.Scalar } node ? node.Text.Trim() : null;
    }

    /// <summary>What stands at a path; null where the path leads nowhere or the document cannot be read.</summary>
    public static YamlValue? Read(string document, string path)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(path);
        return YamlTree.Read(document)?.Find(path)?.ToValue();
    }

    /// <summary>All paths that lead to a text, in document order; empty where the document cannot be read.</summary>
    public static IReadOnlyList<string> Paths(string document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return YamlTree.Read(document) is { } tree ? [.. Texts(tree, "").Select(text => text.Path)] : [];
    }

    /// <summary>The document with some texts replaced, each in the style that it had where the new text allows it.</summary>
    /// <exception cref="KeyNotFoundException">A path leads to no text.</exception>
    public static string Set(string document, IEnumerable<KeyValuePair<string, string>> values)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(values);
        var places = YamlTree.Read(document) is { } tree ? Texts(tree, "").DistinctBy(text => text.Path).ToDictionary(text => text.Path, text => text.Place, StringComparer.Ordinal) : [];
        var changes = new YamlChanges(document);
        foreach (var (path, text) in values)
        {
            changes.SetText(places.TryGetValue(path, out var place) ? place : throw new KeyNotFoundException(path), new YamlValue.Scalar(YamlValue.Trim(text), IsWord: false), depth: 0);
        }

        return changes.Apply();
    }

    /// <summary>
    /// The document with a value at a path: what says the same already keeps its very text and its comments, items that move
    /// take theirs along, a key that is missing is added to its mapping, and mappings on the way are made.
    /// </summary>
    /// <exception cref="ArgumentException">The document cannot be read, or the path leads through a text or past a list's end.</exception>
    public static string Put(string document, string path, YamlValue value)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(value);
        var root = YamlTree.Read(document)?.ToValue() ?? throw new ArgumentException("the document cannot be read", nameof(document));
        return Write(document, With(root, path.Length == 0 ? [] : path.Split('/'), value));
    }

    /// <summary>The document without the key or the list item at a path; as it was where the path leads nowhere.</summary>
    /// <exception cref="ArgumentException">The document cannot be read, or the path is empty.</exception>
    public static string Remove(string document, string path)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var root = YamlTree.Read(document)?.ToValue() ?? throw new ArgumentException("the document cannot be read", nameof(document));
        return Write(document, With(root, path.Split('/'), null));
    }

    private static string Write(string document, YamlValue wanted)
    {
        var tree = YamlTree.Read(document)!;
        var changes = new YamlChanges(document);
        changes.Change(tree, wanted);
        var text = changes.Apply();
        if (YamlValue.Same(YamlTree.Read(text)?.ToValue(), wanted))
        {
            return text;
        }

        // Rare ways of writing YAML that cannot be changed in place: the values count more than the layout.
        var whole = new YamlEmitter("");
        var written = wanted is YamlValue.Map map ? string.Concat(map.Entries.Select(entry => $"{whole.Entry(entry.Key, entry.Value, null, 0)}\n")) : $"{whole.Flow(wanted, null)}\n";
        return YamlValue.Same(YamlTree.Read(written)?.ToValue(), wanted) ? written : throw new ArgumentException("the value cannot be written as YAML", nameof(wanted));
    }

    /// <param name="value">Null to take away what is there.</param>
    private static YamlValue With(YamlValue? node, ArraySegment<string> path, YamlValue? value)
    {
        if (path.Count == 0)
        {
            return value!;
        }

        var (key, rest) = (path[0], path[1..]);
        switch (node)
        {
            case YamlValue.List list when int.TryParse(key, System.Globalization.CultureInfo.InvariantCulture, out var position) && position >= 0 && position <= list.Items.Count:
                var items = list.Items.ToList();
                if (rest.Count == 0 && value is null)
                {
                    items.RemoveRange(position, position < items.Count ? 1 : 0);
                }
                else if (position < items.Count)
                {
                    items[position] = With(items[position], rest, value);
                }
                else if (value is not null)
                {
                    items.Add(With(null, rest, value));
                }

                return YamlValue.Of(items);
            case YamlValue.Map or null or YamlValue.Scalar { Text: "" or "null" }:
                var entries = node is YamlValue.Map map ? map.Entries.ToList() : [];
                var place = entries.FindIndex(entry => entry.Key == key);
                if (rest.Count == 0 && value is null)
                {
                    entries.RemoveAll(entry => entry.Key == key);
                }
                else if (place >= 0)
                {
                    entries[place] = KeyValuePair.Create(key, With(entries[place].Value, rest, value));
                }
                else if (value is not null)
                {
                    entries.Add(KeyValuePair.Create(key, With(null, rest, value)));
                }

                return YamlValue.Of(entries.Select(entry => (entry.Key, entry.Value)));
            default:
                return value is null ? node : throw new ArgumentException($"the path leads nowhere at {key}", nameof(path));
        }
    }

    private static IEnumerable<(string Path, YamlPlace Place)> Texts(YamlTree node, string path, bool inFlow = false, int parent = -2)
    {
        foreach (var entry in node.Entries)
        {
            var below = path.Length == 0 ? entry.Key : $"{path}/{entry.Key}";
            var flow = inFlow || node.IsFlow;
            if (entry.Node.Kind == YamlTreeKind.Scalar)
            {
                yield return (below, new YamlPlace(entry.Node, flow, node.Column));
            }
            else
            {
                foreach (var text in Texts(entry.Node, below, flow, node.Column))
                {
                    yield return text;
                }
            }
        }

        if (node.Kind == YamlTreeKind.Scalar && path.Length == 0)
        {
            yield return ("", new YamlPlace(node, inFlow, parent));
        }
    }
}

/// <param name="Node">A scalar.</param>
/// <param name="IsFlow">Whether it stands within a flow list or mapping.</param>
/// <param name="Column">Of the block collection that holds it.</param>
internal sealed record YamlPlace(YamlTree Node, bool IsFlow, int Column);
