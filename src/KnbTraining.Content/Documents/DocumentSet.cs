using System.Security.Cryptography;
using System.Text;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Documents;

/// <summary>
/// The documents of one edition as text, by path relative to the content folder (forward slashes, for example
/// <c>rules/liability/current-holder-disclosure.yaml</c>). Immutable; line ends are normalised to LF.
/// </summary>
public sealed class DocumentSet
{
    private readonly SortedDictionary<string, string> _texts;
    private readonly Lazy<string> _hash;

    public DocumentSet(IEnumerable<KeyValuePair<string, string>> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        _texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (path, text) in texts)
        {
            _texts[path] = text.ReplaceLineEndings("\n");
        }

        _hash = new Lazy<string>(() => HashOf(_texts));
    }

    public IReadOnlyCollection<string> Paths => _texts.Keys;

    /// <summary>SHA-256 over all paths and texts in path order, lower-case hexadecimal: the content address of an edition.</summary>
    public string Hash => _hash.Value;

    /// <summary>As <see cref="Hash"/>, of what lies outside of some folders.</summary>
    internal string HashWithout(IReadOnlyCollection<string> folders) =>
        HashOf(_texts.Where(document => !folders.Any(folder => document.Key.StartsWith(folder + "/", StringComparison.Ordinal))));

    public string? Find(string path) => _texts.GetValueOrDefault(path);

    public IEnumerable<KeyValuePair<string, string>> Under(string folder) =>
        _texts.Where(document => document.Key.StartsWith(folder + "/", StringComparison.Ordinal));

    public IEnumerable<KeyValuePair<string, string>> All => _texts;

    /// <summary>The languages that the lessons have, and English: what was published before a language came has no texts in it.</summary>
    public IReadOnlyList<string> Languages =>
        [.. Text.Languages.All.Where(language => language == Text.Languages.English || Under("lessons").Any(lesson => lesson.Key.EndsWith($"/{language}.md", StringComparison.Ordinal)))];

    /// <summary>A new set with some documents replaced or added.</summary>
    public DocumentSet With(IEnumerable<KeyValuePair<string, string>> changes) => new(_texts.Concat(changes));

    /// <summary>A new set without some documents; a path that is not there changes nothing.</summary>
    public DocumentSet Without(IEnumerable<string> paths)
    {
        var gone = paths.ToHashSet(StringComparer.Ordinal);
        return gone.Count == 0 ? this : new(_texts.Where(document => !gone.Contains(document.Key)));
    }

    /// <summary>
    /// The line, counted from 1, that tells of a name: the one that gives it as an id, else the first that holds it as a
    /// word, else the first that holds it at all; 1 where none does. Near enough to jump to.
    /// </summary>
    public int LineOf(string path, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (Find(path) is not { } text)
        {
            return 1;
        }

        var lines = text.Split('\n');
        var at = Array.FindIndex(lines, line => line.TrimStart(' ', '-', '{') is var start && (start == $"id: {name}" || start.StartsWith($"id: {name},", StringComparison.Ordinal)));
        at = at >= 0 ? at : Array.FindIndex(lines, line => HoldsWord(line, name));
        at = at >= 0 ? at : Array.FindIndex(lines, line => line.Contains(name, StringComparison.Ordinal));
        return Math.Max(0, at) + 1;
    }

    private static bool HoldsWord(string line, string name)
    {
        bool Joins(int index) => index >= 0 && index < line.Length && (char.IsLetterOrDigit(line[index]) || line[index] == '-');
        for (var at = line.IndexOf(name, StringComparison.Ordinal); at >= 0; at = line.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            if (!Joins(at - 1) && !Joins(at + name.Length))
            {
                return true;
            }
        }

        return false;
    }

    private static string HashOf(IEnumerable<KeyValuePair<string, string>> texts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, text) in texts)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{path}\n{Encoding.UTF8.GetByteCount(text)}\n"));
            hash.AppendData(Encoding.UTF8.GetBytes(text));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

/// <summary>Something in a document that must be mended before it can be published.</summary>
/// <param name="Path">Path of the document within the content folder.</param>
/// <param name="Line">Line, counted from 1.</param>
/// <param name="Said">What is wrong.</param>
/// <param name="Advised">What to do about it.</param>
public sealed record Finding(string Path, int Line, FindingSentence Said, FindingSentence Advised)
{
    /// <summary>What is wrong, in English, as the command line says it.</summary>
    public string Message => Said.ToString();

    /// <summary>What to do about it, in English.</summary>
    public string Advice => Advised.ToString();

    public override string ToString() => $"{Path}({Line}): {Message} {Advice}";
}
