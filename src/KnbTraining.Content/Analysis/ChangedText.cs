using KnbTraining.Content.Documents;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Analysis;

/// <summary>A text that changed in some language: who lists documents keeps account of languages by it. What is to be looked at, <see cref="StaleText"/> says.</summary>
/// <param name="Path">Of the document; of a lesson its folder.</param>
/// <param name="Field">The way to the text, its language left out; of a lesson nothing, because its languages are compared as wholes.</param>
/// <param name="Changed">Languages that changed, in their usual order.</param>
/// <param name="Left">Languages that did not.</param>
public sealed record ChangedText(string Path, string Field, IReadOnlyList<string> Changed, IReadOnlyList<string> Left)
{
    /// <summary>Every text that changed in some language, those included that changed in all. Documents that came or went are not among them.</summary>
    public static IReadOnlyList<ChangedText> Of(IReadOnlyList<ChangedDocument> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);

        // Whether a translation has been read, and when somebody looks again, is no text: it makes no other language old.
        var texts = from change in changes
                    where change.Fate == DocumentFate.Changed
                    from field in change.Fields
                    where field.Language is not null && field.Steps[0].Key is not ("translation" or "minutes" or ReviewDay.Key)
                    let isLesson = change.Kind == ContentKind.Lesson
                    group field.Language by (
                        Path: isLesson ? change.Path[..change.Path.LastIndexOf('/')] : change.Path,
                        Field: isLesson ? "" : string.Join('.', field.Steps.Where(step => step.Key != field.Language)));
        return
        [
            .. texts.Select(text => new ChangedText(
                text.Key.Path, text.Key.Field, [.. Languages.All.Where(text.Contains)], [.. Languages.All.Where(language => !text.Contains(language))])),
        ];
    }
}
