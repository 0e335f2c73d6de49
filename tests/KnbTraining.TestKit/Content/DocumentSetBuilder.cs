using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Text;

namespace KnbTraining.TestKit.Content;

/// <summary>Starts from the shipped documents and replaces, adds or removes some.</summary>
public sealed class DocumentSetBuilder
{
    private readonly SortedDictionary<string, string> _texts = new(StringComparer.Ordinal);

    private DocumentSetBuilder()
    {
        foreach (var (path, text) in ShippedContent.Documents.All)
        {
            _texts[path] = text;
        }
    }

    public static DocumentSetBuilder FromShipped() => new();

    /// <summary>The text of a document as it now stands.</summary>
    public string this[string path] => _texts[path];

    public DocumentSetBuilder With(string path, string text)
    {
        _texts[path] = text;
        return this;
    }

    /// <summary>Replaces the first occurrence of a passage.</summary>
    /// <exception cref="InvalidOperationException">The document does not hold the passage: a test that changes nothing proves nothing.</exception>
    public DocumentSetBuilder Replacing(string path, string passage, string by)
    {
        var at = _texts[path].IndexOf(passage, StringComparison.Ordinal);
        if (at < 0)
        {
            throw new InvalidOperationException($"{path} does not hold '{passage}'.");
        }

        _texts[path] = _texts[path][..at] + by + _texts[path][(at + passage.Length)..];
        return this;
    }

    /// <summary>Puts text at the end of a document.</summary>
    public DocumentSetBuilder Appending(string path, string text)
    {
        _texts[path] += text;
        return this;
    }

    public DocumentSetBuilder Without(string path)
    {
        if (!_texts.Remove(path))
        {
            throw new InvalidOperationException($"There is no {path}.");
        }

        return this;
    }

    public DocumentSetBuilder Moving(string from, string to)
    {
        var text = _texts[from];
        return Without(from).With(to, text);
    }

    public DocumentSet Build() => new(_texts);

    public Compilation Compile() => EditionCompiler.Compile(Build());

    /// <summary>The compiled edition.</summary>
    /// <exception cref="InvalidOperationException">There are findings.</exception>
    public Edition CompileOrThrow()
    {
        var compilation = Compile();
        return compilation.Edition ?? throw new InvalidOperationException(string.Join('\n', compilation.Findings));
    }

    /// <summary>The text of a rule under another id, with titles of its own: no two rules may share one.</summary>
    /// <param name="path">The rule that is copied.</param>
    public string CopyOfRule(string path, string id) =>
        YamlEdit.Set(this[path], [new("id", id), .. Languages.All.Select(language => KeyValuePair.Create($"title/{language}", $"{YamlEdit.Get(this[path], $"title/{language}")} (2)"))]);
}
