using KnbTraining.Content.Documents;
using KnbTraining.Content.Text;

namespace KnbTraining.Content.Analysis;

/// <summary>A text that changed in some language: who lists documents keeps account of languages by it. What is to be looked at, <see cref="StaleText"/> says.</summary>
/// <param name="Path">Of the document; of a lesson its folder.</param>
/// <param name="Field">As <see cref="StaleText.Field"/>.</param>
/// <param name="Changed">Languages that changed, in their usual order.</param>
/// <param name="Left">Languages that did not, and of which nobody said that they still hold.</param>
public sealed record ChangedText(string Path, string Field, IReadOnlyList<string> Changed, IReadOnlyList<string> Left)
{
    /// <summary>
    /// Every text that changed in some language: first those that left a language behind, then every field once with all languages that changed in it,
    /// which leaves nobody behind. Documents that came or went are not among them.
    /// </summary>
    /// <param name="looked">Marks of what was looked at, as <see cref="StaleText.Marks"/> has them.</param>
    public static IReadOnlyList<ChangedText> Of(DocumentSet before, DocumentSet after, IReadOnlySet<string> looked)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var changes = DocumentComparison.Of(before, after);
        var fields = from change in changes
                     where change.Fate == DocumentFate.Changed
                     from field in change.Fields
                     where StaleText.IsText(field)
                     group field.Language by (Path: StaleText.PlaceOf(change), Field: StaleText.FieldOf(change, field));
        return
        [
            .. StaleText.Without(StaleText.Of(before, after, changes), looked).Select(text => new ChangedText(text.Path, text.Field, text.Changed, text.Left)),
            .. fields.Select(field => new ChangedText(field.Key.Path, field.Key.Field, [.. Languages.All.Where(field.Contains)], [])),
        ];
    }
}
