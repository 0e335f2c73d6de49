using KnbTraining.Content.Text;

namespace KnbTraining.Content.Analysis;

/// <summary>A text that says something new in one language, while another still says what it said.</summary>
/// <param name="Path">Of the document; of a lesson its folder.</param>
/// <param name="Field">The way to the text, its language left out; of a lesson nothing, because its languages are compared as wholes.</param>
/// <param name="Changed">Languages that changed, in their usual order.</param>
/// <param name="Left">Languages that did not.</param>
public sealed record StaleText(string Path, ContentKind Kind, string Field, IReadOnlyList<string> Changed, IReadOnlyList<string> Left)
{
    /// <summary>Those of <see cref="EachChanged"/> that some language left behind.</summary>
    public static IReadOnlyList<StaleText> Of(IReadOnlyList<ChangedDocument> changes) => [.. EachChanged(changes).Where(text => text.Left.Count > 0)];

    /// <summary>Every text that changed in some language, those included that changed in all. Documents that came or went are not among them.</summary>
    public static IReadOnlyList<StaleText> EachChanged(IReadOnlyList<ChangedDocument> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        // Whether a translation has been read is no text: reading it makes no other language old.
        var texts = from change in changes
                    where change.Fate == DocumentFate.Changed
                    from field in change.Fields
                    where field.Language is not null && field.Steps[0].Key is not ("translation" or "minutes")
                    group field.Language by (
                        Path: change.Kind == ContentKind.Lesson ? change.Path[..change.Path.LastIndexOf('/')] : change.Path,
                        change.Kind,
                        Field: change.Kind == ContentKind.Lesson ? "" : WithoutLanguage(field));
        return
        [
            .. texts
                .Select(text => new StaleText(
                    text.Key.Path,
                    text.Key.Kind,
                    text.Key.Field,
                    [.. Languages.All.Where(text.Contains)],
                    [.. Languages.All.Where(language => !text.Contains(language))])),
        ];
    }

    private static string WithoutLanguage(ChangedField field) => string.Join('.', field.Steps.Where(step => step.Key != field.Language));
}
