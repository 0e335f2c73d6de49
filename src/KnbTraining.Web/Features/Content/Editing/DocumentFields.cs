using System.Globalization;
using KnbTraining.Content.Documents;

namespace KnbTraining.Web.Features.Content.Editing;

/// <summary>
/// A document as the fields of a form. The document itself holds every value: a field that nobody changes stays the same to the letter,
/// and a change of one touches its own lines only. Paths are those of <see cref="YamlEdit"/>.
/// </summary>
public sealed class DocumentFields
{
    // As typed, with spaces at the end that the document does not keep: a box must not lose them under the cursor.
    private readonly Dictionary<string, string> _typed = new(StringComparer.Ordinal);
    private YamlValue? _root;

    public DocumentFields(string document)
    {
        ArgumentNullException.ThrowIfNull(document);
        Document = document;
        _root = YamlEdit.Read(document, "");
    }

    public string Document { get; private set; }

    /// <summary>The text of a field; empty where there is none, or where the document says that there is none.</summary>
    public string Text(string path) => _typed.TryGetValue(path, out var typed) ? typed
        : Find(path) is YamlValue.Scalar { Text: var text } && text is not ("null" or "~") ? text
        : "";

    /// <summary>The texts of a list; a single text counts as a list of one.</summary>
    public IReadOnlyList<string> List(string path) => Find(path) switch
    {
        YamlValue.List list => [.. list.Items.OfType<YamlValue.Scalar>().Select(item => item.Text)],
        YamlValue.Scalar { Text.Length: > 0 } single when single.Text is not "null" => [single.Text],
        _ => [],
    };

    /// <summary>How many items the list at a path has.</summary>
    public int Count(string path) => Find(path) is YamlValue.List list ? list.Items.Count : 0;

    /// <summary>The keys of a mapping, in its order.</summary>
    public IReadOnlyList<string> Keys(string path) => Find(path) is YamlValue.Map map ? [.. map.Entries.Select(entry => entry.Key)] : [];

    public bool Has(string path) => Find(path) is not (null or YamlValue.Scalar { Text: "" or "null" or "~" });

    public YamlValue? Find(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var value = _root;
        foreach (var key in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            value = value switch
            {
                YamlValue.Map map => map[key],
                YamlValue.List list when int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < list.Items.Count => list.Items[at],
                _ => null,
            };
        }

        return value;
    }

    /// <summary>Sets a text.</summary>
    public void Set(string path, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Put(path, YamlValue.Of(text), keepsTyped: true);
        _typed[path] = text;
    }

    /// <summary>Sets a number; what is none is kept as text, and the check says so at the field.</summary>
    public void SetNumber(string path, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Put(path, NumberOf(text.Trim()), keepsTyped: true);
        _typed[path] = text;
    }

    /// <summary>Sets a number that may be left out: an empty one takes the key away.</summary>
    public void SetOptionalNumber(string path, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Trim().Length > 0)
        {
            SetNumber(path, text);
        }
        else
        {
            RemoveOptional(path);
        }
    }

    /// <summary>Sets a text that may be left out: an empty one takes the key away.</summary>
    public void SetOptional(string path, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Trim().Length > 0)
        {
            Set(path, text);
        }
        else
        {
            RemoveOptional(path);
        }
    }

    public void SetList(string path, IEnumerable<string> texts) => Put(path, YamlValue.Of(texts));

    /// <summary>As <see cref="SetList"/>; an empty list takes the key away.</summary>
    public void SetOptionalList(string path, IReadOnlyCollection<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (texts.Count > 0)
        {
            SetList(path, texts);
        }
        else
        {
            RemoveOptional(path);
        }
    }

    /// <summary>As <see cref="SetOptionalList"/>; a single text is written without a list.</summary>
    public void SetShortList(string path, IReadOnlyCollection<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (texts.Count == 1)
        {
            Put(path, YamlValue.Of(texts.First()));
        }
        else
        {
            SetOptionalList(path, texts);
        }
    }

    /// <summary>Sets a list of whole numbers; what is none is kept as text, and the check says so at the field.</summary>
    public void SetNumbers(string path, IEnumerable<string> numbers) => Put(path, YamlValue.Of(numbers.Select(NumberOf)));

    public void Put(string path, YamlValue value) => Put(path, value, keepsTyped: false);

    public void Remove(string path)
    {
        if (Find(path) is null)
        {
            return;
        }

        Write(YamlEdit.Remove(Document, path));
        _typed.Clear();
    }

    /// <summary>Takes away a value that may be left out, and with it the mapping or list that would stay empty.</summary>
    public void RemoveOptional(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var holder = path[..Math.Max(0, path.LastIndexOf('/'))];
        var isLast = holder.Length > 0 && Find(path) is not null && Find(holder) is YamlValue.Map { Entries.Count: 1 } or YamlValue.List { Items.Count: 1 };
        Remove(isLast ? holder : path);
    }

    /// <summary>Adds an item to the end of a list.</summary>
    public void Add(string path, YamlValue item) => Put(path, YamlValue.Of([.. Items(path), item]));

    /// <summary>Moves an item of a list by some places; past an end it stays where it is.</summary>
    public void Move(string path, int from, int by)
    {
        var items = Items(path).ToList();
        var to = from + by;
        if (from < 0 || from >= items.Count || to < 0 || to >= items.Count)
        {
            return;
        }

        var item = items[from];
        items.RemoveAt(from);
        items.Insert(to, item);
        Put(path, YamlValue.Of(items));
    }

    private IEnumerable<YamlValue> Items(string path) => Find(path) is YamlValue.List list ? list.Items : [];

    private static YamlValue NumberOf(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _) ? new YamlValue.Scalar(text, IsWord: true) : YamlValue.Of(text);

    private void Put(string path, YamlValue value, bool keepsTyped)
    {
        Write(YamlEdit.Put(Document, path, value));
        if (!keepsTyped)
        {
            _typed.Clear();
        }
    }

    private void Write(string document)
    {
        Document = document;
        _root = YamlEdit.Read(document, "");
    }
}
