using KnbTraining.Content.Documents;
using KnbTraining.Content.Editions;
using KnbTraining.Content.Reference;
using KnbTraining.Content.Text;

namespace KnbTraining.Web.Features.Content.Editing;

/// <summary>A word that the editor of a document as text offers.</summary>
/// <param name="Label">What is put in.</param>
/// <param name="Detail">What people call it; null where it says enough.</param>
/// <param name="Key">True for a key, which stands where a line begins.</param>
public sealed record CodeWord(string Label, string? Detail, bool Key);

/// <summary>What can be completed in a document as text: keys that documents of its kind have, and ids and words of the edition.</summary>
public static class CodeWords
{
    /// <summary>What the editor itself says, in English; the words of the page stand under <c>Code.phrase.{key}</c>.</summary>
    public static IReadOnlyList<(string Key, string Phrase)> Phrases { get; } =
    [
        ("find", "Find"),
        ("with", "Replace"),
        ("next", "next"),
        ("previous", "previous"),
        ("all", "all"),
        ("case", "match case"),
        ("regexp", "regexp"),
        ("words", "by word"),
        ("replace", "replace"),
        ("replace-all", "replace all"),
        ("close", "close"),
        ("line", "Go to line"),
        ("go", "go"),
        ("current", "current match"),
        ("on-line", "on line"),
        ("replaced", "replaced match on line $"),
        ("replaced-all", "replaced $ matches"),
        ("completions", "Completions"),
        ("deleted", "Selection deleted"),
    ];

    /// <param name="path">Of the document that is written.</param>
    /// <param name="language">Of the names.</param>
    /// <returns>Without repetitions, keys first, each in the order of the alphabet.</returns>
    public static IReadOnlyList<CodeWord> Of(Edition edition, string path, string language)
    {
        ArgumentNullException.ThrowIfNull(edition);
        ArgumentNullException.ThrowIfNull(path);
        var kind = path.Contains('/', StringComparison.Ordinal) ? path[..(path.IndexOf('/', StringComparison.Ordinal) + 1)] : path;
        var keys = edition.Documents.All
            .Where(document => document.Key.StartsWith(kind, StringComparison.Ordinal) && document.Key.EndsWith(".yaml", StringComparison.Ordinal))
            .SelectMany(document => YamlEdit.Paths(document.Value))
            .SelectMany(place => place.Split('/'))
            .Concat(Languages.All)
            .Where(key => key.Length > 0 && !char.IsAsciiDigit(key[0]))
            .Distinct(StringComparer.Ordinal)
            .Select(key => new CodeWord(key, null, Key: true));
        var words = edition.Words;
        var values = edition.Rules.Values.Select(rule => Word(rule.Id, rule.Title))
            .Concat(edition.Sources.Values.Select(source => Word(source.Id, source.Label)))
            .Concat(edition.Instruments.Values.Select(act => Word(act.Id, act.Abbreviation)))
            .Concat(edition.Glossary.Values.Select(term => Word(term.Id, term.Name)))
            .Concat(edition.Misconceptions.Values.Select(misconception => Word(misconception.Id, misconception.Label)))
            .Concat(edition.Pictures.Values.Select(picture => Word(picture.Id, picture.Title)))
            .Concat(edition.Lessons.Values.Select(lesson => new CodeWord(lesson.Id, lesson[language].Title, Key: false)))
            .Concat(words.Dimensions.Select(dimension => Word(dimension.Key, dimension.Value)))
            .Concat(words.Values.Select(value => Word(value.Key.Item2, value.Value)))
            .Concat(words.Duties.Select(duty => Word(duty.Key, duty.Value)))
            .Concat(words.Liabilities.Select(liability => Word(LiabilityIds.Of(liability.Key), liability.Value)));
        return [.. keys.OrderBy(word => word.Label, StringComparer.Ordinal), .. values.DistinctBy(word => word.Label).OrderBy(word => word.Label, StringComparer.Ordinal)];

        CodeWord Word(string id, LocalizedText name) => new(id, name[language], Key: false);
    }
}
