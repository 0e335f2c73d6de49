using KnbTraining.Content.Documents;
using KnbTraining.Content.Text;
using KnbTraining.Learning.Editing;
using KnbTraining.Web.Features.Content.Editing;
using Microsoft.AspNetCore.Components;

namespace KnbTraining.Web.Features.Content;

/// <summary>A lesson: three documents, one form.</summary>
public sealed partial class LessonEditor
{
    private static readonly HashSet<string> Fields = ["title", "summary", "minutes", "translation", LessonLines.Body];

    private readonly Dictionary<string, LessonFields> _forms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _written = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FieldFindings> _findings = new(StringComparer.Ordinal);

    [Parameter, EditorRequired]
    public EditorSession Session { get; set; } = default!;

    [Parameter]
    public EventCallback<DocumentChange> OnChange { get; set; }

    [Parameter]
    public string Language { get; set; } = Languages.English;

    [Parameter]
    public EventCallback<string> LanguageChanged { get; set; }

    private string LessonId => Session.First.Path.Split('/')[1];

    protected override void OnParametersSet()
    {
        foreach (var language in Languages.All)
        {
            var desk = Session.Of(language);

            // What this form wrote itself is not read back: reading trims, and would take the space from under the cursor.
            if (!_forms.ContainsKey(language) || desk.Text != _written.GetValueOrDefault(language))
            {
                _forms[language] = LessonFields.Parse(desk.Text);
            }

            _findings[language] = new FieldFindings(desk.OwnFindings, new LessonLines(desk.Text).PathAt, Fields);
        }
    }

    /// <summary>Findings of the body, with lines as the editor's box counts them.</summary>
    private IReadOnlyList<Finding> BodyFindings(string language)
    {
        var above = new LessonLines(Session.Of(language).Text).Above;
        return [.. _findings[language].At(LessonLines.Body)
            .Select(finding => finding with { Line = Math.Max(1, finding.Line - above) })];
    }

    private Task SetAsync(string language, LessonFields fields)
    {
        _forms[language] = fields;
        _written[language] = fields.ToDocument();
        return OnChange.InvokeAsync(new DocumentChange(Session.Of(language), _written[language]));
    }
}
