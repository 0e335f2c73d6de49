using System.Text.RegularExpressions;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;

namespace KnbTraining.Content.Analysis;

/// <summary>
/// Which documents speak of an entry of the vocabulary. It reads their keys, not their words: "head" in a sentence is no use of the value. The
/// vocabulary itself is not counted.
/// </summary>
public sealed class VocabularyUses
{
    private const string Vocabulary = "vocabulary.yaml";

    // A fact of a live part of a lesson: ":::case holder=former act=disclosure". Never goes back.
    private static readonly Regex Directive = new(@"(?m)^:::(?<words>[^\n]*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);

    private static readonly Dictionary<string, string[]> KeysOf = new(StringComparer.Ordinal)
    {
        ["liabilities"] = ["liability", "expect", "from", "to", "swap"],
        ["duties"] = ["duties"],
        ["bodies"] = ["of"],
        ["families"] = ["family"],
        ["basis-purposes"] = ["for", "names"],
    };

    private readonly Edition _edition;
    private readonly Lazy<(string Path, YamlValue Root)[]> _documents;
    private readonly Lazy<(string Path, string[] Words)[]> _lessons;

    public VocabularyUses(Edition edition)
    {
        ArgumentNullException.ThrowIfNull(edition);
        _edition = edition;
        _documents = new Lazy<(string, YamlValue)[]>(() =>
        [
            .. edition.Documents.All.Where(document => document.Key.EndsWith(".yaml", StringComparison.Ordinal) && document.Key != Vocabulary)
                .Select(document => (document.Key, YamlEdit.Read(document.Value, "")))
                .Where(document => document.Item2 is not null)
                .Select(document => (document.Key, document.Item2!)),
        ]);
        _lessons = new Lazy<(string, string[])[]>(() =>
        [
            .. edition.Documents.All.Where(document => document.Key.EndsWith(".md", StringComparison.Ordinal))
                .Select(document => (document.Key, Directive.Matches(document.Value).SelectMany(match => match.Groups["words"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToArray())),
        ]);
    }

    /// <summary>The edition whose documents are looked at.</summary>
    public Edition Edition => _edition;

    /// <summary>Paths, in order, of the documents that name a fact of situations.</summary>
    /// <param name="value">One of its values; null for any.</param>
    public IReadOnlyList<string> OfFact(string dimension, string? value)
    {
        ArgumentNullException.ThrowIfNull(dimension);
        var vocabulary = _edition.RuleBook.Vocabulary;
        var isAct = dimension == vocabulary.Act.Id;
        bool Speaks(string key, YamlValue held) =>
            key == dimension ? value is null || Has(held, value)
            : key == "ignore" ? value is null && Has(held, dimension)
            : key == "holders" && dimension == vocabulary.Person.Id && (value is null || Has(held, value));
        return
        [
            .. _documents.Value.Where(document => Holds(document.Root, Speaks)
                    || (isAct && ContentKinds.Of(document.Path) == ContentKind.Story && (value is null || ContentKinds.NameOf(document.Path) == value)))
                .Select(document => document.Path)
                .Concat(_lessons.Value.Where(lesson => Array.Exists(lesson.Words, word => IsFact(word, dimension, value)) || (isAct && HasMap(lesson.Words, value))).Select(lesson => lesson.Path))
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Paths, in order, of the documents that name something else of the vocabulary.</summary>
    /// <param name="section">The list in which it stands, for example <c>duties</c>; of another one nothing is used by its id.</param>
    public IReadOnlyList<string> Of(string section, string id)
    {
        ArgumentNullException.ThrowIfNull(section);
        return KeysOf.GetValueOrDefault(section) is { } keys
            ? [.. _documents.Value.Where(document => Holds(document.Root, (key, held) => keys.Contains(key) && Has(held, id))).Select(document => document.Path).Order(StringComparer.Ordinal)]
            : [];
    }

    private static bool IsFact(string word, string dimension, string? value) =>
        value is null ? word.StartsWith($"{dimension}=", StringComparison.Ordinal) : word == $"{dimension}={value}";

    private static bool HasMap(string[] words, string? act)
    {
        var at = Array.IndexOf(words, "map");
        return at >= 0 && at + 1 < words.Length && (act is null || words.Where((_, i) => i > 0 && words[i - 1] == "map").Contains(act));
    }

    private static bool Has(YamlValue held, string id) => held switch
    {
        YamlValue.Scalar scalar => scalar.Text == id,
        YamlValue.List list => list.Items.Any(item => item is YamlValue.Scalar scalar && scalar.Text == id),
        YamlValue.Map map => map.Entries.Any(entry => entry.Key == id),
        _ => false,
    };

    private static bool Holds(YamlValue value, Func<string, YamlValue, bool> speaks) => value switch
    {
        YamlValue.List list => list.Items.Any(item => Holds(item, speaks)),
        YamlValue.Map map => map.Entries.Any(entry => speaks(entry.Key, entry.Value) || Holds(entry.Value, speaks)),
        _ => false,
    };
}
