using KnbTraining.Content.Text;

namespace KnbTraining.Content.Documents;

/// <summary>
/// Reads the fields of one mapping. Every problem becomes a finding with its line, and reading goes on with a harmless
/// value, so that an editor sees all findings at once. Call <see cref="Finish"/> last: it reports unknown keys.
/// </summary>
internal sealed partial class FieldReader
{
    private readonly YamlMapping _mapping;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public FieldReader(string path, YamlMapping mapping, FindingList findings)
    {
        Path = path;
        _mapping = mapping;
        Findings = findings;
    }

    public string Path { get; }

    public FindingList Findings { get; }

    public int Line => _mapping.Line;

    public IReadOnlyList<YamlEntry> Entries => _mapping.Entries;

    public static FieldReader? Open(string path, string text, FindingList findings) =>
        PlainYaml.Read(path, text, findings) is { } root ? new FieldReader(path, root, findings) : null;

    public void Report(int line, FindingSentence message, FindingSentence advice) => Findings.Add(Path, line, message, advice);

    public bool Has(string key) => Find(key) is not (null or YamlScalar { Value: "" or "null" or "~" });

    public int LineOf(string key) => _mapping.Entries.FirstOrDefault(entry => entry.Key == key)?.Line ?? Line;

    public FieldReader? Map(string key)
    {
        if (Required(key) is YamlMapping mapping)
        {
            return new FieldReader(Path, mapping, Findings);
        }

        if (Find(key) is { } other)
        {
            Report(other.Line, $"'{new FieldName(key)}' must hold key: value pairs.", "Indent them below it or write { key: value }.");
        }

        return null;
    }

    /// <summary>True where the value is exactly this word; any other value is left for another reading.</summary>
    public bool Is(string key, string word)
    {
        _known.Add(key);
        return Find(key) is YamlScalar scalar && scalar.Value.Trim() == word;
    }

    public FieldReader? OptionalMap(string key) => Has(key) ? Map(key) : Skip<FieldReader>(key);

    public IEnumerable<FieldReader> Maps(string key) => Nodes(key, required: true).Select(AsMap).OfType<FieldReader>();

    public IEnumerable<FieldReader> OptionalMaps(string key) => Nodes(key, required: false).Select(AsMap).OfType<FieldReader>();

    /// <summary>A list of texts; a single text counts as a list of one.</summary>
    public IReadOnlyList<string> Texts(string key, bool required = true)
    {
        if (Find(key) is YamlScalar single && Has(key))
        {
            _known.Add(key);
            return [single.Value.Trim()];
        }

        var texts = new List<string>();
        foreach (var node in Nodes(key, required))
        {
            if (node is YamlScalar scalar && scalar.Value.Trim().Length > 0)
            {
                texts.Add(scalar.Value.Trim());
            }
            else
            {
                Report(node.Line, $"An entry of '{new FieldName(key)}' is not text.", "Write plain words or ids.");
            }
        }

        return texts;
    }

    public IReadOnlyList<YamlNode> Nodes(string key, bool required)
    {
        var node = required ? Required(key) : Optional(key);
        if (node is YamlList list)
        {
            return list.Items;
        }

        if (node is not null && Has(key))
        {
            Report(node.Line, $"'{new FieldName(key)}' must be a list.", "Write one entry a line, each after a dash.");
        }

        return [];
    }

    public void Finish()
    {
        foreach (var entry in _mapping.Entries.Where(entry => !_known.Contains(entry.Key)))
        {
            Report(entry.Line, $"The key '{entry.Key}' is not known here.", $"Remove it or use one of: {string.Join(", ", _known.Order(StringComparer.Ordinal))}.");
        }
    }

    private FieldReader? AsMap(YamlNode node)
    {
        if (node is YamlMapping mapping)
        {
            return new FieldReader(Path, mapping, Findings);
        }

        Report(node.Line, "An entry of this list must hold key: value pairs.", "Write { key: value } after the dash.");
        return null;
    }

    private YamlNode? Find(string key) => _mapping.Entries.FirstOrDefault(entry => entry.Key == key)?.Value;

    private YamlNode? Optional(string key)
    {
        _known.Add(key);
        return Find(key);
    }

    private YamlNode? Required(string key)
    {
        _known.Add(key);
        if (Find(key) is { } node)
        {
            return node;
        }

        Report(Line, $"'{new FieldName(key)}' is missing.", "Add it.");
        return null;
    }

    private T? Skip<T>(string key)
    {
        _known.Add(key);
        return default;
    }
}
