using System.Security.Cryptography;
using System.Text;
using KnbTraining.Content.Documents;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Analysis;

/// <summary>A text that says something new in one language, while another still says what it said.</summary>
/// <param name="Path">Of the document; of a lesson its folder.</param>
/// <param name="Field">The way to the text, its language left out; <c>body</c> for a paragraph, heading or live part of a lesson.</param>
/// <param name="Changed">Languages that changed, in their usual order.</param>
/// <param name="Left">Languages that did not, or that have no such text yet.</param>
public sealed record StaleText(string Path, ContentKind Kind, string Field, IReadOnlyList<string> Changed, IReadOnlyList<string> Left)
{
    /// <summary>One of the texts that changed, which says what it is about.</summary>
    public required ChangedField Shown { get; init; }

    /// <summary>
    /// For each language of <see cref="Left"/> what is to be looked at: SHA-256 in lower-case hexadecimal of the place and of what the other languages
    /// say now. It is another one as soon as one of them says something else.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Marks { get; init; }

    /// <summary>Of a part of a lesson: its first line in the documents of the languages that have it, counted from 1.</summary>
    public IReadOnlyDictionary<string, int> Lines { get; init; } = new Dictionary<string, int>();

    /// <summary>Every text of two sets that is stale, in the order of paths.</summary>
    public static IReadOnlyList<StaleText> Of(DocumentSet before, DocumentSet after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return Of(before, after, DocumentComparison.Of(before, after));
    }

    /// <summary>What is left of these texts when somebody has looked at some of them and found that they still hold.</summary>
    /// <param name="looked">Marks of what was looked at.</param>
    public static IReadOnlyList<StaleText> Without(IReadOnlyList<StaleText> texts, IReadOnlySet<string> looked)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(looked);
        return [.. texts
            .Select(text => text with { Left = [.. text.Left.Where(language => !looked.Contains(text.Marks[language]))] })
            .Where(text => text.Left.Count > 0)];
    }

    /// <summary>The document of a language: of a lesson its own, of anything else the one that holds all languages.</summary>
    public string PathIn(string language) => Kind == ContentKind.Lesson ? $"{Path}/{language}.md" : Path;

    internal static IReadOnlyList<StaleText> Of(DocumentSet before, DocumentSet after, IReadOnlyList<ChangedDocument> changes)
    {
        var texts = from change in changes
                    where change.Fate == DocumentFate.Changed
                    from field in change.Fields
                    where IsText(field) && field.Nature != FieldNature.Block
                    group field by (Path: PlaceOf(change), change.Kind, Field: FieldOf(change, field));
        var lessons = changes
            .Where(change => change is { Kind: ContentKind.Lesson, Fate: DocumentFate.Changed })
            .Select(PlaceOf)
            .Distinct(StringComparer.Ordinal)
            .SelectMany(folder => StaleParts.Of(folder, before, after));
        return
        [
            .. texts
                .Select(text => Of(text.Key.Path, text.Key.Kind, text.Key.Field, text.First(), text.ToDictionary(field => field.Language!, field => field.After)))
                .Concat(lessons)
                .Where(text => text.Left.Count > 0)
                .OrderBy(text => text.Path, StringComparer.Ordinal),
        ];
    }

    /// <param name="changed">What the languages that changed say now; null where they say nothing any more.</param>
    internal static StaleText Of(string path, ContentKind kind, string field, ChangedField shown, IReadOnlyDictionary<string, string?> changed)
    {
        string[] left = [.. Languages.All.Where(language => !changed.ContainsKey(language))];
        return new StaleText(path, kind, field, [.. Languages.All.Where(changed.ContainsKey)], left)
        {
            Shown = shown,
            Marks = left.ToDictionary(language => language, language => MarkOf([path, field, language, .. Languages.All.Where(changed.ContainsKey).SelectMany(other => new[] { other, changed[other] })])),
        };
    }

    // Lengths part the texts, so that no two lists share a mark; a text that is gone is no empty text.
    private static string MarkOf(IEnumerable<string?> texts) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Concat(texts.Select(text => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{text?.Length ?? -1}:{text}"))))));

    // Whether a translation has been read, and when somebody looks again, is no text: it makes no other language old.
    internal static bool IsText(ChangedField field) => field.Language is not null && field.Steps[0].Key is not ("translation" or "minutes" or ReviewDay.Key);

    internal static string FieldOf(ChangedDocument change, ChangedField field) => field.Nature == FieldNature.Block ? LessonComparison.Body
        : change.Kind == ContentKind.Lesson ? field.Steps[0].Key
        : string.Join('.', field.Steps.Where(step => step.Key != field.Language));

    internal static string PlaceOf(ChangedDocument change) => change.Kind == ContentKind.Lesson ? change.Path[..change.Path.LastIndexOf('/')] : change.Path;
}
